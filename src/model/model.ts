/**
 * The nouns of Handbill, types only. Data flows one way through them:
 *
 *     SourceFile ──content──► Page ──site──► SitePage, Site ──build──► OutputFile
 *
 * Every stage returns its value together with the Diagnostics that it found (`WithDiagnostics`).
 */

import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { OutputIndex } from "./output-index.js";
import type { ResolvedLinks } from "./placeholders.js";
import type { FolderRedirect, Redirect } from "./redirect.js";

/** A place in a file as its author sees it: line and column count from 1, front matter included. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Level = "error" | "warning";

/** What a stage or a check reports. `report.ts` turns it into text, JSON, SARIF or GitHub annotations. */
export interface Diagnostic {
  /** Permanent name of the kind of problem; `diagnostics.ts` says what, why and what to do. */
  readonly code: DiagnosticCode;
  readonly level: Level;
  /** Path from the site's root with `/` between its parts; absent when no file is to blame. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** How many characters the frame underlines; 1 when absent. */
  readonly length?: number;
  /** What is wrong, in the author's words: one or two sentences. */
  readonly message: string;
  /** What to do about it, with the replacement to paste where there is one. */
  readonly hint?: string;
  /** The text of `line`; read when it is shown, where it is absent. */
  readonly lineText?: string;
  /** The edit of `file` that repairs it, where there is one certain answer. */
  readonly fix?: TextEdit;
}

/** A piece of one line of a text file, and what it becomes. Lines end with `\n` in `text`, whatever they end with in the file. */
export interface TextEdit extends Position {
  /** What is there now; where anything else is, the edit does not fit. Empty to insert. */
  readonly was: string;
  readonly text: string;
}

/** What a stage made, and what it has to say about its input. */
export interface WithDiagnostics<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** Front matter, data files, cascaded data. Made with a null prototype, so that no key of a page can be an inherited one. */
export type Data = Readonly<Record<string, unknown>>;

/** One file of the site, read. `path` is relative to the root, with `/` between its parts: `content/docs/start.md`. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** The `id` attribute, unique on the page. */
  readonly id: string;
  /** Plain text, without markup. */
  readonly text: string;
}

/** An address that a page mentions: the target of a link or the source of an image, in Markdown or in raw HTML. */
export interface Link extends Position {
  readonly kind: "link" | "image";
  /** As the author wrote it, after Markdown's escapes and entities are resolved. */
  readonly href: string;
  /** Of a picture of the site to which the page gives no size: there is a mark for that of its file. */
  readonly lacksSize?: true;
}

/** What a link leads to: a page, a file, an unknown path of the site, or anything that no move of a page changes. */
export type LinkEnd =
  | { readonly kind: "page"; readonly page: SitePage }
  /** A file that is copied, or a page that Eleventy evaluates, by its source. */
  | { readonly kind: "file"; readonly source: string }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "other" };

/** One source file, parsed (stage 1). A pure function of the file's bytes and the Markdown settings; plain data. */
export interface Page {
  /** "markdown": rendered by stage 1. "template": evaluated by Eleventy (`.njk`, `.liquid`, `.html`, `.11ty.ts`, Markdown where templates run). */
  readonly kind: "markdown" | "template";
  /** Path of the source file, relative to the root. */
  readonly source: string;
  /** Of a page that stands where a translation is missing: the source of the page that it shows. No file is at its own `source`. */
  readonly fallbackFor?: string;
  /** True where a preprocessor of the configuration leaves the page out. */
  readonly isLeftOut?: boolean;
  readonly frontMatter: Data;
  /** Where each key of the front matter's value stands; nested keys are joined by dots (`hero.title`). A key at the top whose value begins on another line has its own place as `aliases:`. */
  readonly positions: Readonly<Record<string, Position>>;
  /** Line of the file on which the body starts. */
  readonly bodyLine: number;
  /** The rendered body with link marks; empty for a template. */
  readonly html: string;
  /** Text of the first heading of level 1, else of the first heading; absent when there is none, or the front matter has a title. */
  readonly firstHeading?: string;
  /** Whether the body itself contains a heading of level 1, so that a layout must not print the title again. */
  readonly titleInContent: boolean;
  readonly headings: readonly Heading[];
  /** Every `id` (and `name` of an `<a>`) in the body that a `#fragment` can point to. */
  readonly ids: readonly string[];
  readonly links: readonly Link[];
  /** Another value for each body that the page gets; absent where it gets no other. */
  readonly bodyVersion?: unknown;
  /** The page's `sections`, checked and rendered, with link marks as in `html`; their links follow those of the body. Absent when it has none. */
  readonly sections?: readonly Data[];
}

/** A page with its place in the site (stage 2). */
export interface SitePage {
  readonly page: Page;
  /** The path by which the page has its place: of a folder's page that of its `index.md`, whatever the file is called; else the page's source. */
  readonly placedAs: string;
  /** Address without the base path, as a browser asks for it (percent-encoded): `/docs/start/`; false when the page is not written. */
  readonly url: string | false;
  /** The file in the output folder: `docs/start/index.html`; false when the page is not written. */
  readonly output: string | false;
  /** Front matter, or the file name's date, else 1970-01-01: a file's own times change with every clone and are never used. */
  readonly date: Date;
  /** The page's own data over directory data, layout data and global data, with `added` over all of it. */
  readonly data: Data;
  /** What Handbill fills in or knows better: title, layout, headings, titleInContent. */
  readonly added: Data;
  /** The layout that the page asks for, where there is none of that name: the default one stands in. */
  readonly missingLayout?: string;
  /** The body with every address in its final form, ready for a layout. */
  readonly html: string;
  /** The page's sections with every address in its final form; undefined when it has none. */
  readonly sections: readonly Data[] | undefined;
  /** Every address of the page in its final form, in order. */
  hrefs(): readonly string[];
  /** How large the pictures are to which the page gives no size, as their files are now. */
  sizes(): ResolvedLinks["sizes"];
}

/** A page that Eleventy evaluates: it gets its address, and perhaps many, there. */
export interface TemplatePage {
  readonly page: Page;
  /** As that of a `SitePage`. */
  readonly placedAs: string;
  /** What Handbill adds to a Markdown page's data; nothing for other languages. */
  readonly added: Data;
  /** Whether somebody gave it a title; otherwise its title is that of its first heading. */
  readonly isTitled: boolean;
}

/** What the body of a Markdown page in which templates run turned out to hold. */
export type EvaluatedBody = Pick<Page, "links" | "ids">;

/** An entry of the sidebar. A group may be a page too: then it has a `url`. */
export type NavItem =
  | {
      readonly kind: "link";
      readonly title: string;
      readonly url: string;
      readonly current: boolean;
      readonly badge?: Badge;
    }
  | {
      readonly kind: "group";
      readonly title: string;
      readonly url?: string;
      readonly current: boolean;
      readonly badge?: Badge;
      /** The group holds the current page. Groups that do not are given without their items. */
      readonly open: boolean;
      readonly items: readonly NavItem[];
    };

/** A word beside an entry of the sidebar, and which of the theme's colours it has: note, tip, important, warning, caution. */
export interface Badge {
  readonly text: string;
  readonly kind: string;
}

/** A part of the site with a sidebar of its own: a folder at the top that has a page. */
export interface Section extends PageRef {
  /** The section holds the current page. */
  readonly open: boolean;
  readonly current: boolean;
}

/** Where the language switch of a page leads for one language. */
export interface LanguageRef {
  /** BCP 47 tag. */
  readonly lang: string;
  /** The language's name in itself. */
  readonly title: string;
  readonly url: string;
  /** False where the page has no translation: the address is that of the nearest page above which has one. */
  readonly isTranslated: boolean;
}

/** A page by its title and address, as previous, next and breadcrumbs name it. */
export interface PageRef {
  readonly title: string;
  readonly url: string;
}

/** A page's slice of the navigation; each part is plain data, and made when it is asked for. */
export interface PageNav {
  /** The tree from the top, as far as it is open on the way to the page. */
  readonly nav: readonly NavItem[];
  /** The tree of the page's section as HTML, ready but for the mark at the page; one object for all pages of a folder. */
  readonly sidebar: { readonly html: string };
  readonly tabs: readonly Section[];
  /** Empty in a site of one language. */
  readonly languages: readonly LanguageRef[];
  readonly breadcrumbs: readonly PageRef[];
  readonly previous?: PageRef | undefined;
  readonly next?: PageRef | undefined;
}

/** How a change of one page is kept from the navigation of others. */
export interface NavParts {
  /** The part of the page with this source; pages of `""` show something of all parts. */
  partOf(source: string): string;
  /** What pages of every part may show; equal texts, equal navigation where nothing in the page's own part changed. */
  common(): string;
}

/** A file that is copied as it is. */
export interface StaticFile {
  /** Path from the root: `public/robots.txt`, `content/docs/plan.png`; the default theme's own files start with `handbill:`. */
  readonly source: string;
  /** Path in the output folder. */
  readonly output: string;
}

/** All pages together (stage 2). */
export interface Site {
  /** Markdown pages, ordered by source. Drafts are absent unless asked for. */
  readonly pages: readonly SitePage[];
  /** Pages that Eleventy evaluates, ordered by source. */
  readonly templates: readonly TemplatePage[];
  readonly staticFiles: readonly StaticFile[];
  /** Data that every page sees: `content/_data/*`, and `site` from the configuration. */
  readonly globalData: Data;
  /** The slice of navigation that one page's layout sees. */
  navFor(page: SitePage): PageNav;
  /** What decides about a page's `nav`, which shows every page of its folder: equal texts, equal tree, but for the mark at the page itself. */
  navTexts(page: SitePage): readonly string[];
  /** Parts of the site whose pages do not show each other in their navigation; undefined where all may. */
  readonly navParts: NavParts | undefined;
  /** The body and sections of a page that Eleventy evaluates, with the addresses in them resolved as if it stood at its source. */
  resolved(page: Page): Pick<SitePage, "html" | "sections">;
  /** Tells the site the addresses of pages that Eleventy evaluates, by source, as soon as Eleventy knows them. */
  learnUrls(urls: ReadonlyMap<string, string | false>): void;
  /** Tells the site the bodies of Markdown pages in which templates run, by source, once Eleventy has run them. */
  learnBodies(bodies: ReadonlyMap<string, EvaluatedBody>): void;
  /** Such a body; undefined before it is known, and for all other pages. */
  evaluatedBody(source: string): EvaluatedBody | undefined;
  /** The address of a page that Eleventy evaluates, as far as it is known; false when it has none. */
  urlOf(source: string): string | false;
  /** What a link leads to, seen from a page. */
  endOf(link: Link, from: Pick<SitePage, "page" | "url">): LinkEnd;
  /** The links of all Markdown pages that lead to an address. */
  linksTo(url: string): readonly (Position & { readonly source: string })[];
  /** Every redirect, each straight to its end, ordered by `from`. Complete once the addresses of all pages are known. */
  redirects(): readonly Redirect[];
  /** Every redirect of a folder, each straight to its end, the longest folder first. Complete at the same time. */
  folderRedirects(): readonly FolderRedirect[];
  /** Whether another program of the same host answers at a path, as `externalPaths` says. */
  isElsewhere(path: string): boolean;
  /** The redirect that answers a path, percent-encoded or not, `/old` as `/old/`; of a folder, as one of this address. It leads straight to its end. */
  redirectAt(path: string): Redirect | undefined;
  /** Findings about redirects, once it is known which paths (`/blog/`) the whole build makes, and below which folders anything is. */
  checkRedirects(
    made: (path: string) => boolean,
    madeBelow: (folder: string) => boolean,
  ): readonly Diagnostic[];
  /** Findings about links, once it is known what the whole build makes; of all pages, or of those `sources`. */
  checkLinks(outputIndex: OutputIndex, sources?: readonly string[]): readonly Diagnostic[];
  /** Findings about the links of its header and footer. */
  checkSiteFrame(outputIndex: OutputIndex): readonly Diagnostic[];
  /** Findings about pages that its `sidebar` names. */
  checkSidebar(): readonly Diagnostic[];
}

/** A file to be written to the output folder. */
export interface OutputFile {
  /** Path in the output folder, `/` between its parts. */
  readonly path: string;
  readonly content: string;
  /** The source to name when two outputs conflict. */
  readonly source: string;
}

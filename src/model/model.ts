/**
 * The nouns of Handbill, types only. Data flows one way through them:
 *
 *     SourceFile ──content──► Page ──site──► SitePage, Site ──build──► OutputFile
 *
 * Every stage returns its value together with the Diagnostics that it found (`WithDiagnostics`).
 */

import type { FrontMatter } from "../content/frontmatter/known-keys.js";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { NavParts, PageNav } from "./navigation.js";
import type { OutputIndex } from "./output-index.js";
import type { ResolvedLinks } from "./placeholders.js";
import type { FolderRedirect, Redirect } from "./redirect.js";

/**
 * A position in a source file as an editor shows it. Lines and columns count from 1, and front matter counts
 * too.
 */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Level = "error" | "warning";

/** A finding of a stage or a check. `src/report` turns it into text, JSON, SARIF or annotations. */
export interface Diagnostic {
  /** The permanent name of the problem. `src/diagnostics/catalogue.ts` explains each code. */
  readonly code: DiagnosticCode;
  readonly level: Level;
  /** Path from the site's root, separated by `/`. Absent if the problem is in no file. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** How many characters the code frame underlines. Default: 1. */
  readonly length?: number;
  /** One or two sentences: what is wrong, in the author's words. */
  readonly message: string;
  /** How to fix it, with the replacement to paste if there is one. */
  readonly hint?: string;
  /** The text of `line`. If it is absent, the report reads it from the file. */
  readonly lineText?: string;
  /** The edit of `file` that fixes the problem, if exactly one is certain. */
  readonly fix?: TextEdit;
}

/** An edit within one line of a text file. Lines in `text` end with `\n`, whatever the file uses. */
export interface TextEdit extends Position {
  /** The text to replace; empty to insert. If the file has another text there, the edit does not apply. */
  readonly was: string;
  readonly text: string;
}

/** The result of a stage with its findings. */
export interface WithDiagnostics<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Front matter, data files or cascaded data. It has no prototype, so that a key of a page is never an
 * inherited one.
 */
export type Data = Readonly<Record<string, unknown>>;

/** A source file in memory. `path` is relative to the root and separated by `/`: `content/docs/start.md`. */
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

/** The target of a link or the source of an image, in Markdown or in raw HTML. */
export interface Link extends Position {
  readonly kind: "link" | "image";
  /** As written, with Markdown's escapes and entities resolved. */
  readonly href: string;
  /** True for an image of the site without a size. The HTML has a placeholder for the size of its file. */
  readonly lacksSize?: true;
}

/**
 * The target of a link: a page, a file, an unknown path of the site, or something that moving pages never
 * changes.
 */
export type LinkEnd =
  | { readonly kind: "page"; readonly page: SitePage }
  /** The source of a copied file or of a page that Eleventy evaluates. */
  | { readonly kind: "file"; readonly source: string }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "other" };

/**
 * One parsed source file (stage 1): plain data that depends only on the file's bytes and the Markdown
 * settings.
 */
export interface Page {
  /**
   * "markdown": stage 1 renders it. "template": Eleventy evaluates it (`.njk`, `.liquid`, `.html`,
   * `.11ty.ts`, and Markdown in which templates run).
   */
  readonly kind: "markdown" | "template";
  /** Path of the source file, relative to the root. */
  readonly source: string;
  /**
   * For a fallback page, shown if a translation is missing: the source of the page that it shows. Its own
   * `source` does not exist.
   */
  readonly fallbackFor?: string;
  /** True if a preprocessor of the configuration leaves the page out. */
  readonly isLeftOut?: boolean;
  readonly frontMatter: FrontMatter;
  /**
   * The position of each front matter value. Nested keys are joined by dots (`hero.title`). `aliases:`, with
   * the colon, is the position of a top-level key whose value starts on another line.
   */
  readonly positions: Readonly<Record<string, Position>>;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
  /** The rendered body with link placeholders; empty for a template. */
  readonly html: string;
  /**
   * Text of the first heading of level 1, or else of the first heading. Absent if there is no heading, or if
   * the front matter has a title.
   */
  readonly firstHeading?: string;
  /** Whether the body has a heading of level 1. The layout then does not print the title again. */
  readonly titleInContent: boolean;
  readonly headings: readonly Heading[];
  /** Each `id` in the body, and each `name` of an `<a>`: the possible targets of a `#fragment`. */
  readonly ids: readonly string[];
  readonly links: readonly Link[];
  /** Differs for each body that the page gets. Absent if there is only one. */
  readonly bodyVersion?: unknown;
  /**
   * The page's `sections`, checked and rendered, with link placeholders as in `html`. Their links follow
   * those of the body in `links`.
   */
  readonly sections?: readonly Data[];
}

/** A page with its place in the site (stage 2). */
export interface SitePage {
  readonly page: Page;
  /**
   * The path that decides the page's place. For the page of a folder it is `index.md`, whatever the file is
   * called; otherwise it is the page's source.
   */
  readonly placedAs: string;
  /** URL without the base path, percent-encoded: `/docs/start/`. False if the page is not written. */
  readonly url: string | false;
  /** The file in the output folder: `docs/start/index.html`. False if the page is not written. */
  readonly output: string | false;
  /**
   * From front matter, or else from the file name, or else 1970-01-01. A file's own times change with every
   * clone, so Handbill does not use them.
   */
  readonly date: Date;
  /** The page's own data, merged over directory, layout and global data. `added` wins over all of it. */
  readonly data: FrontMatter;
  /** The keys that Handbill sets: title, layout, headings, titleInContent. */
  readonly added: Data;
  /** The layout that the page asks for, if it does not exist. The page uses the default layout instead. */
  readonly missingLayout?: string;
  /** The body with all URLs resolved, ready for a layout. */
  readonly html: string;
  /** The page's sections with all URLs resolved; undefined if it has none. */
  readonly sections: readonly Data[] | undefined;
  /** All URLs of the page, resolved, in order. */
  hrefs(): readonly string[];
  /** The current sizes of the image files for which the page gives no size. */
  sizes(): ResolvedLinks["sizes"];
}

/** A page that Eleventy evaluates. Eleventy decides its URL, or several if it is paginated. */
export interface TemplatePage {
  readonly page: Page;
  /** As in `SitePage`. */
  readonly placedAs: string;
  /** The keys that Handbill sets for a Markdown page; empty for other languages. */
  readonly added: Data;
  /** Whether the author gave the page a title. Otherwise the title is the first heading. */
  readonly isTitled: boolean;
}

/** The links and ids in the body of a Markdown page after its templates ran. */
export type EvaluatedBody = Pick<Page, "links" | "ids">;

/** A file that is copied unchanged. */
export interface StaticFile {
  /**
   * Path from the root: `public/robots.txt`, `content/docs/plan.png`. Files of the default theme start with
   * `handbill:`.
   */
  readonly source: string;
  /** Path in the output folder. */
  readonly output: string;
}

/** All pages together (stage 2). */
export interface Site {
  /** Markdown pages, ordered by source, without drafts unless they are asked for. */
  readonly pages: readonly SitePage[];
  /** Pages that Eleventy evaluates, ordered by source. */
  readonly templates: readonly TemplatePage[];
  readonly staticFiles: readonly StaticFile[];
  /** Data for all pages: `content/_data/*`, and `site` from the configuration. */
  readonly globalData: Data;
  /** The navigation that one page's layout receives. */
  navFor(page: SitePage): PageNav;
  /**
   * The texts that decide a page's `nav`. Equal texts mean an equal tree, except the mark of the current
   * page.
   */
  navTexts(page: SitePage): readonly string[];
  /** Parts of the site whose pages never appear in each other's navigation; undefined if all may. */
  readonly navParts: NavParts | undefined;
  /** The body and sections of a page that Eleventy evaluates, with URLs resolved relative to its source. */
  resolved(page: Page): Pick<SitePage, "html" | "sections">;
  /** Sets the URLs of pages that Eleventy evaluates, by source, once Eleventy has computed them. */
  setUrls(urls: ReadonlyMap<string, string | false>): void;
  /** Sets the bodies of Markdown pages in which templates run, by source, once Eleventy has run them. */
  setBodies(bodies: ReadonlyMap<string, EvaluatedBody>): void;
  /** The body set by `setBodies`; undefined before that, and for all other pages. */
  evaluatedBody(source: string): EvaluatedBody | undefined;
  /** The URL of a page that Eleventy evaluates, or false if it has none or none is known yet. */
  urlOf(source: string): string | false;
  /** The target of a link on a page. */
  endOf(link: Link, from: Pick<SitePage, "page" | "url">): LinkEnd;
  /** The links of all Markdown pages to a URL. */
  linksTo(url: string): readonly (Position & { readonly source: string })[];
  /**
   * All redirects, ordered by `from`, with chains resolved. Complete once the URLs of all pages are known.
   */
  redirects(): readonly Redirect[];
  /**
   * All redirects of folders, the longest folder first, with chains resolved. Complete once the URLs of all
   * pages are known.
   */
  folderRedirects(): readonly FolderRedirect[];
  /** Whether another program of the same host serves a path, according to `externalPaths`. */
  isExternalPath(path: string): boolean;
  /**
   * The redirect for a path, with chains resolved. Percent-encoding and a final slash make no difference. A
   * folder's redirect is returned for this one URL.
   */
  redirectAt(path: string): Redirect | undefined;
  /**
   * Findings about redirects. `made` says whether the build makes a path such as `/blog/`, `madeBelow`
   * whether it makes anything below a folder.
   */
  checkRedirects(
    made: (path: string) => boolean,
    madeBelow: (folder: string) => boolean,
  ): readonly Diagnostic[];
  /**
   * Findings about links, of all pages or of those in `sources`. Call it once the outputs of the whole build
   * are known.
   */
  checkLinks(outputIndex: OutputIndex, sources?: readonly string[]): readonly Diagnostic[];
  /** Findings about the links of the site's header and footer. */
  checkSiteFrame(outputIndex: OutputIndex): readonly Diagnostic[];
  /** Findings about pages that the `sidebar` setting names. */
  checkSidebar(): readonly Diagnostic[];
}

/** A file to write to the output folder. */
export interface OutputFile {
  /** Path in the output folder, separated by `/`. */
  readonly path: string;
  readonly content: string;
  /** The source that a message names if two outputs conflict. */
  readonly source: string;
}

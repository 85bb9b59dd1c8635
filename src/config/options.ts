/** What a site's author writes (`SiteOptions`), and what the program uses (`SiteConfig`). */

import type MarkdownIt from "markdown-it";
import type { ZodObject } from "zod";
import type { DeployTarget } from "./deploy-options.js";
import type { FindingLevel } from "../diagnostics/catalogue.js";
import type { Position } from "../model/model.js";
import type { Redirect, RedirectStatus } from "../model/redirect.js";
import type { ThemeFiles, ThemeOptions } from "./theme-options.js";

/** Eleventy's configuration object, as its documentation describes it (https://www.11ty.dev/docs/config/). */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Eleventy 3 ships no type declarations
export type EleventyConfig = Record<string, any>;

/** The settings of a site, given to `defineSite` in `.eleventy.ts`. Every one has a default. */
export interface SiteOptions {
  /** The site's name, shown in the header and in `<title>`. @default the title of content/index.md, else the folder's name */
  readonly title?: string;
  /** One sentence about the site, for pages that have no `description` of their own. @default "" */
  readonly description?: string;
  /** Where the site will live, with scheme and without a path: `https://acme.example`. Needed for feeds and sitemaps. @default "" */
  readonly url?: string;
  /** Language of the site as a BCP 47 tag. @default "en" */
  readonly language?: string;
  /** Names of the site's languages by tag, its own among them: `{ en: "English", de: "Deutsch" }`, or what else is said otherwise in a language: `{ name: "Deutsch", footer: { … } }`. Each but the site's own has its pages in a folder of its tag. @default one language */
  readonly languages?: Readonly<Record<string, string | LanguageOptions>>;
  /** What is where a page has no translation: "copy", the page in the site's own language under a note that says so; "nothing", and language switches lead to the nearest page above. @default "copy" */
  readonly untranslated?: "copy" | "nothing";
  /** Where pages can be edited: an address that a source's path is put behind, `https://github.com/acme/site/edit/main/`. @default no links */
  readonly editUrl?: string;
  /** Whether pages without `updated` say when git last saw them change. @default false */
  readonly lastUpdated?: boolean;
  readonly urls?: {
    /** "directory": `/a/` is `a/index.html`; "file": `/a` is `a.html`, and `/a/`, at which most hosts find nothing, is a broken link. @default "directory" */
    readonly style?: UrlStyle;
    /** Path below which the site is served; starts and ends with a slash; `"./"` makes addresses relative. @default "/" */
    readonly base?: string;
  };
  /** Addresses that lead elsewhere: `{ "/old/": "/new/", "/beta/": { to: "https://beta.example/", status: 302 } }`; all below a folder: `{ "/old/*": "/new/:splat" }`. @default none */
  readonly redirects?: Readonly<Record<string, RedirectOption>>;
  /** Addresses that were published and of which nothing is to be left, as patterns: `["/2019/**"]`; `check --against` does not ask for them. @default none */
  readonly gone?: readonly string[];
  /** Paths of the same host at which other programs answer, as patterns: `["/dotnet/**"]`; links there stay as they are written, without the base. @default none */
  readonly externalPaths?: readonly string[];
  /**
   * Headers by path, over the secure defaults: `{ "/*": { "X-Robots-Tag": "noindex" } }`. A path ends with `/*` or is
   * one address; `false` leaves a header out. @default secure ones
   */
  readonly headers?: HeaderOptions;
  /** The hosts that get their redirects, headers and settings written. @default none: redirects are pages that lead on */
  readonly hosts?: readonly HostName[];
  /** The site's own front matter keys, as a zod object; checked with file, line and column. @default none */
  readonly pages?: ZodObject;
  /** The site's own sections of landing pages, by `type`: the fields of each as a zod object; `layouts/sections/<type>.njk` prints it. @default none */
  readonly sections?: Readonly<Record<string, ZodObject>>;
  /** The layout of a Markdown page that names none. @default "docs" */
  readonly layout?: string;
  /** How the default theme looks. */
  readonly theme?: ThemeOptions;
  /** Whether visitors can search the site: an index is made when it is built. @default false */
  readonly search?: boolean;
  /** Whether each folder at the top of content/ has a sidebar of its own, and a tab in the header. `false`: one sidebar holds all. @default true */
  readonly tabs?: boolean;
  /** Sidebars in an order of your own, by the folder of the section: `{ docs: ["docs/start.md", { title: "More", items: [] }] }`. @default from the folders */
  readonly sidebar?: Readonly<Record<string, readonly NavEntry[]>>;
  /** Where templates run in Markdown: `true` everywhere, or globs relative to content/. @default false */
  readonly templatesInMarkdown?: boolean | readonly string[];
  /** "author": raw HTML is kept. "text": for strangers' pages; raw HTML is limited to a safe list, and all that is a program is refused. @default "author" */
  readonly trust?: Trust;
  /** "stop": a page with an error stops the build before anything is written. "keep-going": the other pages are written. @default "stop" */
  readonly onError?: "stop" | "keep-going";
  /** The level of findings by code: `{ "broken-anchor": "error" }`. @default the catalogue's */
  readonly levels?: Readonly<Record<string, FindingLevel>>;
  readonly externalLinks?: {
    /** Addresses that `handbill check --external` does not ask for, or patterns of them: `["https://www.linkedin.com/**"]`. @default none */
    readonly ignore?: readonly string[];
  };
  /** The feeds: each is Atom, RSS 2.0 and JSON Feed of the same pages; `false` for none. @default one for each of the folders blog, changelog, news and posts that has a page with a date */
  readonly feeds?: false | readonly FeedOptions[];
  /** Whether `llms.txt` lists the pages for programs that read the site in place of a person. @default false */
  readonly llms?: boolean;
  /** Where `handbill deploy` brings the site, by name: `{ production: { to: "s3", bucket: "acme" } }`. @default none */
  readonly deploy?: Readonly<Record<string, DeployTarget>>;
  /** Adds markdown-it plugins of the site's own. */
  readonly markdown?: (md: MarkdownIt) => void;
  /** All of Eleventy's API: filters, shortcodes, collections, plugins. */
  readonly eleventy?: (config: EleventyConfig) => void | Promise<void>;
}

/** What a site says otherwise in one of its languages; what is absent is as `title`, `description` and `theme` say. */
export interface LanguageOptions extends Pick<ThemeOptions, "header" | "footer" | "announcement"> {
  /** What the language calls itself. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
}

/** An entry of a sidebar: the path of a page below content/, a group of entries, or a link. */
export type NavEntry =
  | string
  | { readonly title: string; readonly items: readonly NavEntry[] }
  | { readonly title: string; readonly link: string };

/** Which pages are in a feed: those for which all of `folder`, `tag` and `layout` hold. */
export interface FeedOptions {
  /** A folder of content/, with those in it: `blog`. Its index page is not in the feed. */
  readonly folder?: string;
  readonly tag?: string;
  readonly layout?: string;
  /** Folder of the feed's files: `blog` gives blog/feed.xml, blog/rss.xml and blog/feed.json. @default the folder, else the root */
  readonly path?: string;
  /** @default the site's title, with that of the folder's index page */
  readonly title?: string;
  /** @default the description of the folder's index page, else the site's */
  readonly description?: string;
  /** How many of the newest pages. @default 20 */
  readonly limit?: number;
}

/** A redirect as it is written; 301 unless it says otherwise. */
export type RedirectOption = string | { readonly to: string; readonly status?: RedirectStatus };
export type HeaderOptions = Readonly<Record<string, Readonly<Record<string, string | false>>>>;

/** Where a site can live. `files`: any server that answers with plain files. */
export const HOST_NAMES = [
  "netlify",
  "cloudflare",
  "vercel",
  "firebase",
  "github-pages",
  "gitlab-pages",
  "azure",
  "s3",
  "cloudfront",
  "nginx",
  "apache",
  "caddy",
  "files",
] as const;
export type HostName = (typeof HOST_NAMES)[number];

/** Whether a text can be the base of addresses, `urls.base` or `--base`: a path without a query, or `./`. */
export function isBase(text: string): boolean {
  return /^\.\/?$/.test(text) || !/[?#\\:\s]|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(text);
}

export type UrlStyle = "directory" | "file";
export type Trust = "author" | "text";

/** The settings of a site with every default filled in. Paths are relative to `root`, with `/` between their parts. */
export interface SiteConfig {
  /** Absolute path of the site's folder. */
  readonly root: string;
  readonly content: "content";
  readonly layouts: "layouts";
  readonly public: "public";
  /** Absolute path of the output folder. */
  readonly output: string;
  /** The configuration file, when there is one: `.eleventy.ts`. */
  readonly file?: string;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly language: string;
  /** Names by tag. */
  readonly languages: Readonly<Record<string, string>>;
  /** Of those languages in which something is said otherwise. */
  readonly inLanguages: Readonly<Record<string, LanguageOptions>>;
  readonly untranslated: "copy" | "nothing";
  readonly editUrl: string;
  readonly lastUpdated: boolean;
  readonly style: UrlStyle;
  readonly base: string;
  /** Whether addresses are written relative to the page that they stand on (`--base ./`); `base` is "/" then. */
  readonly relative: boolean;
  readonly redirects: readonly Redirect[];
  readonly gone: readonly string[];
  readonly externalPaths: readonly string[];
  readonly headers: HeaderOptions;
  readonly hosts: readonly HostName[];
  readonly pages?: ZodObject;
  readonly sections?: Readonly<Record<string, ZodObject>>;
  readonly layout: string;
  readonly theme: ThemeOptions;
  /** The logo, icons and fonts that `theme` names. */
  readonly themeFiles: ThemeFiles;
  /** Where the links of the header and the footer stand in the configuration, in their order; undefined for those that are made elsewhere. */
  readonly linkPlaces: readonly (Position | undefined)[];
  /** Where the pages stand that `sidebar` names, in their order. */
  readonly sidebarPlaces: readonly (Position | undefined)[];
  /** Where its links stand, in their order. */
  readonly sidebarLinkPlaces: readonly (Position | undefined)[];
  /** Where `feeds` stands. */
  readonly feedsPlace?: Position | undefined;
  readonly search: boolean;
  readonly tabs: boolean;
  readonly sidebar: Readonly<Record<string, readonly NavEntry[]>>;
  readonly templatesInMarkdown: boolean | readonly string[];
  readonly trust: Trust;
  readonly onError: "stop" | "keep-going";
  readonly levels: Readonly<Record<string, FindingLevel>>;
  readonly externalLinks: { readonly ignore: readonly string[] };
  /** Undefined: those that the site's folders ask for. */
  readonly feeds?: false | readonly FeedOptions[];
  readonly llms: boolean;
  readonly deploy: Readonly<Record<string, DeployTarget>>;
  readonly markdown?: (md: MarkdownIt) => void;
  readonly eleventy?: (config: EleventyConfig) => void | Promise<void>;
  /** Whether pages with `draft: true` are part of the site. */
  readonly drafts: boolean;
  /** Whether this process builds the site again and again: then nothing that was read is kept from one build for the next. */
  readonly again: boolean;
}

/** What the command line says over the configuration file. */
export interface ConfigFlags {
  readonly root: string;
  /** The configuration file, from the root. @default the one that is there */
  readonly config?: string;
  readonly output?: string;
  readonly base?: string;
  readonly drafts?: boolean;
  readonly again?: boolean;
}

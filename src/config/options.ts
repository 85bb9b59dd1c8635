/** The settings as authors write them (`SiteOptions`), and as the program uses them (`SiteConfig`). */

import type MarkdownIt from "markdown-it";
import type { ZodObject } from "zod";
import type { EleventyChoices } from "./eleventy-choices.js";
import type { DeployTarget } from "./deploy-options.js";
import type { FindingLevel } from "../diagnostics/catalogue.js";
import type { Position } from "../model/model.js";
import type { Redirect, RedirectStatus } from "../model/redirect.js";
import type { ThemeFiles, ThemeOptions } from "./theme-options.js";

/** Eleventy's configuration object (https://www.11ty.dev/docs/config/). */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Eleventy 3 ships no type declarations
export type EleventyConfig = Record<string, any>;

/** The settings of a site, given to `defineSite` in `.eleventy.ts`. Every one has a default. */
export interface SiteOptions {
  /**
   * Title of the site, shown in the header and in `<title>`. @default the title of content/index.md, else the
   * folder's name
   */
  readonly title?: string;
  /** One sentence about the site, for pages that have no `description` of their own. @default "" */
  readonly description?: string;
  /**
   * URL of the published site, with scheme and without a path: `https://acme.example`. Needed for feeds,
   * sitemap and canonical URLs. @default ""
   */
  readonly url?: string;
  /** Language of the site as a BCP 47 tag. @default "en" */
  readonly language?: string;
  /**
   * All languages of the site by tag, including the main one: `{ en: "English", de: "Deutsch" }`. A map sets
   * more for a language: `{ name: "Deutsch", footer: { … } }`. Pages of each language, except the main one,
   * are in a folder of its tag. @default one language
   */
  readonly languages?: Readonly<Record<string, string | LanguageOptions>>;
  /**
   * What to show if a translation is missing. "copy": the page in the main language, with a note. "nothing":
   * no page; the language switch links to the closest translated ancestor. @default "copy"
   */
  readonly untranslated?: "copy" | "nothing";
  /**
   * URL for edit links; the path of the file is appended: `https://github.com/acme/site/edit/main/`. @default
   * no links
   */
  readonly editUrl?: string;
  /** Whether pages without `updated` show the date of their last git commit. @default false */
  readonly lastUpdated?: boolean;
  readonly urls?: {
    /**
     * "directory": `/a/` is `a/index.html`. "file": `/a` is `a.html`, and a link to `/a/` is broken, because
     * most hosts find nothing there. @default "directory"
     */
    readonly style?: UrlStyle;
    /** Base path of the site. It starts and ends with a slash; `"./"` makes URLs relative. @default "/" */
    readonly base?: string;
  };
  /**
   * Redirects: `{ "/old/": "/new/", "/beta/": { to: "https://beta.example/", status: 302 } }`, or of a
   * folder: `{ "/old/*": "/new/:splat" }`. @default none
   */
  readonly redirects?: Readonly<Record<string, RedirectOption>>;
  /**
   * URLs that were deleted on purpose, as patterns: `["/2019/**"]`. `check --against` ignores them. @default
   * none
   */
  readonly gone?: readonly string[];
  /**
   * Paths of the host that other programs serve, as patterns: `["/dotnet/**"]`. Links to them stay as
   * written, without the base. @default none
   */
  readonly externalPaths?: readonly string[];
  /**
   * HTTP headers by path, in addition to the secure defaults: `{ "/*": { "X-Robots-Tag": "noindex" } }`. A
   * path ends with `/*` or is one URL; `false` removes a header. @default secure headers
   */
  readonly headers?: HeaderOptions;
  /**
   * Hosts of the site. Handbill writes their redirects, headers and settings. @default none: redirects are
   * pages
   */
  readonly hosts?: readonly HostName[];
  /** Schema of the site's own front matter keys, as a zod object. @default none */
  readonly pages?: ZodObject;
  /**
   * Custom landing page sections by `type`: the fields of each as a zod object. `layouts/sections/<type>.njk`
   * is the template. @default none
   */
  readonly sections?: Readonly<Record<string, ZodObject>>;
  /** Layout of Markdown pages that name none. @default "docs" */
  readonly layout?: string;
  /** Settings of the default theme. */
  readonly theme?: ThemeOptions;
  /** Whether the site has a search. @default false */
  readonly search?: boolean;
  /**
   * Whether each folder at the top of content/ has its own sidebar and a link in the header. `false`: one
   * sidebar for all pages. @default true
   */
  readonly tabs?: boolean;
  /**
   * Custom sidebars, by the folder of the section:
   * `{ docs: ["docs/start.md", { title: "More", items: [] }] }`. @default from the folders
   */
  readonly sidebar?: Readonly<Record<string, readonly NavEntry[]>>;
  /**
   * Pages in which templates run in Markdown: `true` for all, or globs relative to content/. @default false
   */
  readonly templatesInMarkdown?: boolean | readonly string[];
  /**
   * "author": raw HTML is kept. "text": for untrusted authors; raw HTML is limited to a safe list, and
   * programs are refused. @default "author"
   */
  readonly trust?: Trust;
  /**
   * How to handle pages with errors. "stop": nothing is written. "keep-going": the other pages are
   * written. @default "stop"
   */
  readonly onError?: "stop" | "keep-going";
  /** Levels of findings by code: `{ "broken-anchor": "error" }`. @default as in the list of error codes */
  readonly levels?: Readonly<Record<string, FindingLevel>>;
  /** Limits of size, such as `{ page: "150 kB", image: "300 kB", css: "30 kB" }`. @default no limits */
  readonly budgets?: BudgetOptions;
  readonly externalLinks?: {
    /**
     * URLs that `handbill check --external` skips, or patterns: `["https://www.linkedin.com/**"]`. @default
     * none
     */
    readonly ignore?: readonly string[];
  };
  /**
   * Feeds in Atom, RSS 2.0 and JSON Feed; `false` for none. @default one for each of the folders blog,
   * changelog, news and posts that has a page with a date
   */
  readonly feeds?: false | readonly FeedOptions[];
  /** Whether Handbill writes `llms.txt`, a list of the pages for language models. @default false */
  readonly llms?: boolean;
  /** Targets of `handbill deploy` by name: `{ production: { to: "s3", bucket: "acme" } }`. @default none */
  readonly deploy?: Readonly<Record<string, DeployTarget>>;
  /** Adds markdown-it plugins. */
  readonly markdown?: (md: MarkdownIt) => void;
  /** All of Eleventy's API: filters, shortcodes, collections, plugins. */
  readonly eleventy?: (config: EleventyConfig) => unknown;
}

/** Sizes as texts: `900 B`, `150 kB`, `1.5 MB`. */
export interface BudgetOptions {
  /** HTML of a page. */
  readonly page?: string;
  /** An image file. */
  readonly image?: string;
  /** A published style sheet, with what it imports. */
  readonly css?: string;
}

/** Settings for one language; what is absent comes from `title`, `description` and `theme`. */
export interface LanguageOptions extends Pick<ThemeOptions, "header" | "footer" | "announcement"> {
  /** Name of the language in the language itself. */
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
  /**
   * Folder of the feed's files: `blog` gives blog/feed.xml, blog/rss.xml and blog/feed.json. @default the
   * folder, else the root
   */
  readonly path?: string;
  /** @default the site's title, with that of the folder's index page */
  readonly title?: string;
  /** @default the description of the folder's index page, else the site's */
  readonly description?: string;
  /** How many of the newest pages. @default 20 */
  readonly limit?: number;
}

/** A redirect. The default status is 301. */
export type RedirectOption = string | { readonly to: string; readonly status?: RedirectStatus };
export type HeaderOptions = Readonly<Record<string, Readonly<Record<string, string | false>>>>;

/** The supported hosts. `files` is any server that serves plain files. */
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

/** Whether a text is a valid base path for `urls.base` or `--base`: a path without a query, or `./`. */
export function isBase(text: string): boolean {
  return /^\.\/?$/.test(text) || !/[?#\\:\s]|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(text);
}

export type UrlStyle = "directory" | "file";
export type Trust = "author" | "text";

/** The settings of a site with all defaults. Paths are relative to `root` and separated by `/`. */
export interface SiteConfig {
  /** Absolute path of the site's folder. */
  readonly root: string;
  readonly content: "content";
  readonly layouts: "layouts";
  readonly public: "public";
  /** Absolute path of the output folder. */
  readonly output: string;
  /** The configuration file, if there is one: `.eleventy.ts`. */
  readonly file?: string;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly language: string;
  /** Names by tag. */
  readonly languages: Readonly<Record<string, string>>;
  /** The languages with settings of their own. */
  readonly inLanguages: Readonly<Record<string, LanguageOptions>>;
  readonly untranslated: "copy" | "nothing";
  readonly editUrl: string;
  readonly lastUpdated: boolean;
  readonly style: UrlStyle;
  readonly base: string;
  /** Whether URLs are relative to their page (`--base ./`). `base` is then "/". */
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
  /** The logo, icons and fonts of `theme`. */
  readonly themeFiles: ThemeFiles;
  /** The positions of header and footer links in the configuration, in order; undefined for computed ones. */
  readonly linkPlaces: readonly (Position | undefined)[];
  /** The positions of the pages in `sidebar`, in order. */
  readonly sidebarPlaces: readonly (Position | undefined)[];
  /** The positions of the links in `sidebar`, in order. */
  readonly sidebarLinkPlaces: readonly (Position | undefined)[];
  /** The position of `feeds`. */
  readonly feedsPlace?: Position | undefined;
  readonly search: boolean;
  readonly tabs: boolean;
  readonly sidebar: Readonly<Record<string, readonly NavEntry[]>>;
  readonly templatesInMarkdown: boolean | readonly string[];
  readonly trust: Trust;
  readonly onError: "stop" | "keep-going";
  readonly levels: Readonly<Record<string, FindingLevel>>;
  /** In bytes. */
  readonly budgets: Readonly<Partial<Record<keyof BudgetOptions, number>>>;
  readonly externalLinks: { readonly ignore: readonly string[] };
  /** Undefined for the default feeds of the site's folders. */
  readonly feeds?: false | readonly FeedOptions[];
  readonly llms: boolean;
  readonly deploy: Readonly<Record<string, DeployTarget>>;
  readonly markdown?: (md: MarkdownIt) => void;
  readonly eleventy?: (config: EleventyConfig) => unknown;
  /** The settings of its Eleventy function for work that Handbill does itself. */
  readonly choices: EleventyChoices;
  /** Whether the site or the command line sets a base path. */
  readonly hasBase: boolean;
  /** Whether drafts are part of the site. */
  readonly drafts: boolean;
  /** Whether this process builds the site repeatedly. Nothing that was read is then cached between builds. */
  readonly again: boolean;
}

/** Settings of the command line, which win over the configuration file. */
export interface ConfigFlags {
  readonly root: string;
  /** The configuration file, relative to the root. @default the existing one */
  readonly config?: string;
  readonly output?: string;
  readonly base?: string;
  readonly drafts?: boolean;
  readonly again?: boolean;
}

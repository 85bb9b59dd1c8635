/** What a site's author writes (`SiteOptions`), and what the program uses (`SiteConfig`). */

import type MarkdownIt from "markdown-it";
import type { ZodObject } from "zod";
import type { FindingLevel } from "./diagnostics.js";

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
  readonly urls?: {
    /** "directory": `/a/` is `a/index.html`; "file": `/a` is `a.html`. @default "directory" */
    readonly style?: UrlStyle;
    /** Path below which the site is served; starts and ends with a slash. @default "/" */
    readonly base?: string;
  };
  /** The site's own front matter keys, as a zod object; checked with file, line and column. @default none */
  readonly pages?: ZodObject;
  /** The layout of a Markdown page that names none. @default "docs" */
  readonly layout?: string;
  /** How the default theme looks. */
  readonly theme?: ThemeOptions;
  /** Where templates run in Markdown: `true` everywhere, or globs relative to content/. @default false */
  readonly templatesInMarkdown?: boolean | readonly string[];
  /** "author": raw HTML is kept. "text": for strangers' pages; raw HTML is limited to a safe list and template pages are refused. @default "author" */
  readonly trust?: Trust;
  /** "stop": a page with an error stops the build before anything is written. "keep-going": the other pages are written. @default "stop" */
  readonly onError?: "stop" | "keep-going";
  /** The level of findings by code: `{ "broken-anchor": "error" }`. @default the catalogue's */
  readonly levels?: Readonly<Record<string, FindingLevel>>;
  /** Adds markdown-it plugins of the site's own. */
  readonly markdown?: (md: MarkdownIt) => void;
  /** All of Eleventy's API: filters, shortcodes, collections, plugins. */
  readonly eleventy?: (config: EleventyConfig) => void | Promise<void>;
}

/** What a site says about the default theme's looks. */
export interface ThemeOptions {
  /** One colour, `#0f766e`: links, buttons and what is chosen get it, made lighter or darker until it can be read. @default the theme's blue */
  readonly brand?: string;
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
  readonly style: UrlStyle;
  readonly base: string;
  readonly pages?: ZodObject;
  readonly layout: string;
  readonly theme: ThemeOptions;
  readonly templatesInMarkdown: boolean | readonly string[];
  readonly trust: Trust;
  readonly onError: "stop" | "keep-going";
  readonly levels: Readonly<Record<string, FindingLevel>>;
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
  readonly output?: string;
  readonly base?: string;
  readonly drafts?: boolean;
  readonly again?: boolean;
}

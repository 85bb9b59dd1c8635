/** The settings as authors write them (`SiteOptions`), and as the program uses them (`SiteConfig`). */

import type { z, ZodObject } from "zod";
import type { EleventyChoices } from "./eleventy-choices.js";
import type { Position } from "../model/model.js";
import type { Redirect } from "../model/redirect.js";
import type { settings } from "./schema.js";
import type { ThemeFiles } from "./theme-options.js";

/** Eleventy's configuration object (https://www.11ty.dev/docs/config/). */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Eleventy 3 ships no type declarations
export type EleventyConfig = Record<string, any>;

/** A value of a schema. Sites may give frozen lists and maps. */
type Given<T> = T extends ((...given: never) => unknown) | ZodObject
  ? T
  : T extends object
    ? { readonly [Key in keyof T]: Given<T[Key]> }
    : T;

/** The settings of a site, given to `defineSite` in `.eleventy.ts`. Every one has a default. */
export type SiteOptions = Given<z.infer<typeof settings>>;

type Setting<Key extends keyof SiteOptions> = NonNullable<SiteOptions[Key]>;

export type LanguageOptions = Exclude<Setting<"languages">[string], string>;
export type NavEntry = Setting<"sidebar">[string][number];
export type FeedOptions = Exclude<Setting<"feeds">, false>[number];
export type HeaderOptions = Setting<"headers">;
export type HostName = Setting<"hosts">[number];
export type UrlStyle = NonNullable<Setting<"urls">["style"]>;
export type Trust = Setting<"trust">;

/** Whether a text is a valid base path for `urls.base` or `--base`: a path without a query, or `./`. */
export function isBase(text: string): boolean {
  return /^\.\/?$/.test(text) || !/[?#\\:\s]|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(text);
}

/** Settings that the program uses in another shape, or that have no default. */
type Reshaped =
  | "languages"
  | "urls"
  | "redirects"
  | "pages"
  | "sections"
  | "budgets"
  | "externalLinks"
  | "feeds"
  | "markdown"
  | "eleventy";

/** The settings of a site with all defaults. Paths are relative to `root` and separated by `/`. */
export interface SiteConfig
  extends Required<Omit<SiteOptions, Reshaped>>,
    Pick<SiteOptions, "pages" | "sections" | "feeds" | "markdown" | "eleventy"> {
  /** Absolute path of the site's folder. */
  readonly root: string;
  readonly content: "content";
  readonly layouts: "layouts";
  readonly public: "public";
  /** Absolute path of the output folder. */
  readonly output: string;
  /** The configuration file, if there is one: `.eleventy.ts`. */
  readonly file?: string;
  /** The hash of the settings in it. See `checked-settings.ts`. */
  readonly hash: string;
  /** Names by tag. */
  readonly languages: Readonly<Record<string, string>>;
  /** The languages with settings of their own. */
  readonly inLanguages: Readonly<Record<string, LanguageOptions>>;
  readonly style: UrlStyle;
  readonly base: string;
  /** Whether URLs are relative to their page (`--base ./`). `base` is then "/". */
  readonly relative: boolean;
  readonly redirects: readonly Redirect[];
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
  /** In bytes. */
  readonly budgets: Readonly<Partial<Record<keyof Setting<"budgets">, number>>>;
  readonly externalLinks: { readonly ignore: readonly string[] };
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

/** What a site may say about the default theme, types only. */

import type { FontSubset } from "./font-subsets.js";

/** What a site says about the default theme's looks. */
export interface ThemeOptions {
  /** Brand colour, such as `#0f766e`, for links, buttons and selected entries. Handbill adjusts it for contrast. @default the theme's blue */
  readonly brand?: string;
  /** Logo before the title in the header: a file, or a map. @default the title alone */
  readonly logo?: string | LogoOptions;
  /** Icon for browser tabs and bookmarks: an svg or png file, or a map of files. @default the theme's */
  readonly favicon?: string | FaviconOptions;
  /** Fonts for text, headings and code, served from the site. @default system fonts */
  readonly fonts?: FontsOptions;
  /** Menu and buttons in the header. */
  readonly header?: SiteHeaderOptions;
  /** Columns, legal line and social links in the footer. */
  readonly footer?: SiteFooterOptions;
  /** Announcement bar above the header, which visitors can dismiss. @default none */
  readonly announcement?: AnnouncementOptions;
}

/**
 * A picture. Files are told by their paths from the site's folder: `layouts/images/logo.svg`. They are published below
 * `assets/`, under names that hold a hash of their bytes, wherever they lie.
 */
export interface LogoOptions {
  /** An svg or png file. */
  readonly src: string;
  /** The one for the dark palette. @default `src` */
  readonly dark?: string;
  /** What it says, for those who do not see it. @default "" beside the title, else the site's title */
  readonly alt?: string;
  /** Whether it stands in place of the title: a logo that is the name. @default false */
  readonly replacesTitle?: boolean;
}

/** Icons by kind; paths as in `LogoOptions`. */
export interface FaviconOptions {
  /** For browsers of the last years: sharp at every size, and may know the dark palette. */
  readonly svg?: string;
  /** For the others. */
  readonly png?: string;
  readonly ico?: string;
  /** For the home screen of phones: png, 180 by 180, without transparency. */
  readonly touch?: string;
}

export interface FontsOptions {
  /** Of everything that is not said below. */
  readonly text?: FontOptions;
  /** Of headings. @default that of the text */
  readonly headings?: FontOptions;
  /** Of code. */
  readonly code?: FontOptions;
}

export interface FontOptions {
  /** Its name, as style sheets say it: `Inter`. */
  readonly family: string;
  /**
   * woff2 files: `layouts/fonts/inter.woff2`, or those of a package, `node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2`.
   * Weight, style and characters are read from them. Of files with the same weight and style, each has the characters
   * that those before it lack, and browsers load it when a page has one of these.
   */
  readonly files: readonly string[];
  /**
   * The characters that are published, by the names of Google Fonts: `"latin"`, `["latin", "greek"]`; `latin-ext`, `cyrillic`,
   * `cyrillic-ext`, `greek-ext` and `vietnamese` are others. Each file is cut into one for each, and browsers load those that a
   * page needs. @default all that the files have
   */
  readonly subset?: FontSubset | readonly FontSubset[];
  /**
   * "optional": a page is drawn in the font when it comes in time, else in the fallback, and never changes before the
   * reader's eyes. "swap": the font takes the fallback's place whenever it comes. @default "optional"
   */
  readonly display?: "optional" | "swap";
  /** What it is like: a font of the system is made as wide and as high as it, and stands in until it comes. @default "monospace" for code, else "sans-serif" */
  readonly fallback?: "sans-serif" | "serif" | "monospace";
  /** Whether pages ask for its first file at once, before they have read their style sheet. @default true for text and headings */
  readonly preload?: boolean;
}

/** A link of the header or the footer: to a page by its address (`/docs/`), or to another site. */
export interface ThemeLink {
  readonly text: string;
  readonly url: string;
}

export interface SiteHeaderOptions {
  /** What stands in the header: links, and menus that open. @default the folders at the top of content/ */
  readonly menu?: readonly (
    | ThemeLink
    | { readonly text: string; readonly items: readonly (ThemeLink & { readonly description?: string })[] }
  )[];
  /** Links that look like buttons, at its end. @default none */
  readonly actions?: readonly (ThemeLink & { readonly style?: "primary" | "secondary" | "text" })[];
}

export interface SiteFooterOptions {
  /** Columns of links. @default none */
  readonly columns?: readonly { readonly title: string; readonly links: readonly ThemeLink[] }[];
  /** The line at the very end. @default the site's title */
  readonly legal?: string;
  /** Links that are shown as icons: `github`, `mastodon`, `bluesky`, `x`, `linkedin`, `youtube`, `discord`, `mail`, `rss`. @default none */
  readonly social?: readonly { readonly icon: string; readonly text: string; readonly url: string }[];
}

export interface AnnouncementOptions {
  readonly text: string;
  /** Where to read more. */
  readonly link?: ThemeLink;
  /** A visitor who dismissed it does not see it again until this changes. @default made of the text */
  readonly id?: string;
}

/** The files that `theme` names, found and read: what the program uses. */
export interface ThemeFiles {
  /** Where each lies, from the site's folder, and where it is published. */
  readonly files: readonly { readonly source: string; readonly output: string }[];
  /** Those that are made, of a part of a file. */
  readonly subsets: readonly FontCut[];
  readonly logo?: ThemeLogo;
  /** Absent: the theme's own icon. */
  readonly icons?: readonly ThemeIcon[];
  readonly fonts: readonly ThemeFont[];
}

export interface ThemeLogo {
  /** Path in the output folder. */
  readonly src: string;
  readonly dark?: string;
  /** Empty where nobody said it. */
  readonly alt: string;
  readonly replacesTitle: boolean;
  /** Its own size, in pixels: what matters is how they relate. */
  readonly width: number;
  readonly height: number;
}

/** What a `<link>` says of an icon. */
export interface ThemeIcon {
  readonly rel: "icon" | "apple-touch-icon";
  readonly output: string;
  /** Media type; absent where none is needed. */
  readonly type?: string;
  readonly sizes?: string;
}

export interface FontFile {
  readonly source: string;
  readonly output: string;
  /** The part of the source that it holds; all of it where absent. */
  readonly subset?: FontSubset;
}

/** A file that is a part of a font. */
export type FontCut = Required<FontFile>;

export interface ThemeFont extends Required<Omit<FontOptions, "files" | "subset">> {
  readonly use: keyof FontsOptions;
  readonly files: readonly FontFile[];
}

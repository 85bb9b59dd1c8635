/** Settings of the default theme, types only. */

import type { FontSubset } from "./font-subsets.js";

/** Settings of the default theme. */
export interface ThemeOptions {
  /**
   * Brand colour, such as `#0f766e`, for links, buttons and selected entries. Handbill adjusts it for
   * contrast. @default the theme's blue
   */
  readonly brand?: string;
  /** Logo before the title in the header: a file, or a map. @default the title alone */
  readonly logo?: string | LogoOptions;
  /** Icon for browser tabs and bookmarks: an SVG or PNG file, or a map of files. @default the theme's */
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
 * A logo. Paths of files are relative to the site's folder: `layouts/images/logo.svg`. They are published in
 * `assets/` with a content hash in their names.
 */
export interface LogoOptions {
  /** An SVG or PNG file. */
  readonly src: string;
  /** The logo for dark mode. @default `src` */
  readonly dark?: string;
  /** Alt text. @default "" next to the title, otherwise the site's title */
  readonly alt?: string;
  /** Whether the logo replaces the title. @default false */
  readonly replacesTitle?: boolean;
}

/** Icons by kind. Paths are as in `LogoOptions`. */
export interface FaviconOptions {
  /** For browsers of recent years. It is sharp at every size and may adapt to dark mode. */
  readonly svg?: string;
  /** For other browsers. */
  readonly png?: string;
  readonly ico?: string;
  /** For the home screen of phones: PNG, 180 by 180 pixels, without transparency. */
  readonly touch?: string;
}

export interface FontsOptions {
  /** Font for all text without a font of its own. */
  readonly text?: FontOptions;
  /** Font for headings. @default the font of the text */
  readonly headings?: FontOptions;
  /** Font for code. */
  readonly code?: FontOptions;
}

export interface FontOptions {
  /** The family name, as in style sheets: `Inter`. */
  readonly family: string;
  /**
   * WOFF2 files: `layouts/fonts/inter.woff2`, or those of a package,
   * `node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2`. Handbill reads weight,
   * style and characters from them. If files have the same weight and style, each adds the characters that
   * the previous ones lack, and browsers load it only if a page needs these.
   */
  readonly files: readonly string[];
  /**
   * The characters to publish, with the names of Google Fonts: `"latin"`, `["latin", "greek"]`, also
   * `latin-ext`, `cyrillic`, `cyrillic-ext`, `greek-ext` and `vietnamese`. Each file is split into one for
   * each subset, and browsers load those that a page needs. @default all characters of the files
   */
  readonly subset?: FontSubset | readonly FontSubset[];
  /**
   * "optional": the page shows the font if it loads in time, and otherwise keeps the fallback, so that
   * nothing shifts. "swap": the font replaces the fallback as soon as it loads. @default "optional"
   */
  readonly display?: "optional" | "swap";
  /**
   * The kind of the font. A system font of this kind is scaled to the same metrics and shown until the font
   * loads. @default "monospace" for code, else "sans-serif"
   */
  readonly fallback?: "sans-serif" | "serif" | "monospace";
  /**
   * Whether pages preload the first file, before they read the style sheet. @default true for text and
   * headings
   */
  readonly preload?: boolean;
}

/** A link of the header or the footer: to a page by its URL (`/docs/`), or to another site. */
export interface ThemeLink {
  readonly text: string;
  readonly url: string;
}

export interface SiteHeaderOptions {
  /** Entries of the header: links, and menus. @default the top-level folders of content/ */
  readonly menu?: readonly (
    | ThemeLink
    | { readonly text: string; readonly items: readonly (ThemeLink & { readonly description?: string })[] }
  )[];
  /** Links that look like buttons, at the end of the header. @default none */
  readonly actions?: readonly (ThemeLink & { readonly style?: "primary" | "secondary" | "text" })[];
}

export interface SiteFooterOptions {
  /** Columns of links. @default none */
  readonly columns?: readonly { readonly title: string; readonly links: readonly ThemeLink[] }[];
  /** The last line of the footer. @default the site's title */
  readonly legal?: string;
  /**
   * Links shown as icons: `github`, `mastodon`, `bluesky`, `x`, `linkedin`, `youtube`, `discord`, `mail`,
   * `rss`. @default none
   */
  readonly social?: readonly { readonly icon: string; readonly text: string; readonly url: string }[];
}

export interface AnnouncementOptions {
  readonly text: string;
  /** A link to more information. */
  readonly link?: ThemeLink;
  /**
   * Visitors who dismissed the announcement see it again when this changes. @default derived from the text
   */
  readonly id?: string;
}

/** The files of `theme`, found and checked, for the program. */
export interface ThemeFiles {
  /** The path of each file from the site's folder, and its path in the output folder. */
  readonly files: readonly { readonly source: string; readonly output: string }[];
  /** Font files to make from a subset of a source file. */
  readonly subsets: readonly FontCut[];
  readonly logo?: ThemeLogo;
  /** Absent for the theme's own icon. */
  readonly icons?: readonly ThemeIcon[];
  readonly fonts: readonly ThemeFont[];
}

export interface ThemeLogo {
  /** Path in the output folder. */
  readonly src: string;
  readonly dark?: string;
  /** Empty if it is not set. */
  readonly alt: string;
  readonly replacesTitle: boolean;
  /** Its size in pixels, for its proportions. */
  readonly width: number;
  readonly height: number;
}

/** The attributes of a `<link>` for an icon. */
export interface ThemeIcon {
  readonly rel: "icon" | "apple-touch-icon";
  readonly output: string;
  /** Media type; absent if it is not needed. */
  readonly type?: string;
  readonly sizes?: string;
}

export interface FontFile {
  readonly source: string;
  readonly output: string;
  /** The subset of the source in this file; absent for all of it. */
  readonly subset?: FontSubset;
}

/** A file with a subset of a font. */
export type FontCut = Required<FontFile>;

export interface ThemeFont extends Required<Omit<FontOptions, "files" | "subset">> {
  readonly use: keyof FontsOptions;
  readonly files: readonly FontFile[];
}

/** Settings of the default theme, as types. */

import type { z } from "zod";
import type { FontSubset } from "./font-subsets.js";
import type { SiteOptions } from "./options.js";
import type { themeLink } from "./theme-schema.js";

/** Settings of the default theme. */
export type ThemeOptions = NonNullable<SiteOptions["theme"]>;

type Part<Key extends keyof ThemeOptions> = NonNullable<ThemeOptions[Key]>;

export type FaviconOptions = Exclude<Part<"favicon">, string>;
export type FontsOptions = Part<"fonts">;
export type FontOptions = NonNullable<FontsOptions["text"]>;
export type SiteHeaderOptions = Part<"header">;
export type SiteFooterOptions = Part<"footer">;
export type AnnouncementOptions = Part<"announcement">;
export type ThemeLink = Readonly<z.infer<typeof themeLink>>;

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

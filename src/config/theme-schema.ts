/** The settings of the default theme. Each map of fields has a type, so that editors show its comments. */

import * as z from "zod";
import { choice, either, flag, list, map, plain, strictMap } from "../content/sections/fields.js";
import { unsafeUrl } from "../content/lint/unsafe-url.js";
import { parseHex } from "../templates/assets/colour.js";
import { FONT_SUBSETS, type FontSubset } from "./font-subsets.js";

const address = plain("A URL.").refine(
  (url) => /^(?:\/|#|https?:\/\/|mailto:|tel:)/.test(url) && unsafeUrl("link", url, () => ({})) === undefined,
  { error: () => "must be a path such as /docs/, or a URL with https://" },
);

/** A link of the header or the footer: to a page by its URL (`/docs/`), or to another site. */
export const themeLink = map({ text: plain("Text of the link."), url: address });
const { text, url } = themeLink.shape;

const fileOf = (endings: string, wanted: string) =>
  plain("A file.").regex(new RegExp(`^[^/\\\\:].*\\.(?:${endings})$`, "i"), {
    error: () => `must be the path of ${wanted} from the site's folder`,
  });
const picture = fileOf("svg|png", "an svg or png file");

/**
 * A logo. Paths of files are relative to the site's folder: `layouts/images/logo.svg`. They are published in
 * `assets/` with a content hash in their names.
 */
const logoFields = {
  /** An SVG or PNG file. */
  src: picture,
  /** The logo for dark mode. @default `src` */
  dark: picture.optional(),
  /** Alt text. @default "" next to the title, otherwise the site's title */
  alt: plain("Alt text.").optional(),
  /** Whether the logo replaces the title. @default false */
  replacesTitle: flag("Whether the logo replaces the title.").optional(),
};
export type LogoFields = { [Key in keyof typeof logoFields]: (typeof logoFields)[Key] };
const logo = map<LogoFields>(logoFields);

/** Icons by kind. Paths are as in `logo`. */
const faviconFields = {
  /** For browsers of recent years. It is sharp at every size and may adapt to dark mode. */
  svg: fileOf("svg", "an svg file").optional(),
  /** For other browsers. */
  png: fileOf("png", "a png file").optional(),
  ico: fileOf("ico", "an ico file").optional(),
  /** For the home screen of phones: PNG, 180 by 180 pixels, without transparency. */
  touch: fileOf("png", "a png file").optional(),
};
export type FaviconFields = { [Key in keyof typeof faviconFields]: (typeof faviconFields)[Key] };
const favicon = map<FaviconFields>(faviconFields);

const SUBSETS = Object.keys(FONT_SUBSETS) as [FontSubset, ...FontSubset[]];
const subset = choice(SUBSETS, "Characters of the font to keep.");

const fontFields = {
  /** The family name, as in style sheets: `Inter`. */
  family: plain("Name of the font family.").regex(/^[^"\\\n;{}]+$/, {
    error: () => "must be a name without quotes",
  }),
  /**
   * WOFF2 files: `layouts/fonts/inter.woff2`, or those of a package,
   * `node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2`. Handbill reads weight,
   * style and characters from them. If files have the same weight and style, each adds the characters that
   * the previous ones lack, and browsers load it only if a page needs these.
   */
  files: list(fileOf("woff2", "a woff2 file"), "Its files."),
  /**
   * The characters to publish, with the names of Google Fonts: `"latin"`, `["latin", "greek"]`, also
   * `latin-ext`, `cyrillic`, `cyrillic-ext`, `greek-ext` and `vietnamese`. Each file is split into one for
   * each subset, and browsers load those that a page needs. @default all characters of the files
   */
  subset: either(
    subset,
    list(subset, "Characters of the font to keep."),
    `one of ${SUBSETS.join(", ")}, or a list of them`,
  ).optional(),
  /**
   * "optional": the page shows the font if it loads in time, and otherwise keeps the fallback, so that
   * nothing shifts. "swap": the font replaces the fallback as soon as it loads. @default "optional"
   */
  display: choice(["optional", "swap"], "When the font is shown.").optional(),
  /**
   * The kind of the font. A system font of this kind is scaled to the same metrics and shown until the font
   * loads. @default "monospace" for code, else "sans-serif"
   */
  fallback: choice(["sans-serif", "serif", "monospace"], "The kind of the font.").optional(),
  /**
   * Whether pages preload the first file, before they read the style sheet. @default true for text and
   * headings
   */
  preload: flag("Whether pages preload the font.").optional(),
};
export type FontFields = { [Key in keyof typeof fontFields]: (typeof fontFields)[Key] };
const font = map<FontFields>(fontFields);

const fontsFields = {
  /** Font for all text without a font of its own. */
  text: font.optional(),
  /** Font for headings. @default the font of the text */
  headings: font.optional(),
  /** Font for code. */
  code: font.optional(),
};
export type FontsFields = { [Key in keyof typeof fontsFields]: (typeof fontsFields)[Key] };

const headerFields = {
  /** Entries of the header: links, and menus. @default the top-level folders of content/ */
  menu: list(
    either(
      themeLink,
      map({
        text: plain("Name of the menu."),
        items: list(
          map({ text, url, description: plain("A line below the link.").optional() }),
          "Entries of the menu.",
        ),
      }),
      "a link with `text` and `url`, or a menu with `text` and `items`",
    ),
    "The menus.",
  ).optional(),
  /** Links that look like buttons, at the end of the header. @default none */
  actions: list(
    map({ text, url, style: choice(["primary", "secondary", "text"], "Style of the button.").optional() }),
    "Buttons.",
  ).optional(),
};
export type HeaderFields = { [Key in keyof typeof headerFields]: (typeof headerFields)[Key] };
const header = map<HeaderFields>(headerFields);

const footerFields = {
  /** Columns of links. @default none */
  columns: list(
    map({ title: plain("The heading."), links: list(themeLink, "The links.") }),
    "Columns.",
  ).optional(),
  /** The last line of the footer. @default the site's title */
  legal: plain("Last line of the footer.").optional(),
  /**
   * Links shown as icons: `github`, `mastodon`, `bluesky`, `x`, `linkedin`, `youtube`, `discord`, `mail`,
   * `rss`. @default none
   */
  social: list(map({ text, url, icon: plain("The icon's name.") }), "Icons.").optional(),
};
export type FooterFields = { [Key in keyof typeof footerFields]: (typeof footerFields)[Key] };
const footer = map<FooterFields>(footerFields);

const announcementFields = {
  text: plain("Text of the announcement."),
  /** A link to more information. */
  link: themeLink.optional(),
  /**
   * Visitors who dismissed the announcement see it again when this changes. @default derived from the text
   */
  id: plain("Name of the font family.").optional(),
};
export type AnnouncementFields = {
  [Key in keyof typeof announcementFields]: (typeof announcementFields)[Key];
};
const announcement = map<AnnouncementFields>(announcementFields);

const themeFields = {
  /**
   * Brand colour, such as `#0f766e`, for links, buttons and selected entries. Handbill adjusts it for
   * contrast. @default the theme's blue
   */
  brand: z
    .string()
    .refine((text) => parseHex(text) !== undefined)
    .optional(),
  /** Logo before the title in the header: a file, or a map. @default the title alone */
  logo: either(
    picture,
    logo,
    "the path of an svg or png file from the site's folder, or `{ src, dark, alt, replacesTitle }` " +
      "with such paths",
  ).optional(),
  /** Icon for browser tabs and bookmarks: an SVG or PNG file, or a map of files. @default the theme's */
  favicon: either(
    picture,
    favicon,
    "the path of an svg or png file from the site's folder, or `{ svg, png, ico, touch }` with such paths",
  ).optional(),
  /** Fonts for text, headings and code, served from the site. @default system fonts */
  fonts: map<FontsFields>(fontsFields).optional(),
  /** Menu and buttons in the header. */
  header: header.optional(),
  /** Columns, legal line and social links in the footer. */
  footer: footer.optional(),
  /** Announcement bar above the header, which visitors can dismiss. @default none */
  announcement: announcement.optional(),
};
export type ThemeFields = { [Key in keyof typeof themeFields]: (typeof themeFields)[Key] };
export const theme = strictMap<ThemeFields>(themeFields);

/** Settings for one language; what is absent comes from `title`, `description` and `theme`. */
const languageFields = {
  /** Name of the language in the language itself. */
  name: plain("Name of the language in that language."),
  title: plain("The site's name.").optional(),
  description: plain("A sentence about it.").optional(),
  header: header.optional(),
  footer: footer.optional(),
  announcement: announcement.optional(),
};
export type LanguageFields = { [Key in keyof typeof languageFields]: (typeof languageFields)[Key] };
export const language = strictMap<LanguageFields>(languageFields);

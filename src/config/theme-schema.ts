/** Checks `theme` in `.eleventy.ts`, except its brand colour. */

import { didYouMean } from "../utils/look-alikes.js";
import type { ZodType } from "zod";
import { FONT_SUBSETS, type FontSubset } from "./font-subsets.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../model/model.js";
import { nearest } from "../utils/nearest.js";
import { unsafeUrl } from "../content/lint/unsafe-url.js";
import { unknownKeys, type Schema } from "../content/sections/section-schema.js";
import { choice, either, flag, list, map, plain } from "../content/sections/fields.js";

const address = plain("A URL.").refine(
  (url) => /^(?:\/|#|https?:\/\/|mailto:|tel:)/.test(url) && unsafeUrl("link", url, () => ({})) === undefined,
  { error: () => "must be a path such as /docs/, or a URL with https://" },
);
const link = { text: plain("Text of the link."), url: address };

const fileOf = (endings: string, wanted: string) =>
  plain("A file.").regex(new RegExp(`^[^/\\\\:].*\\.(?:${endings})$`, "i"), {
    error: () => `must be the path of ${wanted} from the site's folder`,
  });
const picture = fileOf("svg|png", "an svg or png file");
const SUBSETS = Object.keys(FONT_SUBSETS) as [FontSubset, ...FontSubset[]];
const subset = choice(SUBSETS, "Which characters of it.");
const font = map({
  family: plain("Its name.").regex(/^[^"\\\n;{}]+$/, { error: () => "must be a name without quotes" }),
  files: list(fileOf("woff2", "a woff2 file"), "Its files."),
  subset: either(
    subset,
    list(subset, "Which characters of it."),
    `one of ${SUBSETS.join(", ")}, or a list of them`,
  ).optional(),
  display: choice(["optional", "swap"], "When the font is shown.").optional(),
  fallback: choice(["sans-serif", "serif", "monospace"], "The kind of the font.").optional(),
  preload: flag("Whether pages preload the font.").optional(),
});

const schemas = {
  logo: either(
    picture,
    map({
      src: picture,
      dark: picture.optional(),
      alt: plain("Alt text.").optional(),
      replacesTitle: flag("Whether the logo replaces the title.").optional(),
    }),
    "the path of an svg or png file from the site's folder, or `{ src, dark, alt, replacesTitle }` with such paths",
  ),
  favicon: either(
    picture,
    map({
      svg: fileOf("svg", "an svg file").optional(),
      png: fileOf("png", "a png file").optional(),
      ico: fileOf("ico", "an ico file").optional(),
      touch: fileOf("png", "a png file").optional(),
    }),
    "the path of an svg or png file from the site's folder, or `{ svg, png, ico, touch }` with such paths",
  ),
  fonts: map({ text: font.optional(), headings: font.optional(), code: font.optional() }),
  header: map({
    menu: list(
      either(
        map(link),
        map({
          text: plain("Name of the menu."),
          items: list(
            map({ ...link, description: plain("A line below the link.").optional() }),
            "Entries of the menu.",
          ),
        }),
        "a link with `text` and `url`, or a menu with `text` and `items`",
      ),
      "The menus.",
    ).optional(),
    actions: list(
      map({ ...link, style: choice(["primary", "secondary", "text"], "Style of the button.").optional() }),
      "Buttons.",
    ).optional(),
  }),
  footer: map({
    columns: list(
      map({ title: plain("The heading."), links: list(map(link), "The links.") }),
      "Columns.",
    ).optional(),
    legal: plain("The last line.").optional(),
    social: list(map({ ...link, icon: plain("The icon's name.") }), "Icons.").optional(),
  }),
  announcement: map({
    text: plain("Text of the announcement."),
    link: map(link).optional(),
    id: plain("Its name.").optional(),
  }),
} as const;

/** Settings that a language may override. */
const inLanguage = {
  name: plain("Name of the language in that language."),
  title: plain("The site's name."),
  description: plain("A sentence about it."),
  header: schemas.header,
  footer: schemas.footer,
  announcement: schemas.announcement,
};

type PlaceOf = (...path: readonly PropertyKey[]) => Position | undefined;

/** Reports problems of `theme`. Each names its key, at the position from `placeOf`. */
export function checkTheme(theme: unknown, file: string, placeOf: PlaceOf): Diagnostic[] {
  return check(["theme"], schemas, theme, file, placeOf);
}

/** Reports problems of an entry of `languages`. */
export function checkLanguage(tag: string, options: unknown, file: string, placeOf: PlaceOf): Diagnostic[] {
  const known = Object.keys(inLanguage);
  const unknown = Object.keys(options ?? {})
    .filter((key) => !known.includes(key))
    .map((key) =>
      diagnostic(
        "config-invalid",
        { file, ...placeOf("languages", tag, key) },
        `\`languages.${tag}.${key}\` is not a setting.`,
        `Use one of ${known.join(", ")}.`,
      ),
    );
  return [...unknown, ...check(["languages", tag], inLanguage, options, file, placeOf)];
}

function check(
  at: readonly string[],
  parts: Readonly<Record<string, Pick<ZodType, "safeParse">>>,
  options: unknown,
  file: string,
  placeOf: PlaceOf,
): Diagnostic[] {
  if (typeof options !== "object" || options === null) return [];
  const invalid = (path: readonly PropertyKey[], message: string, hint?: string) =>
    diagnostic(
      "config-invalid",
      { file, ...placeOf(...at, ...written(options, path)) },
      `\`${[...at, ...path].map(String).join(".")}\` ${message}`,
      hint,
    );
  return Object.entries(parts).flatMap(([name, schema]) => {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) return [];
    const unknown = unknownKeys(schema as unknown as Schema, value).map(({ path, key, names }) => {
      const meant = nearest(key, names);
      return invalid(
        [name, ...path, key],
        "is not a setting.",
        meant === undefined ? `Use one of ${names.join(", ")}.` : didYouMean(key, meant),
      );
    });
    const issues = schema.safeParse(value).error?.issues ?? [];
    return [
      ...unknown,
      ...issues.map(({ path, message }) => invalid([name, ...path], message.replace(/\.?$/, "."))),
    ];
  });
}

/** The existing part of a path. A missing key is reported at its parent. */
function written(value: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] {
  let inner = value;
  const end = path.findIndex(
    (key) => (inner = (inner as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key]) === undefined,
  );
  return end === -1 ? path : path.slice(0, end);
}

/** Reports unknown names of icons, which would be printed as text. */

import { didYouMean } from "../utils/look-alikes.js";
import type { SiteConfig } from "../config/options.js";
import { nearestPosition } from "../content/frontmatter/key-positions.js";
import { diagnostic, type Place } from "../diagnostics/catalogue.js";
import type { Diagnostic, Page, Site } from "../model/model.js";
import { nearest } from "../utils/nearest.js";
import type { TemplateFiles } from "../templates/load.js";
import { within, type Check } from "./check.js";
import { configTextOf, placesIn } from "../config/positions.js";
import { isObject } from "../utils/is-record.js";

/** The names in `partials/icons.njk`, of the theme or the site. A file in another format is not checked. */
const NAME = /^[ \t]*["']?([\w-]+)["']?\s*:\s*["']</gm;

/** A word. Any other text, such as `⚡` or `AI`, can be meant as text. */
const WORD = /^[a-z][a-z\d-]{2,}$/;

export const unknownIcons: Check = {
  name: "unknown-icons",
  codes: ["icon-unknown"],
  per: "file",
  run: ({ loaded: { site, templates }, config }, scope) =>
    within(findUnknown(site, templates, config), scope),
};

function findUnknown(
  { pages, templates: evaluated }: Site,
  templates: TemplateFiles,
  config: SiteConfig,
): Diagnostic[] {
  const names = new Set(
    [...(templates.get("partials/icons.njk")?.source ?? "").matchAll(NAME)].map(([, name = ""]) => name),
  );
  const isUnknown = (icon: unknown): icon is string =>
    typeof icon === "string" && WORD.test(icon) && !names.has(icon);
  const tell = (icon: string, place: Place): Diagnostic => {
    const meant = nearest(icon, names);
    return diagnostic(
      "icon-unknown",
      { ...place, length: icon.length },
      `Unknown icon \`${icon}\`. Readers see the word instead.`,
      meant === undefined
        ? `The icons are ${[...names].join(", ")}. You can also use a character such as ⚡.`
        : didYouMean(icon, meant),
    );
  };
  if (names.size === 0) return [];
  const onPages = [...pages, ...evaluated].flatMap(({ page }) =>
    iconsOf(page).flatMap(({ icon, path }) =>
      isUnknown(icon) ? tell(icon, { file: page.source, ...nearestPosition(path, page.positions) }) : [],
    ),
  );
  const social = [config.theme, ...Object.values(config.inLanguages)]
    .flatMap(({ footer }) => footer?.social ?? [])
    .map(({ icon }) => icon)
    .filter(isUnknown);
  if (social.length === 0) return onPages;
  const { file = ".eleventy.ts" } = config;
  const places = placesIn(configTextOf(config.root, config.file), "social", social);
  return [...onPages, ...social.map((icon, index) => tell(icon, { file, ...places[index] }))];
}

/** The icons of a page's features that are valid strings. */
function iconsOf({
  frontMatter,
}: Page): { readonly icon: unknown; readonly path: readonly (string | number)[] }[] {
  const { sections } = frontMatter;
  return listOf(sections).flatMap((section, index) =>
    section["type"] !== "features"
      ? []
      : listOf(section["items"]).map(({ icon }, item) => ({
          icon,
          path: ["sections", index, "items", item, "icon"],
        })),
  );
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map((one: unknown) => (isObject(one) ? one : {})) : [];
}

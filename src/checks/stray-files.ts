/** Reports files in layouts/ that look like a file of the theme but are never used. */

import { didYouMean } from "../utils/look-alikes.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { nearest } from "../utils/nearest.js";
import type { TemplateFiles } from "../templates/load.js";
import { within, type Check } from "./check.js";

export const strayFiles: Check = {
  name: "stray-files",
  codes: ["file-ignored"],
  per: "file",
  run({ loaded: { site, templates, templateTexts }, theme }, scope) {
    const layouts = new Set([
      ...site.pages.map(({ data }) => data["layout"]),
      ...site.templates.map(({ page, added }) => page.frontMatter["layout"] ?? added["layout"]),
    ]);
    const names = theme.map((path) => path.slice("layouts/".length));
    return within(findStrays(templates, names, templateTexts.values(), layouts), scope);
  },
};

/**
 * A file overrides the theme's file only by its name, so a misspelled name silently changes nothing. `theme`:
 * names of the theme's files (`slots/head.njk`). `texts`: those of pages that can include any file.
 * `layouts`: the names in pages. A file that a template names is the site's own.
 */
function findStrays(
  templates: TemplateFiles,
  theme: readonly string[],
  texts: Iterable<string>,
  layouts: ReadonlySet<unknown>,
): Diagnostic[] {
  const known = new Set(theme);
  const strays = [...templates.values()].filter(
    ({ name, path }) => path.startsWith("layouts/") && !known.has(name),
  );
  if (strays.length === 0) return [];
  const own = [
    ...[...templates.values()].filter(({ path }) => path.startsWith("layouts/")).map(({ source }) => source),
    ...texts,
  ];
  const isNamed = (name: string) =>
    layouts.has(name) ||
    layouts.has(stemOf(name)) ||
    own.some((text) => text.includes(name) || text.includes(`layout: ${stemOf(name)}`));
  return strays.flatMap(({ name, path }) => {
    const folder = name.slice(0, name.lastIndexOf("/") + 1);
    const inFolder = theme.filter(
      (other) => other.startsWith(folder) && !other.slice(folder.length).includes("/"),
    );
    const stem = nearest(
      stemOf(name.slice(folder.length)),
      inFolder.map((other) => stemOf(other.slice(folder.length))),
    );
    const meant = inFolder.find((other) => other === `${folder}${stem}.njk`);
    if ((meant === undefined && folder !== "slots/") || isNamed(name)) return [];
    const hint =
      meant === undefined
        ? `The slots are ${inFolder.map((other) => stemOf(other.slice(folder.length))).join(", ")}.`
        : didYouMean(name, meant, `layouts/${meant}`);
    return [
      diagnostic(
        "file-ignored",
        { file: path },
        `No page uses this file: the theme has no \`${name}\`, and no template includes it.`,
        hint,
      ),
    ];
  });
}

function stemOf(name: string): string {
  return name.replace(/\.[^/]*$/, "");
}

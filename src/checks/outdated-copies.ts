/** Reports files that the site copied from the theme and whose originals have changed since. */

import { join } from "node:path";
import { diagnostic } from "../diagnostics/catalogue.js";
import { isFile, readSource } from "../system/files.js";
import type { Diagnostic } from "../model/model.js";
import { isOutdated, originalOf } from "../templates/ejected.js";
import { within, type Check } from "./check.js";
import { THEME } from "../pipeline/read-inputs.js";

interface Copy {
  /** Path for people. */
  readonly path: string;
  readonly text: string;
}

export const outdatedCopies: Check = {
  name: "outdated-copies",
  codes: ["layout-outdated"],
  per: "file",
  run: ({ loaded: { templates, allAssets }, theme }, scope) =>
    within(
      findOutdated(theme, [
        ...[...templates.values()].map(({ path, source }) => ({ path, text: source })),
        ...allAssets.values(),
      ]),
      scope,
    ),
};

function findOutdated(theme: readonly string[], files: readonly Copy[]): Diagnostic[] {
  return files.flatMap(({ path, text }) => {
    const name = path.startsWith("layouts/") ? originalOf(text) : undefined;
    if (name === undefined) return [];
    const original = theme.includes(`layouts/${name}`)
      ? readSource(join(THEME, ".."), `layouts/${name}`)
      : undefined;
    const place = { file: path, line: 1, column: 1 };
    if (original === undefined || !isFile(original))
      return [
        diagnostic(
          "layout-outdated",
          place,
          `This is a copy of the theme's layouts/${name}, which no longer exists.`,
          "Remove the copy, or its first line.",
        ),
      ];
    if (!isOutdated(text, new TextDecoder().decode(original.bytes))) return [];
    return [
      diagnostic(
        "layout-outdated",
        place,
        `The theme's layouts/${name} has changed since you copied it.`,
        "Move the copy away, run `handbill eject` again, and compare both.",
      ),
    ];
  });
}

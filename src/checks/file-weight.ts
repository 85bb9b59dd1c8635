/** Images and style sheets that are larger than the site's budgets. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { makeStyles } from "../outputs/styles.js";
import { importedName } from "../templates/assets/assets.js";
import { sizeText } from "../utils/size-text.js";
import type { Check, CheckInput } from "./check.js";
import { isImage } from "../utils/page-formats.js";

export const fileWeight: Check = {
  name: "file-weight",
  codes: ["file-weight"],
  per: "site",
  run: (input) => [...heavyImages(input), ...heavyStyles(input)],
};

function heavyImages({ config, loaded, facts }: CheckInput): readonly Diagnostic[] {
  const { image: budget } = config.budgets;
  if (budget === undefined) return [];
  return loaded.site.staticFiles.flatMap(({ source }): readonly Diagnostic[] => {
    const bytes = isImage(source) && !source.startsWith("handbill:") ? facts.bytesOf(source) : undefined;
    if (bytes === undefined || bytes <= budget) return [];
    const size = facts.sizeOf(source);
    const pixels = size === undefined ? "" : ` with ${size.width} × ${size.height} pixels`;
    return [
      diagnostic(
        "file-weight",
        { file: source },
        `The image is ${sizeText(bytes)}${pixels}, and the budget is ${sizeText(budget)}.`,
        "Save it smaller, as WebP or AVIF, or raise `budgets.image`.",
      ),
    ];
  });
}

/** Style sheets as they are published: minified, with all that they import. */
function heavyStyles({ config, loaded, templates }: CheckInput): readonly Diagnostic[] {
  const { css: budget } = config.budgets;
  if (budget === undefined) return [];
  const { assetFiles, assets } = loaded;
  // The rules of fonts are few, and take long to make.
  const parts = new Map(
    [...assetFiles].map(([name, { make, ...file }]) => [
      name,
      make === undefined ? file : { ...file, text: "" },
    ]),
  );
  return [...assets.values()].flatMap(({ name, path }): readonly Diagnostic[] => {
    if (!name.endsWith(".css") || !templates.linkedAssets.has(name)) return [];
    const made = makeStyles(parts, name, importedName);
    const bytes = typeof made === "string" ? Buffer.byteLength(made) : 0;
    return bytes <= budget
      ? []
      : [
          diagnostic(
            "file-weight",
            { file: path },
            `The style sheet is ${sizeText(bytes)} with its imports, and the budget is ${sizeText(budget)}.`,
            "Remove rules that no page needs, link it from fewer layouts, or raise `budgets.css`.",
          ),
        ];
  });
}

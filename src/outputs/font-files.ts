/** The site's fonts, reduced to the characters of their `subset`. The only importer of subset-font. */

import { diagnostic } from "../diagnostics/catalogue.js";
import { charactersIn } from "../config/font-subsets.js";
import type { Diagnostic } from "../model/model.js";
import { charactersOf } from "./fonts.js";
import { made, type GeneratedFile, type Generator } from "./generator.js";

/**
 * Makes a file for each `subset` of a font in `theme`. Only the setting decides which characters it has, so a
 * new word on a page does not change the font.
 */
export const fontFiles: Generator = {
  name: "fonts",
  onOwnFile: "conflict",
  plan({
    config: {
      file = ".eleventy.ts",
      themeFiles: { subsets },
    },
    read,
  }) {
    if (subsets.length === 0) return undefined;
    return {
      // Names contain a hash of the source font and the subset.
      depends: subsets.map(({ output }) => output),
      paths: subsets.map(({ output }) => output),
      async make() {
        const { default: cut } = await import("subset-font");
        const files: GeneratedFile[] = [];
        const diagnostics: Diagnostic[] = [];
        for (const { source, output, subset } of subsets) {
          try {
            const bytes = read(source);
            const has = new Set(await charactersOf(bytes));
            const wanted = charactersIn(subset).filter((character) => has.has(character));
            if (wanted.length === 0)
              diagnostics.push(
                diagnostic(
                  "config-invalid",
                  { file },
                  `\`theme.fonts\` sets the subset "${subset}", but ${source} has none of its characters.`,
                  "Remove the subset, or use a font file with these characters.",
                ),
              );
            else
              files.push({
                path: output,
                content: await cut(Buffer.from(bytes), String.fromCodePoint(...wanted), {
                  targetFormat: "woff2",
                }),
                source: "handbill:fonts",
              });
          } catch (thrown) {
            diagnostics.push(
              diagnostic(
                "config-invalid",
                { file },
                `\`theme.fonts\` cannot make a subset of ${source}: ` +
                  `${thrown instanceof Error ? thrown.message.replace(/\.?$/, ".") : String(thrown)}`,
                "Save it again as woff2, or remove `subset`.",
              ),
            );
          }
        }
        return made(files, diagnostics);
      },
    };
  },
};

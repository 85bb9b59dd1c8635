/**
 * Bundles style sheets: inlines imports, minifies, and adapts the syntax to browsers of recent years. The
 * only importer of lightningcss.
 */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { explainForeignRule, explainStyle } from "./style-messages.js";

/** Identifies the tool, because another version of lightningcss may produce other bytes. */
export function stylesMaker(version: string): string {
  return `lightningcss ${version} ${JSON.stringify(TARGETS)}`;
}

/**
 * Browser versions in lightningcss's format: the first that open the menu without a script (popover, 2023 and
 * 2024).
 */
const TARGETS = { chrome: 114 << 16, safari: 17 << 16, ios_saf: 17 << 16, firefox: 125 << 16 };

/** The parts of style sheets by name, each with its path for messages. */
export type StyleFiles = ReadonlyMap<string, { readonly path: string; readonly text: string }>;

/** The bytes of a style sheet, or a diagnostic. `resolve` returns the name of the file for an `@import`. */
export async function makeStyles(
  files: StyleFiles,
  name: string,
  resolve: (specifier: string, from: string) => string,
): Promise<string | Diagnostic> {
  // Loaded on demand, because most builds keep the existing style sheet.
  const { bundleAsync } = await import("lightningcss");
  try {
    const { code, warnings } = await bundleAsync({
      filename: name,
      minify: true,
      targets: TARGETS,
      resolver: {
        resolve,
        read(part) {
          const file = files.get(part);
          if (file === undefined) throw new Error(`${part} does not exist in layouts/.`);
          return file.text;
        },
      },
    });
    for (const { message, loc } of warnings) {
      const part = files.get(loc.filename);
      const found = part && explainForeignRule(part.text, { message, ...loc });
      if (found === undefined) continue;
      const { text, hint, line, column } = found;
      return diagnostic("style-invalid", { file: part?.path ?? name, line, column }, text, hint);
    }
    return new TextDecoder().decode(code);
  } catch (thrown) {
    const { message, loc, fileName } = thrown as Error & {
      readonly loc?: { readonly line: number; readonly column: number } | null;
      readonly fileName?: string | null;
    };
    const part = files.get(fileName ?? name);
    const file = part?.path ?? name;
    if (!loc)
      return diagnostic(
        "style-invalid",
        { file },
        `The style sheet has an error: ${message.replace(/\.?$/, ".")}`,
        "Fix the style sheet here.",
      );
    const { text, hint, ...place } = explainStyle(part?.text ?? "", { message, ...loc });
    return diagnostic("style-invalid", { file, ...place }, text, hint);
  }
}

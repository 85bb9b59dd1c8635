/** A finding that has one certain answer. */

import type { Diagnostic } from "../model/model.js";

/** The finding with the edit that repairs it: at its place, `was` becomes `text`. Without one where no answer is certain. */
export function withFix(found: Diagnostic, was: string, text: string | undefined): Diagnostic {
  const { line, column } = found;
  return text === undefined || was === "" || was === text || line === undefined || column === undefined
    ? found
    : { ...found, fix: { line, column, was, text } };
}

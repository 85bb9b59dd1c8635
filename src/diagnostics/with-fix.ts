/** A finding with a certain fix. */

import type { Diagnostic } from "../model/model.js";

/**
 * Adds the edit that fixes a finding: at its place, `was` becomes `text`. Without `text`, the finding is
 * unchanged.
 */
export function withFix(found: Diagnostic, was: string, text: string | undefined): Diagnostic {
  const { line, column } = found;
  return text === undefined || was === "" || was === text || line === undefined || column === undefined
    ? found
    : { ...found, fix: { line, column, was, text } };
}

/** The result of a check, and its summary. */

import type { ComparedFindings } from "../compare/findings.js";
import type { Diagnostic } from "../model/model.js";
import type { Ref } from "../system/git-refs.js";
import { formatCount } from "../utils/plural.js";
import type { CommandResult } from "./result.js";

/**
 * `what`: what was checked, in words; `since`: the state whose findings are left out; `web`: what links to
 * other sites came to.
 */
export function checkResult(
  what: string,
  found: readonly Diagnostic[],
  since: { readonly ref: Ref; readonly compared: ComparedFindings } | undefined,
  web: string | undefined,
): CommandResult {
  const diagnostics = since?.compared.added ?? found;
  const isNew = since === undefined ? "" : "new ";
  const lines = [
    diagnostics.length === 0 ? `${what}, nothing ${isNew}to report` : `${what} checked`,
    since && sinceText(since.ref, since.compared),
    web,
  ];
  return { diagnostics, summary: lines.filter((line) => line !== undefined).join("\n") };
}

/** The findings that `--since` left out: `897 findings of main (0123456789) left out, 2 findings fixed`. */
function sinceText({ name, commit }: Ref, { kept, fixed }: ComparedFindings): string {
  const at = `${name} (${commit.slice(0, 10)})`;
  const old =
    kept.length === 0 ? `Compared with ${at}` : `${formatCount(kept.length, "finding")} of ${at} left out`;
  return fixed.length === 0 ? old : `${old}, ${formatCount(fixed.length, "finding")} fixed`;
}

/** `handbill check --list`: lists the checks, with their levels in this site. */

import type { SiteConfig } from "../config/options.js";
import { catalogue, levelOf, type DiagnosticCode, type FindingLevel } from "../diagnostics/catalogue.js";
import type { CommandResult } from "../pipeline/result.js";

interface Listed {
  readonly code: DiagnosticCode;
  /** "error": the page cannot be made, and no level can be set. "finding": sites can set its level. */
  readonly kind: "error" | "finding";
  /** The site's level, or that of the catalogue. */
  readonly level: FindingLevel;
  readonly what: string;
}

/** Every code of the catalogue, with its level in this site. */
export function listChecks({ levels }: Pick<SiteConfig, "levels">): CommandResult {
  const listed = Object.entries(catalogue).map(
    ([code, { kind, what }]): Listed => ({
      code: code as DiagnosticCode,
      kind,
      level: levelOf(code as DiagnosticCode, levels),
      what,
    }),
  );
  const width = Math.max(...listed.map(({ code }) => code.length));
  const lines = (of: Listed["kind"]) =>
    listed
      .filter(({ kind }) => kind === of)
      .map(({ code, level, what }) => `  ${level.padEnd(9)}${code.padEnd(width + 2)}${what}\n`);
  const text =
    `Errors (a page cannot be rendered):\n\n${lines("error").join("")}\nFindings (you can set their ` +
    `levels with \`levels\`):\n\n${lines("finding").join("")}`;
  return { diagnostics: [], output: { text, value: { checks: listed } } };
}

/** Explains the error of a template in a permalink. */

import { diagnostic, type Place } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { explainNunjucks } from "../utils/nunjucks-messages.js";
import { textOfValue } from "../utils/text-of-value.js";

/** The Diagnostic for an error that was thrown while `permalink` rendered. */
export function permalinkFailure(thrown: unknown, permalink: string, place: Place): Diagnostic {
  const reason =
    thrown instanceof Error
      ? (thrown.message.split("\n").at(-1) ?? "").trim().replace(/^Error: /, "")
      : textOfValue(thrown);
  const [text, hint] = explainNunjucks(reason) ?? [
    reason.replace(/\.?$/, "."),
    "Fix the template in the permalink.",
  ];
  return diagnostic(
    "template-failed",
    { ...place, length: permalink.length },
    `The permalink \`${permalink}\` has an error: ${text}`,
    hint,
  );
}

/** The text of an error that a template or the site's code threw. */

import { reasonOf } from "../content/thrown.js";
import { explainNunjucks } from "../utils/nunjucks-messages.js";

/** The message and the hint. `rest`: the text of the template from the place of the error. */
export function failureText(error: Error, rest: string): readonly [message: string, hint: string] {
  const written = reason(error);
  return (
    explainNunjucks(written, rest) ?? [
      sentence(written.replace(/^parse[A-Z]\w*: /, "")),
      "Fix the code here.",
    ]
  );
}

/** A message without the template names and positions that Nunjucks puts before it. */
function reason(error: Error): string {
  const lines = error.message.split("\n").map((line) => line.trim());
  const messages = lines.filter(
    (line) => line !== "" && !/^(Template render error: )?\([^)]*\)( \[Line \d+, Column \d+\])?$/.test(line),
  );
  const last = messages.at(-1) ?? error.message;
  return last.replace(/^((?:Template render )?[A-Z]?[A-Za-z]*[Ee]rror: )+/, "") || error.name;
}

/** JavaScript's messages begin with the failing expression: `config.addFliter is not a function`. */
function sentence(written: string): string {
  const text = reasonOf(written);
  const named = text.replace(
    /^([\w$.]+(?:\(\.\.\.\))?)(?= is not (?:a function|a constructor|defined|iterable)| has already been declared)/,
    "`$1`",
  );
  const capital = named.charAt(0).toUpperCase() + named.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

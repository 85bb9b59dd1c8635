/** What was thrown, in words for the one who reads a message. */

import { inWords } from "../utils/in-words.js";

/** The engine's own words for code that calls itself without end, or data that is nested too deeply. */
const TOO_DEEP = /^(?:Maximum call stack size exceeded|too much recursion)/;

/** Why something failed, as a sentence. */
export function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : inWords(thrown);
  const said =
    (message.split("\n")[0] ?? "").trim() || (thrown instanceof Error ? thrown.name : "unknown error");
  return TOO_DEEP.test(said)
    ? "it is nested too deeply, or a function calls itself without end."
    : said.replace(/([^.!?])$/, "$1.");
}

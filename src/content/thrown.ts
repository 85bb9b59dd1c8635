/** Describes thrown values in messages. */

import { textOfValue } from "../utils/text-of-value.js";

/** The JavaScript engine's message for endless recursion or data that is nested too deeply. */
const TOO_DEEP = /^(?:Maximum call stack size exceeded|too much recursion)/;

/** The reason of a failure as a sentence. */
export function reasonOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : textOfValue(thrown);
  const reason =
    (message.split("\n")[0] ?? "").trim() || (thrown instanceof Error ? thrown.name : "unknown error");
  return TOO_DEEP.test(reason)
    ? "it is nested too deeply, or a function calls itself without end."
    : reason.replace(/([^.!?])$/, "$1.");
}

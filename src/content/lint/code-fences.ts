/** Unknown options of code fences, and line numbers beyond the end of the block. */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic } from "../../model/model.js";
import { readFence } from "../markdown/code-fence.js";

interface WrittenFence {
  readonly info: string;
  /** The code without its last line end. */
  readonly code: string;
  readonly file: string;
  readonly line: number;
  /** The line of the fence in the file. */
  written(): string;
}

/** Findings about the info string of a code fence. */
export function checkFence({ info, code, file, line, written }: WrittenFence): Diagnostic[] {
  // Most code blocks only name a language.
  if (!/[\s:{]/.test(info.trim())) return [];
  const { language, unknown, options, name, lines } = readFence(info);
  const columnOf = columnsIn(written, language);
  const at = (word: string) => ({ file, line, column: columnOf(word), length: word.length });
  // Plain words may be a language name, such as `shell script` on GitHub.
  const reported =
    options !== undefined || name !== undefined
      ? unknown
      : unknown.filter((word) => /[={]|^[:.]\w/.test(word));
  const count = lines.length === 0 ? 0 : code.replace(/\n$/, "").split("\n").length;
  return [
    ...reported.map((word) =>
      diagnostic(
        "code-option-unknown",
        at(word),
        `Unknown code block option \`${word}\`.`,
        'The options are `title="…"`, `{1,3}`, `ins={1}`, `del={1}`, `lines` and `wrap`.',
      ),
    ),
    ...lines
      .filter(({ first, last }) => !(first >= 1 && first <= last && last <= count))
      .map(({ word, written: part, first, last }) =>
        diagnostic(
          "code-line-outside",
          at(word),
          first >= 1 && first <= last
            ? `The code block has ${count === 1 ? "1 line" : `${count} lines`}: \`${part}\` is outside of it.`
            : `\`${part}\` is not a range of lines.`,
          first > last && last >= 1 ? `Write \`${last}-${first}\`.` : "Lines count from 1.",
        ),
      ),
  ];
}

/**
 * Finds the column of an option. The search continues after the previous one, because options come nearly in
 * order.
 */
function columnsIn(written: () => string, language: string): (word: string) => number {
  const known = new Map<string, number>();
  let end: number | undefined;
  return (word) => {
    const line = written();
    end ??= line.indexOf(language) + language.length;
    let at = known.get(word);
    if (at === undefined) {
      at = line.indexOf(word, end);
      if (at === -1) at = line.lastIndexOf(word);
      known.set(word, at);
      if (at !== -1) end = at + word.length;
    }
    return Math.max(0, at) + 1;
  };
}

/** Finds positions within sections that the YAML parser does not provide. */

import type { Position } from "../../model/model.js";

/** The first position of `needle` at or after `from`; `from` if it is not found. */
export function findText(lines: readonly string[], from: Position, needle: string): Position {
  for (let line = from.line; line <= lines.length && needle !== ""; line += 1) {
    const index = (lines[line - 1] ?? "").indexOf(needle, line === from.line ? from.column - 1 : 0);
    if (index !== -1) return { line, column: index + 1 };
  }
  return from;
}

/** The position of a value's key: before the value on its line, or on a line above. */
export function findKey(lines: readonly string[], key: string, value: Position): Position {
  for (let line = value.line; line >= 1; line -= 1) {
    const text = lines[line - 1] ?? "";
    const before = line === value.line ? text.slice(0, value.column - 1) : text;
    for (
      let index = before.lastIndexOf(key);
      index !== -1;
      index = index === 0 ? -1 : before.lastIndexOf(key, index - 1)
    ) {
      if (
        /(?:^|[\s{,"'-])$/.test(before.slice(0, index)) &&
        /^["']?\s*:/.test(before.slice(index + key.length))
      )
        return { line, column: index + 1 };
    }
  }
  return value;
}

/** Where in the file the parts of a section stand, that YAML's positions do not say. */

import type { Position } from "../../model/model.js";

/** Where `needle` stands first, at or after a place; the place itself when it is not found. */
export function findText(lines: readonly string[], from: Position, needle: string): Position {
  for (let line = from.line; line <= lines.length && needle !== ""; line += 1) {
    const index = (lines[line - 1] ?? "").indexOf(needle, line === from.line ? from.column - 1 : 0);
    if (index !== -1) return { line, column: index + 1 };
  }
  return from;
}

/** Where the key of a value stands: before it on its line, or on a line above. */
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

/** Where keys and values of front matter are in their file. */

import type { Place } from "../../diagnostics/catalogue.js";
import type { Position } from "../../model/model.js";
import { ownPlace } from "./plain-yaml.js";

export type Positions = Readonly<Record<string, Position>>;

/** Where the value at a path of the front matter is, or the nearest one around it. */
export function nearestPosition(path: readonly PropertyKey[], positions: Positions): Position {
  for (let length = path.length; length > 0; length -= 1) {
    const found = positions[path.slice(0, length).join(".")];
    if (found !== undefined) return found;
  }
  return { line: 1, column: 1 };
}

/** A top-level key is at the start of its line; its value may be on another. */
export function keyPlace(key: string, positions: Positions, source: string): Place {
  return { file: source, line: lineOfKey(key, positions) ?? 1, column: 1, length: key.length };
}

/** The line of a top-level key. */
export function lineOfKey(key: string, positions: Positions): number | undefined {
  return (positions[ownPlace(key)] ?? positions[key])?.line;
}

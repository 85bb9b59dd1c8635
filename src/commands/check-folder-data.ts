/** The data files of folders and of single pages hold what front matter holds, and are checked as that is. */

import { validateFrontMatter } from "../content/schema.js";
import type { Data, Diagnostic, Position } from "../model.js";
import { isMap } from "../site/data.js";
import { configTextOf, placeOfKey } from "./config-places.js";

/** What is wrong with the known keys in a data file beside pages; global data may hold anything. */
export function checkFolderData(root: string, path: string, value: unknown): readonly Diagnostic[] {
  if (path.startsWith("content/_data/") || !isMap(value)) return [];
  // What a program computes is known when a page is made.
  const written: Data = Object.fromEntries(Object.entries(value).filter(([, one]) => typeof one !== "function").map(([key, one]) => [key.replace(/^override:/, ""), one]));
  const text = configTextOf(root, path);
  const positions: Record<string, Position> = {};
  for (const key of Object.keys(written)) positions[key] = placeOfKey(text, key) ?? { line: 1, column: 1 };
  return validateFrontMatter(written, positions, path).diagnostics;
}

/**
 * Checks the data files of folders and pages. They hold the same keys as front matter, so the same checks
 * apply.
 */

import type { Trust } from "../config/options.js";
import { checkNames } from "../content/frontmatter/reserved-keys.js";
import { validateFrontMatter } from "../content/frontmatter/schema.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Data, Diagnostic, Position } from "../model/model.js";
import { configTextOf, placeOfKey } from "../config/positions.js";
import { isPlainObject } from "../utils/is-record.js";

const GLOBAL = "content/_data/";

/**
 * Reports mistakes in the known keys of a data file next to pages. Global data may contain anything; with
 * `trust: "text"`, anything except reserved names.
 */
export function checkFolderData(
  root: string,
  path: string,
  value: unknown,
  trust: Trust,
): readonly Diagnostic[] {
  const isGlobal = path.startsWith(GLOBAL);
  const data = isGlobal ? globalData(path, value) : value;
  if (!isGlobal && !isPlainObject(data)) return [wrongShape(path, data)];
  if ((isGlobal && trust === "author") || !isPlainObject(data)) return [];
  // The values of functions are known only when a page is rendered.
  const written: Data = Object.fromEntries(
    Object.entries(data)
      .filter(([, one]) => typeof one !== "function")
      .map(([key, one]) => [key.replace(/^(?:override:)+/, ""), one]),
  );
  const text = configTextOf(root, path);
  const place = (...keys: readonly string[]): Position => placeOfKey(text, ...keys) ?? { line: 1, column: 1 };
  const names = checkNames({
    data: written,
    source: path,
    isUntrusted: trust === "text",
    readsSections: trust === "author",
    keyPlace: place,
    valuePlace: (keys) => place(...keys),
  });
  if (isGlobal) return names;
  const positions: Record<string, Position> = {};
  for (const key of Object.keys(written)) positions[key] = place(key);
  return [...validateFrontMatter(written, positions, path).diagnostics, ...names];
}

/**
 * A data file next to pages must contain keys with values. Plain JSON may be something else that only has the
 * name of its folder, such as a list for a program; Handbill ignores it.
 */
function wrongShape(file: string, data: unknown): Diagnostic {
  const kind = Array.isArray(data)
    ? "a list"
    : data === undefined || data === null
      ? "nothing"
      : typeof data === "object"
        ? `an object of the class ${data.constructor.name}`
        : `a ${typeof data}`;
  const isPlain = file.endsWith(".json") && !file.endsWith(".11tydata.json");
  return diagnostic(
    isPlain ? "file-ignored" : "data-failed",
    { file, line: 1, column: 1 },
    isPlain
      ? "Handbill ignores this file: data of the pages next to it needs keys with values, but it " +
          `contains ${kind}.`
      : `A data file next to pages must contain keys with values, but this one contains ${kind}.`,
    'Write `{ "key": … }`. Put a list for all pages into content/_data/.',
  );
}

/** `content/_data/blog/url.json` becomes `blog.url`. */
function globalData(path: string, value: unknown): unknown {
  const names = path
    .slice(GLOBAL.length)
    .replace(/(?:\.11tydata)?\.json$/, "")
    .split("/");
  return names.reduceRight((inner, name) => ({ [name]: inner }), value);
}

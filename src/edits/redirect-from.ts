/** Adds old URLs of a page to its front matter, and keeps the rest of it unchanged. */

import type { Page, Position, TextEdit } from "../model/model.js";

/** The front matter of a file. */
type Front = Pick<Page, "frontMatter" | "positions" | "bodyLine">;

const KEY = "redirectFrom";

/**
 * The edit that adds old URLs of a page to `redirectFrom`. If `redirectFrom` contains the new URL, an old one
 * replaces it, because a page must not redirect to itself. Undefined if there is nothing to add, or the front
 * matter cannot be edited line by line.
 */
export function addRedirectFrom(
  { frontMatter, positions, bodyLine }: Front,
  lines: readonly string[],
  old: readonly string[],
  now: string | false,
): TextEdit | undefined {
  const written = frontMatter[KEY];
  const known = (Array.isArray(written) ? written : written === undefined ? [] : [written]) as unknown[];
  const added = old.filter((url) => !known.includes(url)).map(scalar);
  const [first, ...others] = added;
  if (first === undefined) return undefined;
  const list = added.join(", ");
  const value = others.length === 0 ? first : `[${list}]`;
  if (bodyLine === 1)
    return {
      line: 1,
      column: 1,
      was: "",
      text: `---\n${KEY}: ${value}\n---\n${lines[0] === "" ? "" : "\n"}`,
    };
  if (written === undefined) return { line: bodyLine - 1, column: 1, was: "", text: `${KEY}: ${value}\n` };
  const at = known.findIndex((one) => one === now);
  const place = at === -1 ? undefined : (positions[`${KEY}.${at}`] ?? positions[KEY]);
  if (typeof now === "string" && place !== undefined)
    return others.length === 0 ? replaceAt(lines, place, now, first) : undefined;
  const start = positions[KEY];
  return start && addToValue({ written, start, first: positions[`${KEY}.0`] ?? start }, lines, added);
}

/** The value of the key, and where it and its first item are. */
interface Value {
  readonly written: unknown;
  readonly start: Position;
  readonly first: Position;
}

function addToValue(
  { written, start, first }: Value,
  lines: readonly string[],
  added: readonly string[],
): TextEdit | undefined {
  const list = added.join(", ");
  const rest = (lines[start.line - 1] ?? "").slice(start.column - 1);
  if (typeof written === "string") {
    const was = /^(?:"[^"]*"|'[^']*'|[^\s#"'[{|>&*!][^\s#]*)/.exec(rest)?.[0];
    return was === undefined ? undefined : { ...start, was, text: `[${was}, ${list}]` };
  }
  const isEmpty = Array.isArray(written) && written.length === 0;
  if (rest.startsWith("[")) return { ...start, was: "[", text: `[${list}${isEmpty ? "" : ", "}` };
  const indent = /^(\s*)-\s/.exec(lines[first.line - 1] ?? "")?.[1];
  return indent === undefined
    ? undefined
    : { line: first.line, column: 1, was: "", text: added.map((url) => `${indent}- ${url}\n`).join("") };
}

function replaceAt(
  lines: readonly string[],
  { line, column }: { readonly line: number; readonly column: number },
  was: string,
  text: string,
): TextEdit | undefined {
  const at = (lines[line - 1] ?? "").indexOf(was, column - 1);
  return at === -1 ? undefined : { line, column: at + 1, was, text };
}

/** A URL as YAML text, valid also in a list with brackets. */
function scalar(url: string): string {
  return /^[\w/.~%-]*$/.test(url) ? url : JSON.stringify(url);
}

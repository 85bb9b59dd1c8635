/** Finds the end of a URL in a file, and encodes a new URL for its place. */

import { decode } from "../utils/percent.js";

/** A character of a URL in the notation of Markdown, HTML or URLs. */
const UNIT = /\\[!-/:-@[-`{-~]|&(?:amp|#38|#x26);|(?:%[\da-f]{2})+|[^]/iuy;

/** The text at an offset that represents a decoded path; undefined if it does not. */
export function writtenAt(text: string, offset: number, path: string): string | undefined {
  let [at, seen] = [offset, 0];
  while (seen < path.length) {
    UNIT.lastIndex = at;
    const unit = UNIT.exec(text)?.[0];
    if (unit === undefined) return undefined;
    const meant = meaningOf(unit, path.startsWith(unit, seen));
    if (!path.startsWith(meant, seen)) return undefined;
    at += unit.length;
    seen += meant.length;
  }
  return text.slice(offset, at);
}

function meaningOf(unit: string, isPlain: boolean): string {
  if (isPlain || unit.length === 1) return unit;
  if (unit.startsWith("\\")) return unit.slice(1);
  if (unit.startsWith("&")) return "&";
  return decode(unit);
}

/** Characters that end a URL or have another meaning in Markdown, HTML, YAML or a template. */
const RESERVED = /[\s()<>"'&%?#\\`|{}[\]]/g;

/** Encodes a decoded path for all of these. Letters of every script stay readable. */
export function writtenPath(path: string): string {
  return path.replace(
    RESERVED,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

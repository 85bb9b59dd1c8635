/**
 * Strict UTF-8 decoding: invalid bytes are an error and never become replacement characters in a published
 * page.
 */

import { isUtf8 } from "node:buffer";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, SourceFile } from "../model/model.js";
import { codePoint } from "../utils/invisible.js";

/**
 * Control characters that HTML forbids and that would collide with LINK_MARK. Tab and line feed are allowed.
 */
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/**
 * The file as text with `\n` line ends and without a byte-order mark. Control characters become U+FFFD, which
 * CommonMark §2.3 requires for U+0000. A file that is not UTF-8 gives a diagnostic at the line of its first
 * invalid byte.
 */
export function decode(file: SourceFile): string | Diagnostic {
  // A strict TextDecoder takes four times as long.
  if (!isUtf8(file.bytes)) return notUtf8(file);
  let text = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength).toString("utf8");
  if (text.startsWith("\ufeff")) text = text.slice(1);
  if (text.includes("\r")) text = text.replace(/\r\n?/g, "\n");
  return text.replace(CONTROLS, "\uFFFD");
}

/** Reports each control character that `decode` replaces. */
export function findControls(file: SourceFile): readonly Diagnostic[] {
  const text = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
    .toString("utf8")
    .replace(/\r\n?/g, "\n");
  const lines = text.startsWith("\ufeff") ? text.slice(1).split("\n") : text.split("\n");
  const found: Diagnostic[] = [];
  for (const [index, line] of lines.entries())
    for (const { 0: character, index: at } of line.matchAll(CONTROLS)) {
      if (found.length >= MAX_CONTROLS) return found;
      const place = { file: file.path, line: index + 1, column: at + 1 };
      found.push(
        diagnostic(
          "control-character",
          place,
          `The text contains a control character, ${codePoint(character)}. Readers see a ` +
            "replacement character.",
          "Remove it. Many editors can show invisible characters.",
        ),
      );
    }
  return found;
}

/** A file with more of them is not text. The first ones are enough. */
const MAX_CONTROLS = 20;

/** How many bytes usually contain the front matter and the first heading. */
const START = 1024;

/** The first lines of a long file; undefined if the file is short or not UTF-8. */
export function startOf({ path, bytes }: SourceFile): SourceFile | undefined {
  if (bytes.length <= START || !isUtf8(bytes)) return undefined;
  const end = bytes.lastIndexOf(0x0a, START) + 1;
  return end === 0 ? undefined : { path, bytes: bytes.subarray(0, end) };
}

function notUtf8({ path, bytes }: SourceFile): Diagnostic {
  const at = firstBadByte(bytes);
  const before = bytes.subarray(0, at);
  const line = before.reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 1);
  const lineStart = before.lastIndexOf(0x0a) + 1;
  const column = new TextDecoder().decode(bytes.subarray(lineStart, at)).length + 1;
  const byte = `0x${(bytes[at] ?? 0).toString(16).padStart(2, "0").toUpperCase()}`;
  return diagnostic(
    "not-utf8",
    { file: path, line, column },
    ...guess(bytes, `The file is not valid UTF-8: the byte ${byte} is not allowed here.`),
  );
}

/** The message with the likely encoding of the file, and a hint how to convert it. */
function guess(bytes: Uint8Array, message: string): readonly [message: string, hint: string] {
  const [first, second] = bytes;
  const convert = (from: string): string =>
    `Save it as UTF-8 in your editor, or convert it: iconv -f ${from} -t UTF-8.`;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return [`${message} It looks like UTF-16.`, convert("UTF-16")];
  if (bytes.subarray(0, 8192).includes(0))
    return [
      `${message} It looks like a binary file.`,
      "Use the correct file extension. Handbill copies binary files as they are.",
    ];
  return [`${message} It looks like Latin-1 or Windows-1252.`, convert("WINDOWS-1252")];
}

/** The index of the first invalid byte: a binary search over prefixes, each decoded as a stream. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // A truncated sequence starts after the last complete character.
  while (good > 0 && !isPrefix(bytes.subarray(0, good), true)) good -= 1;
  return good;
}

function isPrefix(bytes: Uint8Array, whole = false): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

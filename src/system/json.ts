/** Finds the position of a mistake in JSON (RFC 8259), because `JSON.parse` does not always report it. */

import { MAX_DEPTH, FORBIDDEN } from "../utils/data-objects.js";

/** The kind of a mistake and its offset in the text, in UTF-16 units. */
export interface JsonMistake {
  readonly kind: "syntax" | "key" | "depth";
  readonly offset: number;
  readonly message: string;
}

const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPED = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * The end of the quoted text that starts at `at`; undefined if it does not end. Scans in parts: an expression
 * for the whole text would remember each of millions of characters.
 */
function endOfString(text: string, at: number): number | undefined {
  if (text[at] !== '"') return undefined;
  ESCAPED.lastIndex = at + 1;
  do {
    PLAIN.lastIndex = ESCAPED.lastIndex;
    PLAIN.test(text);
    if (text[PLAIN.lastIndex] === '"') return PLAIN.lastIndex + 1;
    ESCAPED.lastIndex = PLAIN.lastIndex;
  } while (ESCAPED.test(text));
  return undefined;
}

/** The first mistake in a text: where it stops being JSON, or a forbidden key. Takes linear time. */
export function findJsonMistake(text: string): JsonMistake | undefined {
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const takeString = (): string | undefined => {
    const [start, end] = [at, endOfString(text, at)];
    if (end === undefined) return undefined;
    at = end;
    return text.slice(start, end);
  };
  const stop = (wanted: string): JsonMistake => {
    const broken = text[at] === '"' && /^a (?:key|value)/.test(wanted);
    const message = broken
      ? "a closing quote is missing, or a character is not escaped"
      : at >= text.length
        ? `it ends where ${wanted} is expected`
        : `${wanted} is expected here`;
    return { kind: "syntax", offset: at, message };
  };
  /**
   * The closing marks of the open lists and maps. An explicit stack, so that deep nesting cannot overflow the
   * call stack.
   */
  const open: ("]" | "}")[] = [];
  /** Reads the name of an entry and its colon. */
  const key = (): JsonMistake | undefined => {
    const offset = at;
    const name = takeString();
    if (name === undefined) return stop("a key in double quotes");
    const plain = JSON.parse(name) as string;
    if (FORBIDDEN.has(plain)) return { kind: "key", offset, message: plain };
    take(SPACE);
    if (text[at] !== ":") return stop("a colon");
    at += 1;
    return undefined;
  };
  for (;;) {
    take(SPACE);
    const char = text[at];
    if (char === "[" || char === "{") {
      const end = char === "[" ? "]" : "}";
      const offset = at;
      at += 1;
      take(SPACE);
      if (text[at] !== end) {
        if (open.length === MAX_DEPTH) return { kind: "depth", offset, message: "" };
        open.push(end);
        const mistake = end === "}" ? key() : undefined;
        if (mistake !== undefined) return mistake;
        continue;
      }
      at += 1;
    } else if (takeString() === undefined && take(NUMBER) === undefined && take(WORD) === undefined)
      return stop("a value");
    // After a value: the next entry, or the ends of open lists and maps.
    for (;;) {
      take(SPACE);
      const end = open.at(-1);
      if (end === undefined) return at === text.length ? undefined : stop("the end of the file");
      if (text[at] === end) {
        at += 1;
        open.pop();
        continue;
      }
      if (text[at] !== ",") return stop(`a comma or ${end}`);
      at += 1;
      take(SPACE);
      const mistake = end === "}" ? key() : undefined;
      if (mistake !== undefined) return mistake;
      break;
    }
  }
}

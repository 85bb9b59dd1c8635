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
 * Where a text in quotes ends that starts at `at`; undefined when it does not. Part by part: an expression
 * for the whole would remember each of millions of letters.
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

/**
 * The first mistake in a text: where it stops being JSON, or a key that no data may have. Takes time in
 * proportion to the text.
 */
export function findJsonMistake(text: string): JsonMistake | undefined {
  return new Reader(text).read();
}

class Reader {
  private at = 0;
  /**
   * The closing marks of the open lists and maps. An explicit stack, so that deep nesting cannot overflow the
   * call stack.
   */
  private readonly open: ("]" | "}")[] = [];

  constructor(private readonly text: string) {}

  read(): JsonMistake | undefined {
    for (;;) {
      const opened = this.opener();
      const mistake = opened === "value ended" ? this.afterValue() : opened;
      if (mistake === "end") return undefined;
      if (mistake !== undefined) return mistake;
    }
  }

  /** Takes a value, or the start of a list or map up to its first value; then there is no mistake yet. */
  private opener(): JsonMistake | "value ended" | undefined {
    this.take(SPACE);
    const char = this.text[this.at];
    if (char !== "[" && char !== "{") {
      const isValue =
        this.takeString() !== undefined || this.take(NUMBER) !== undefined || this.take(WORD) !== undefined;
      return isValue ? "value ended" : this.stop("a value");
    }
    const end = char === "[" ? "]" : "}";
    const offset = this.at;
    this.at += 1;
    this.take(SPACE);
    if (this.text[this.at] === end) {
      this.at += 1;
      return "value ended";
    }
    if (this.open.length === MAX_DEPTH) return { kind: "depth", offset, message: "" };
    this.open.push(end);
    return end === "}" ? this.key() : undefined;
  }

  /** Takes the ends of what is open, and the comma before the next value. */
  private afterValue(): JsonMistake | "end" | undefined {
    for (;;) {
      this.take(SPACE);
      const end = this.open.at(-1);
      if (end === undefined) return this.at === this.text.length ? "end" : this.stop("the end of the file");
      if (this.text[this.at] === end) {
        this.at += 1;
        this.open.pop();
        continue;
      }
      if (this.text[this.at] !== ",") return this.stop(`a comma or ${end}`);
      this.at += 1;
      this.take(SPACE);
      return end === "}" ? this.key() : undefined;
    }
  }

  /** Reads the name of an entry and its colon. */
  private key(): JsonMistake | undefined {
    const offset = this.at;
    const name = this.takeString();
    if (name === undefined) return this.stop("a key in double quotes");
    const plain = JSON.parse(name) as string;
    if (FORBIDDEN.has(plain)) return { kind: "key", offset, message: plain };
    this.take(SPACE);
    if (this.text[this.at] !== ":") return this.stop("a colon");
    this.at += 1;
    return undefined;
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private takeString(): string | undefined {
    const [start, end] = [this.at, endOfString(this.text, this.at)];
    if (end === undefined) return undefined;
    this.at = end;
    return this.text.slice(start, end);
  }

  private stop(wanted: string): JsonMistake {
    const isBroken = this.text[this.at] === '"' && /^a (?:key|value)/.test(wanted);
    const message = isBroken
      ? "a closing quote is missing, or a character is not escaped"
      : this.at >= this.text.length
        ? `it ends where ${wanted} is expected`
        : `${wanted} is expected here`;
    return { kind: "syntax", offset: this.at, message };
  }
}

/** Links `www.example.com/a` in text (GFM §6.9). */

/** CJK punctuation. It ends a URL, because a sentence continues after it without a space. */
export const CJK_STOPS =
  "\u3001\u3002\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d\uff5e\uff61-\uff64\u201c\u201d\u2026";

/** The host after `www.`. A name has at most 127 parts (RFC 1035 §2.3.4). */
const HOST = /[\w-]+(?:\.[\w-]+){1,126}/y;
const PATH = new RegExp(`[/?#][^\\s<${CJK_STOPS}]*`, "y");

/** Characters that do not belong to the end of a URL. */
const TRAILING = `?!.,:*_~'"`;
/** Closing brackets do not belong to it either, without their opening one. */
const PAIRS: ReadonlyMap<string, string> = new Map([
  [")", "("],
  ["]", "["],
]);

/**
 * Returns the length of a URL's rest, after its `www.` before `at`; 0 if it is not a URL. The end of a path
 * is searched once, even if many URLs seem to start in it.
 */
export function createWww(): (text: string, at: number) => number {
  let path = { text: "", from: 0, stop: 0, end: 0 };
  return (text, at) => {
    HOST.lastIndex = at;
    if (!HOST.test(text)) return 0;
    const from = HOST.lastIndex;
    if (!"/?#".includes(text.charAt(from) || " ")) return urlEnd(text, at, from) - at;
    if (path.text === text && from >= path.from && from < path.stop) return Math.max(0, path.end - at);
    PATH.lastIndex = from;
    PATH.test(text);
    path = { text, from, stop: PATH.lastIndex, end: urlEnd(text, at, PATH.lastIndex) };
    return path.end - at;
  };
}

/**
 * The end of a URL between `start` and `stop`: without final punctuation, unbalanced parentheses and entities
 * (GFM §6.9, "extended autolink path validation").
 */
export function urlEnd(text: string, start: number, stop: number): number {
  const unopened = new Map<string, number>();
  let end = stop;
  for (; end > start; end -= 1) {
    const last = text.charAt(end - 1);
    const opener = PAIRS.get(last);
    if (opener !== undefined) {
      const left = unopened.get(last) ?? countOf(last, text, start, end) - countOf(opener, text, start, end);
      if (left <= 0) break;
      unopened.set(last, left - 1);
    } else if (last === ";") end = beforeEntity(text, end);
    else if (!TRAILING.includes(last)) break;
  }
  return Math.max(start, end);
}

function countOf(sign: string, text: string, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) if (text.charAt(at) === sign) count += 1;
  return count;
}

/** The position of the `&` of an entity that ends at `end`; `end` if there is none. */
function beforeEntity(text: string, end: number): number {
  let at = end - 1;
  while (/[a-z\d]/i.test(text.charAt(at - 1))) at -= 1;
  return at < end - 1 && text.charAt(at - 1) === "&" ? at : end;
}

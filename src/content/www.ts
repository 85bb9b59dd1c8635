/** `www.example.com/a` in a text is an address (GFM §6.9). */

/** What follows `www.`; a name has 127 parts at most (RFC 1035 §2.3.4). */
const HOST = /[\w-]+(?:\.[\w-]+){1,126}/y;
const PATH = /[/?#][^\s<]*/y;

/** What does not belong to an address at its end. */
const TRAILING = `?!.,:*_~'")]`;

/** Tells how long the rest of an address is of which `www.` stands before `at`; 0 where it is none. The end of a path is looked for once, however many addresses seem to start in it. */
export function createWww(): (text: string, at: number) => number {
  let path = { text: "", from: 0, stop: 0, end: 0 };
  return (text, at) => {
    HOST.lastIndex = at;
    if (!HOST.test(text)) return 0;
    const from = HOST.lastIndex;
    if (!"/?#".includes(text.charAt(from) || " ")) return endBefore(text, from, at) - at;
    if (path.text === text && from >= path.from && from < path.stop) return Math.max(0, path.end - at);
    PATH.lastIndex = from;
    PATH.test(text);
    path = { text, from, stop: PATH.lastIndex, end: endBefore(text, PATH.lastIndex, at) };
    return path.end - at;
  };
}

function endBefore(text: string, stop: number, start: number): number {
  let end = stop;
  while (end > start && TRAILING.includes(text.charAt(end - 1))) end -= 1;
  return end;
}

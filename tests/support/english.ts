/**
 * Habits that make English hard to read, and sentences that are too long. Documentation, messages and help
 * are checked with the same list: give `problemsOf` the prose of any text.
 */

/** Maximum number of words in a sentence. */
export const MAX_WORDS = 35;

interface Habit {
  readonly name: string;
  readonly pattern: RegExp;
  /** What to write instead. */
  readonly instead: string;
}

/** Each expression, with its replacement. */
export const HABITS: readonly Habit[] = [
  {
    name: "is told",
    pattern: /\b(?:is|are|was|were|be|been) told\b/i,
    instead: "Handbill reports …, warns about …",
  },
  { name: "mend", pattern: /\bmend(?:s|ed|ing)?\b/i, instead: "fix" },
  { name: "leads on", pattern: /\bleads? on\b/i, instead: "redirects" },
  { name: "leads nowhere", pattern: /\bleads? nowhere\b/i, instead: "is broken, does not exist" },
  {
    name: "address",
    pattern: /(?<!\b(?:e-?mail|IP|private|network|remote) )\baddress(?:es)?\b/i,
    instead: "URL",
  },
  { name: "picture", pattern: /\bpictures?\b/i, instead: "image" },
  {
    name: "but for",
    pattern: /\b(?:all(?: \w+)?|nothing|none|no \w+|every \w+) but\b|\bbut for\b/i,
    instead: "except",
  },
  { name: "beside", pattern: /\bbeside\b/i, instead: "next to, besides" },
  { name: "stands", pattern: /\bstands?\b(?! (?:for|out)\b)/i, instead: "is" },
  { name: "not any more", pattern: /\bany ?more\b/i, instead: "no longer" },
  {
    name: "otherwise than",
    pattern: /\botherwise than\b|\bsay(?:s)? otherwise\b|\bsaid otherwise\b/i,
    instead: "differently",
  },
  {
    name: "what begins a sentence",
    pattern: /^What (?!to\b|happens\b)(?:\S+ ){5,}[^?]*\.$/,
    instead: "name the subject",
  },
  { name: "whoever", pattern: /\bwhoever\b|^That which\b|\bthat what\b/i, instead: "name the subject" },
  { name: "it is not known", pattern: /\bit is not known\b/i, instead: "say what happened" },
  { name: "stranger", pattern: /\bstrangers?\b/i, instead: "untrusted" },
  { name: "stand-in", pattern: /\bstand-ins?\b/i, instead: "fallback" },
  { name: "block of code", pattern: /\bblocks? of code\b/i, instead: "code block" },
  { name: "as told", pattern: /\bas (?:it is )?told\b|\bheard\b/i, instead: "reported" },
  { name: "in its place", pattern: /\bin the place of\b/i, instead: "instead of" },
  { name: "for ever", pattern: /\bfor ever\b/i, instead: "forever, for a year" },
  { name: "thereof", pattern: /\b(?:thereof|wherein|whereby|heretofore)\b/i, instead: "plain words" },
  { name: "lies", pattern: /\b(?:lies|lie)\b/i, instead: "is" },
  { name: "is none", pattern: /(?<!\bthere )\b(?:is|are) none\b/i, instead: "is not a …" },
  { name: "nobody", pattern: /\bnobody\b/i, instead: "no reader, never" },
  { name: "all the same", pattern: /\ball the same\b/i, instead: "anyway" },
  { name: "earlier build", pattern: /\bearlier builds?\b/i, instead: "previous build" },
];

/** A sentence that may contain a habit, with the reason. */
export interface Exception {
  readonly file: string;
  /** A part of the sentence. */
  readonly text: string;
  readonly reason: string;
}

export interface Sentence {
  readonly text: string;
  readonly line: number;
}

/**
 * The sentences of Markdown: without front matter, code, HTML, URLs and the syntax of links. Table cells and
 * list items are sentences of their own.
 */
export function sentencesOfMarkdown(markdown: string): readonly Sentence[] {
  const found: Sentence[] = [];
  let fence = "";
  let inFrontMatter = false;
  let paragraph: { text: string; line: number } | undefined;
  const end = (): void => {
    if (paragraph !== undefined) found.push(...sentencesOf(paragraph.text, paragraph.line));
    paragraph = undefined;
  };
  for (const [index, line] of markdown.split("\n").entries()) {
    if (index === 0 && line === "---") inFrontMatter = true;
    else if (inFrontMatter) {
      if (line === "---") inFrontMatter = false;
      else found.push(...sentencesOfKey(line, index + 1));
      continue;
    } else {
      const [, marks = ""] = /^\s*(`{3,})/.exec(line) ?? [];
      if (marks !== "" && (fence === "" || marks.length >= fence.length)) {
        end();
        fence = fence === "" ? marks : "";
        continue;
      }
      if (fence !== "") continue;
      if (/^\s*(?:$|:::|<|#|>\s*\[!)/.test(line)) {
        end();
        if (/^#/.test(line)) found.push(...sentencesOf(line.replace(/^#+ /, ""), index + 1));
      } else if (/^\s*\|/.test(line)) {
        end();
        for (const cell of line.split(/(?<!\\)\|/)) found.push(...sentencesOf(cell, index + 1));
      } else if (/^\s*(?:[-*]|\d+\.) /.test(line)) {
        end();
        paragraph = { text: line.replace(/^\s*(?:[-*]|\d+\.) /, ""), line: index + 1 };
      } else if (paragraph === undefined) paragraph = { text: line.replace(/^>\s?/, ""), line: index + 1 };
      else paragraph.text += ` ${line.trim()}`;
    }
  }
  end();
  return found;
}

/** Texts of front matter, such as titles and those of sections. */
function sentencesOfKey(line: string, number: number): readonly Sentence[] {
  return [
    ...line.matchAll(
      /\b(?:title|description|text|note|caption|question|answer|points|label):\s*("[^"]*"|[^,}\]]*)/g,
    ),
  ].flatMap(([, value = ""]) => sentencesOf(value.replace(/^"|"$/g, ""), number));
}

/** The sentences of one text. */
export function sentencesOf(text: string, line = 1): readonly Sentence[] {
  const plain = text
    .replace(/(`+)(?:(?!\1).)+\1/g, "X")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\{[#.][^}]*\}/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/https?:\/\/\S+/g, "X")
    .replace(/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/g, "")
    .trim();
  return plain
    .split(/(?<=[.!?:;])\s+(?=[A-Z“"(X])/)
    .map((sentence) => ({ text: sentence.trim(), line }))
    .filter((sentence) => sentence.text !== "");
}

/** The problems of a sentence of `file`, in words, unless one of the exceptions applies. */
export function problemsOf(
  sentence: Sentence,
  file: string,
  exceptions: readonly Exception[],
): readonly string[] {
  const isException = exceptions.some((known) => known.file === file && sentence.text.includes(known.text));
  if (isException) return [];
  const words = sentence.text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const at = `${file}:${sentence.line}`;
  return [
    ...HABITS.filter(({ pattern }) => pattern.test(sentence.text)).map(
      ({ name, instead }) => `${at} "${name}" (write: ${instead}): ${sentence.text}`,
    ),
    ...(words > MAX_WORDS ? [`${at} ${words} words: ${sentence.text}`] : []),
  ];
}

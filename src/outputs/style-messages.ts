/** Errors of lightningcss in the words of authors. */

/** An error of lightningcss; its lines and columns start at 1. */
export interface StyleError {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A message with its hint and place. */
export interface StyleExplanation {
  readonly text: string;
  readonly hint: string;
  readonly line: number;
  readonly column: number;
}

const EXPLANATIONS: readonly (readonly [RegExp, text: string, hint: string])[] = [
  [
    /^(?:styles\/)?(https?:\/\/\S+) does not exist in layouts\/\.$/,
    "`@import` cannot load $1 from another site.",
    "Copy the file into layouts/styles/, or link it in a layout.",
  ],
  [
    /^(\S+ does not exist in layouts\/)\.$/,
    "$1.",
    "Correct the file name in `@import`. It starts from the folder of this style sheet.",
  ],
  [
    /^@import rules must precede/,
    "`@import` must come before all other rules.",
    "Move it to the start of the style sheet.",
  ],
  [
    /^Invalid dangling combinator/,
    "The selector ends with a combinator, such as `>`.",
    "Write a selector after it.",
  ],
  [/^Invalid media query/, "The media query is not valid.", "Write it as `@media (max-width: 40rem) { … }`."],
  [/^Expected identifier in class selector/, "The class has no name.", "Write one dot and a name: `.card`."],
  [
    /^Invalid token in pseudo element/,
    "The pseudo-element has no name.",
    "Write it as `::before`, without spaces.",
  ],
  [
    /^Invalid @ rule body/,
    "This rule lacks a required declaration.",
    "For `@property`, write `syntax` and `inherits`, and in most cases `initial-value`.",
  ],
];

/** Explains an error in `css`. A message that is not known stays as it is. */
export function explainStyle(css: string, { message, line, column }: StyleError): StyleExplanation {
  const lines = css.split("\n");
  const before = (lines[line - 1] ?? "").slice(0, column - 1);
  const spaces = /^\s*/.exec((lines[line - 1] ?? "").slice(column - 1))?.[0].length ?? 0;
  const at = { line, column: before.length + 1 + spaces };
  const rest = (lines[line - 1] ?? "").slice(at.column - 1);
  for (const [pattern, text, hint] of EXPLANATIONS) {
    const found = pattern.exec(message);
    if (found !== null) return { text: text.replaceAll("$1", () => found[1] ?? ""), hint, line, column };
  }
  if (/^Invalid empty selector|^Unexpected end of input/.test(message)) {
    const mistake = structureMistake(css);
    if (mistake !== undefined) return mistake;
  }
  if (message === "Unexpected end of input")
    return {
      text: "The rule is not complete.",
      hint: "Close each `{`, `(` and `[`, and write rules as `a { color: red; }`.",
      ...at,
    };
  if (/^Invalid empty selector/.test(message)) return { ...selectorMistake(rest), ...at };
  if (/^Unexpected token Bad(?:Url|String)/.test(message))
    return { text: "A closing quote or bracket is missing.", hint: "Close it on the same line.", ...at };
  const token = /^[\w-]+|^\S/.exec(rest)?.[0];
  if (/^Unexpected token /.test(message) && token !== undefined)
    return { text: `\`${token}\` cannot be here.`, hint: unexpectedHint(token, before), ...at };
  return {
    text: `The style sheet has an error: ${message.replace(/\.?$/, ".")}`,
    hint: "Fix the style sheet here.",
    line,
    column,
  };
}

/** At-rules of programs that make CSS. Browsers ignore them. */
const FOREIGN_RULES = {
  PostCSS: words("custom-media custom-selector define-mixin nest"),
  Sass: words(
    "at-root content debug each else error extend for forward function if include mixin return use warn",
  ),
  Tailwind: words(
    "apply config custom-variant plugin reference responsive screen source tailwind theme utility",
  ),
};

/** Explains an at-rule of another program by a warning of lightningcss. Undefined for other warnings. */
export function explainForeignRule(
  css: string,
  { message, line, column }: StyleError,
): StyleExplanation | undefined {
  const name = /^Unknown at rule: @([\w-]+)$/.exec(message)?.[1];
  const isOf = ([, rules]: readonly [string, readonly string[]]) =>
    name !== undefined && rules.includes(name);
  const program = Object.entries(FOREIGN_RULES).find(isOf)?.[0];
  if (name === undefined || program === undefined) return undefined;
  // CSS has functions now, with names as those of custom properties.
  if (name === "function" && /^\s*--/.test(css.split("\n")[line - 1]?.slice(column - 1) ?? ""))
    return undefined;
  return {
    text: `\`@${name}\` belongs to ${program} and is not CSS. Browsers ignore it.`,
    hint: `Write plain CSS, or run ${program} before the build and save its CSS here.`,
    line,
    column: Math.max(1, column - name.length - 1),
  };
}

function selectorMistake(rest: string): { readonly text: string; readonly hint: string } {
  const named = /^([.#])(\d)/.exec(rest);
  if (named !== null)
    return {
      text: `The name of ${named[1] === "." ? "a class" : "an id"} cannot start with a digit.`,
      hint: "Change the name, also in the HTML.",
    };
  if (rest.startsWith("<"))
    return { text: "A style sheet cannot contain HTML.", hint: "Remove the tag, and keep the rules." };
  return {
    text: "A selector is missing here.",
    hint: "Write rules as `a { color: red; }`, and one comma between two selectors.",
  };
}

function unexpectedHint(token: string, before: string): string {
  if (token === "!") return "Write `!important`.";
  const rule = before.slice(Math.max(before.lastIndexOf("{"), before.lastIndexOf(";")) + 1).trimStart();
  if (/^@(?:media|supports|container)\b/.test(rule))
    return "Write conditions in brackets, with a colon: `(max-width: 40rem)`.";
  if (rule.startsWith("@import")) return 'Put the file name in quotes: `@import "base.css";`.';
  return "Write declarations as `color: red;`, and close the brackets before it.";
}

/**
 * The first `//` comment, or `}` without a `{`. The parser notices both only later, often at the end of the
 * file.
 */
function structureMistake(css: string): StyleExplanation | undefined {
  let depth = 0;
  for (let at = 0; at < css.length; at = endOfToken(css, at)) {
    const isComment = css.startsWith("//", at);
    if (css[at] === "{") depth++;
    if (css[at] === "}") depth--;
    if (!isComment && depth >= 0) continue;
    const before = css.slice(0, at).split("\n");
    return {
      ...(isComment ? NO_COMMENT : CLOSES_NOTHING),
      line: before.length,
      column: (before.at(-1) ?? "").length + 1,
    };
  }
  return undefined;
}

const NO_COMMENT = {
  text: "`//` does not start a comment in CSS.",
  hint: "Write comments as `/* … */`.",
};

const CLOSES_NOTHING = { text: "This `}` closes nothing.", hint: "Remove it, or add the missing `{`." };

/** The end of the comment, text, `url(…)` or character at an offset. */
function endOfToken(css: string, at: number): number {
  const after = (end: string, from: number): number => {
    const found = css.indexOf(end, from);
    return found === -1 ? css.length : found + end.length;
  };
  if (css.startsWith("/*", at)) return after("*/", at + 2);
  if (css[at] === '"' || css[at] === "'") return after(css[at], at + 1);
  if (css.startsWith("url(", at)) return after(")", at + 4);
  return at + 1;
}

function words(text: string): readonly string[] {
  return text.split(" ");
}

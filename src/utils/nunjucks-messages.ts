/** Errors of Nunjucks in the words of authors. */

type Explanation = readonly [text: string, hint: string];

/** Operators of JavaScript, Liquid and Jinja, by the text at which Nunjucks stops. */
const OPERATORS: readonly (readonly [RegExp, ...Explanation])[] = [
  [/^&&/, "Nunjucks has no operator `&&`.", "Write `and`."],
  [/^!(?!=)/, "Nunjucks has no operator `!`.", "Write `not`."],
  [/^\?\?/, "Nunjucks has no operator `??`.", "Write `or`."],
  [/^\?/, "Nunjucks has no operator `?`.", "Write `one if condition else other`."],
  [/^=>/, "Nunjucks has no functions with `=>`.", "Add a filter for this in the configuration."],
  [
    /^=/,
    "`=` does not compare values.",
    "Write `==` to compare. To set a variable, write `{% set name = value %}`.",
  ],
  [/^:/, "A `:` cannot be here.", 'Write the arguments of a filter in parentheses: `| name("value")`.'],
];

interface Entry {
  /** Matches the message. Its groups replace `$1` in the text and in the hint. */
  readonly message: RegExp;
  readonly text: string;
  readonly hint: string;
}

const FOR = "Write `{% for item in list %}`.";
const FROM = 'Write `{% from "macros.njk" import card, button %}`.';
const CLOSE = "Close it with its end tag, such as `{% endif %}`.";

const ENTRIES: readonly Entry[] = [
  {
    message: /^unexpected token: ([}%]\}|[\])}])$/,
    text: "A value is missing before `$1`.",
    hint: "Add the value, or remove the comma or operator before it.",
  },
  {
    message: /^unexpected token: (.+)$/,
    text: "A value cannot start with `$1`.",
    hint: "Write a name, a number, or text in quotes.",
  },
  {
    message: /^expected block end in else statement$/,
    text: "`else` has no condition.",
    hint: "Write `{% elif condition %}`.",
  },
  {
    message: /^expected block end in (\w+) statement$/,
    text: "The tag `$1` must end before this text.",
    hint: "Write `%}` here, or add the missing operator.",
  },
  {
    message: /^expected variable end$/,
    text: "The expression must end before this text.",
    hint: "Write `}}` here, or add the missing operator.",
  },
  {
    message: /^parse\w+: expected comma after expression$/,
    text: "A comma or a closing bracket is missing.",
    hint: "Separate values with commas, and close each bracket.",
  },
  {
    message: /^parseAggregate: expected colon after dict key$/,
    text: "A colon is missing after a key.",
    hint: "Write `{ key: value }`.",
  },
  {
    message: /^expected symbol, got pipe$/,
    text: "Nunjucks has no operator `||`.",
    hint: "Write `or`.",
  },
  {
    message: /^expected symbol, got /,
    text: "The name of a filter is missing.",
    hint: "Write its name after `|`, or remove the `|`.",
  },
  {
    message: /^expected name as lookup value, got /,
    text: "A name is missing after the dot.",
    hint: 'Write `page.url`. For names with other characters, write `data["other-name"]`.',
  },
  { message: /^parseFor: expected "in"/, text: "The loop has no `in`.", hint: FOR },
  { message: /^parseFor: variable name expected/, text: "The loop has no variable.", hint: FOR },
  {
    message: /^parseSet: expected =/,
    text: "`set` has no `=`.",
    hint: "Write `{% set name = value %}`.",
  },
  {
    message: /^parseImport: expected "as"/,
    text: "The import has no `as`.",
    hint: 'Write `{% import "macros.njk" as macros %}`.',
  },
  {
    message: /^parseFrom: names starting with an underscore/,
    text: "Macros whose names start with `_` cannot be imported.",
    hint: "Rename the macro.",
  },
  { message: /^parseFrom: expected comma/, text: "A comma is missing between two names.", hint: FROM },
  { message: /^parseFrom: expected/i, text: "The import does not name a macro.", hint: FROM },
  {
    message: /^parseBlock: variable name expected/,
    text: "The block has no name.",
    hint: "Write its name without quotes: `{% block name %}`.",
  },
  {
    message: /^expected arguments$/,
    text: "The macro has no parentheses.",
    hint: "Write `{% macro name() %}`.",
  },
  {
    message: /^tag name expected$/,
    text: "The tag has no name.",
    hint: "Write a tag such as `{% if condition %}`.",
  },
  {
    message: /^expected end of comment, got end of file$/,
    text: "The comment is never closed.",
    hint: "Close it with `#}`.",
  },
  {
    message: /^unexpected end of file$|got (?:end of file|EOF)/,
    text: "A tag is never closed.",
    hint: CLOSE,
  },
  {
    message: /^unknown block tag: (?=end)(\w+)$/,
    text: "`$1` has no opening tag.",
    hint: "Remove it, or add the opening tag.",
  },
  {
    message: /^unknown block tag: (else?if|elsif|elif|else)$/,
    text: "`$1` has no opening tag `if`.",
    hint: "Write `{% if condition %}` before it. Another condition is `{% elif condition %}`.",
  },
  {
    message: /^unknown block tag: (.+)$/,
    text: "Unknown tag `$1`.",
    hint: "Use a Nunjucks tag, or add a shortcode to the configuration: config.addShortcode(…).",
  },
  {
    message: /^Unable to call `(.+)`, which is undefined or falsey$/,
    text: "`$1` is not a function: it has no value here.",
    hint: 'Check its name. Import macros of other files: `{% from "macros.njk" import name %}`.',
  },
  {
    message: /^filter not found: (.+)$/,
    text: "Unknown filter `$1`.",
    hint: "Use an existing filter, or add it to the configuration: config.addFilter(…).",
  },
  {
    message: /^test not found: (.+)$/,
    text: "Unknown test `$1` after `is`.",
    hint: "Use a Nunjucks test such as `defined`, or compare values with `==`.",
  },
  {
    message: /^template names must be a string/,
    text: "The name of the template has no value.",
    hint: 'Write file names in quotes: `{% include "nav.njk" %}`.',
  },
  {
    message: /^template not found: (.+)$/,
    text: "The template `$1` does not exist.",
    hint: "Check its name.",
  },
  {
    message: /^attempted to output null or undefined value$/,
    text: "The value is not set, and `throwOnUndefined` is on.",
    hint: 'Set it, or write a default value: `{{ name | default("") }}`.',
  },
  {
    message: /^Cannot use "in" operator to search for/,
    text: "The value after `in` is not a list, an object or text.",
    hint: "Check its name, and that it is set.",
  },
];

/**
 * The message and the hint for an error of Nunjucks, without the names and places before it. `rest`: the
 * template's text from the place of the error. Undefined for other errors, such as those of the site's code.
 */
export function explainNunjucks(message: string, rest = ""): Explanation | undefined {
  const isSyntax = /^(?:expected (?:variable|block) end|unexpected token|expected symbol)/.test(message);
  const operator = isSyntax && OPERATORS.find(([starts]) => starts.test(rest));
  if (operator) return [operator[1], operator[2]];
  for (const { message: pattern, text, hint } of ENTRIES) {
    const found = pattern.exec(message.replace(/\.$/, ""));
    if (found === null) continue;
    const value = (found[1] ?? "").replace(/\["(\w+)"\]/g, ".$1");
    const fill = (words: string) => words.replaceAll("$1", () => value);
    return [fill(text), fill(hint)];
  }
  return undefined;
}

/**
 * The column of a mistake in `line`, counted from 0. For tags that do not end where they must, Nunjucks
 * gives the position after the next token.
 */
export function mistakeColumn(message: string, line: string, column: number): number {
  if (!message.includes("expected block end")) return column;
  return line.slice(0, column).trimEnd().lastIndexOf(" ") + 1;
}

/** Errors of the YAML library in the words of authors. */

interface Explanation {
  /** Matches the library's message. Its groups replace `$1` in the text. */
  readonly message: RegExp;
  readonly text: string;
  /** Without it, the hint shows the value of the line in quotes. */
  readonly hint?: string;
}

const EXPLANATIONS: readonly Explanation[] = [
  {
    message: /^Nested mappings are not allowed/,
    text: "The value contains a colon and a space, which start another key in YAML.",
  },
  {
    message: /^Implicit map keys need to be followed by map values/,
    text: "This line is not a key with a value, because it has no colon.",
    hint: "Write `key: value`. If the line continues the value above, indent it.",
  },
  {
    message: /^Implicit keys (?:of flow sequence pairs )?need to be on a single line/,
    text: "The text before this colon spans several lines, so it is not a key.",
    hint: "Write the key on one line. If this is text, put all of it in quotes.",
  },
  {
    message: /^All (?:sequence|mapping) items must start at the same column/,
    text: "This line is indented differently from the lines that belong with it.",
    hint: "Start all keys of a map, and all hyphens of a list, in the same column.",
  },
  {
    message:
      /^A block sequence may not be used as an implicit map key|^Unexpected block-seq-ind on same line/,
    text: "A list item cannot be here.",
    hint: "Start a list on the line after its key, and indent all its items alike.",
  },
  {
    message: /^Block collections are not allowed within flow collections/,
    text: "Lines with hyphens or keys cannot be inside `[ ]` or `{ }`.",
    hint: "Separate the items with commas: `[one, two]`.",
  },
  {
    message: /^Missing closing (["'])quote/,
    text: "The closing $1 is missing.",
    hint: "Add it at the end of the value. Inside single quotes, write a single quote twice.",
  },
  {
    message: /^Flow (?:sequence|map) in block collection must be sufficiently indented and end with a (.)/,
    text: "The closing `$1` is missing, or is not indented.",
    hint: "Close the list or map with `$1`. If this is text, put it in quotes.",
  },
  {
    message: /^Expected flow (?:sequence|map) to end with (.)/,
    text: "The closing `$1` is missing.",
    hint: "Close the list or map with `$1`. If this is text, put it in quotes.",
  },
  {
    message: /^Missing ,(?: or :)? between/,
    text: "A comma is missing between two items.",
    hint: "Separate the items with commas. Put text that contains a bracket or a quote in quotes.",
  },
  {
    message: /^Missing space after :/,
    text: "A space is missing after the colon.",
    hint: "Write `key: value`.",
  },
  {
    message: /^Unexpected (?:,|empty item) in/,
    text: "A comma has no item before it.",
    hint: "Remove the comma, or write the item.",
  },
  {
    message: /^Unexpected .* at node end/,
    text: "The value ends before this text.",
    hint: 'Put the whole value in quotes, and write a double quote inside double quotes as `\\"`.',
  },
  {
    message: /^Invalid escape sequence (\S+)/,
    text: "`$1` is not an escape sequence.",
    hint: "Write `\\\\` for a backslash, or put the value in single quotes.",
  },
  {
    message: /^Block scalar header includes extra characters|^Not a YAML token/,
    text: "Text follows `|` or `>` on the same line.",
    hint:
      "Start the text on the next line, and indent it. If `|` or `>` is part of the text, put it in " +
      "quotes.",
  },
  {
    message: /^Comments must be separated/,
    text: "A `#` directly after a value does not start a comment.",
    hint: "Write a space before `#`, or put the value in quotes.",
  },
  {
    message: /^The : indicator must be at most 1024 chars/,
    text: "The text before this colon is too long for a key.",
    hint: "If this is text, put all of it in quotes.",
  },
];

/** The message and the hint for an error of the library. The hint is missing if the value needs quotes. */
export function explainYaml(message: string): readonly [text: string, hint?: string] {
  for (const explanation of EXPLANATIONS) {
    const found = explanation.message.exec(message);
    if (found === null) continue;
    const fill = (text: string) => text.replaceAll("$1", () => found[1] ?? "");
    const text = fill(explanation.text);
    return explanation.hint === undefined ? [text] : [text, fill(explanation.hint)];
  }
  return [
    "This front matter is not valid YAML.",
    "Check the quotes, brackets and indentation of this line and the line above.",
  ];
}

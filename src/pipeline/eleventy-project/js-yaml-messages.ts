/** Errors of js-yaml, with which Eleventy reads front matter, in the words of authors. */

const EXPLANATIONS: readonly (readonly [message: RegExp, text: string])[] = [
  [/^bad indentation of a /, "this line is indented differently from the lines that belong with it."],
  [/^missed comma between flow collection entries/, "a comma or a closing bracket is missing."],
  [
    /^(?:unexpected end of the stream|unexpected end of the document) within a (?:single|double) quoted/,
    "a closing quote is missing.",
  ],
  [/^unexpected end of the stream within a flow/, "a closing bracket is missing."],
  [
    /^can not read a block mapping entry|^end of the stream or a document separator/,
    "a line is not a key with a value, `key: value`.",
  ],
  [/^duplicated mapping key/, "this key appears a second time."],
  [/^unidentified alias "(.+)"/, "no anchor has the name `$1`. Text that starts with `*` needs quotes."],
  [/^tab characters must not be used in indentation/, "a tab cannot indent YAML."],
  [/^unknown tag /, "text that starts with `!` needs quotes."],
  [/^name of an? (?:alias|anchor) node must contain/, "text that starts with `*` or `&` needs quotes."],
  [/^expected the node content, but found/, "a comma has no item before it."],
  [/^unknown escape sequence/, "this escape sequence does not exist. Write `\\\\` for a backslash."],
  [/^the stream contains non-printable characters/, "it contains a control character."],
];

/** The reason of a `YAMLException` as the end of a sentence. An unknown reason stays as it is. */
export function explainJsYaml(reason: string): string {
  for (const [message, text] of EXPLANATIONS) {
    const found = message.exec(reason);
    if (found !== null) return text.replace("$1", () => found[1] ?? "");
  }
  return `${reason.replace(/\.$/, "")}.`;
}

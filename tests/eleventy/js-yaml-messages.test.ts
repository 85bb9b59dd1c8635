/** Errors of Eleventy's YAML parser are explained in plain words. */

import { load } from "js-yaml";
import { expect, it } from "vitest";
import { explainJsYaml } from "../../src/pipeline/eleventy-project/js-yaml-messages.js";

function explained(yaml: string): string {
  try {
    load(yaml);
  } catch (thrown) {
    return explainJsYaml((thrown as { reason: string }).reason);
  }
  return "valid";
}

it.each([
  ["title: a: b", "this line is indented differently from the lines that belong with it."],
  ["a: 1\n b: 2", "this line is indented differently from the lines that belong with it."],
  ["a: [1 2\nb: 3", "a comma or a closing bracket is missing."],
  ['a: "b', "a closing quote is missing."],
  ["a: 'b", "a closing quote is missing."],
  ["a: [1, 2", "a closing bracket is missing."],
  ["a: 1\nb\n", "a line is not a key with a value, `key: value`."],
  ["a: 1\nb\nc: 2", "a line is not a key with a value, `key: value`."],
  ["a: 1\na: 2", "this key appears a second time."],
  ["a: *b", "no anchor has the name `b`. Text that starts with `*` needs quotes."],
  ["a:\n\t- b", "a tab cannot indent YAML."],
  ["a: !b c", "text that starts with `!` needs quotes."],
  ["a: *", "text that starts with `*` or `&` needs quotes."],
  ["a: [, 1]", "a comma has no item before it."],
  ['a: "\\d"', "this escape sequence does not exist. Write `\\\\` for a backslash."],
  ["a: \u0007", "it contains a control character."],
])("explains the mistake in: %j", (yaml, expected) => {
  expect(explained(yaml)).toBe(expected);
});

it("keeps an unknown reason", () => {
  expect(explainJsYaml("something new")).toBe("something new.");
});

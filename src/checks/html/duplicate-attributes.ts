/** Reports attributes that occur twice in a tag. */

import type { HtmlRule } from "./rule.js";

export const duplicateAttributes: HtmlRule = {
  name: "duplicate-attributes",
  code: "attribute-duplicate",
  find({ tags }, report) {
    for (const tag of tags) {
      const { attributes } = tag;
      // Nearly all tags have few attributes, so no set is needed.
      for (let index = 1; index < attributes.length; index += 1) {
        const { name } = attributes[index] ?? { name: "" };
        if (attributes.findIndex((one) => one.name === name) === index || !/^[a-z@:][\w:.@-]*$/.test(name))
          continue;
        report(tag, name);
        break;
      }
    }
  },
  describe: ({ text, about }) => [
    `The tag \`${short(text)}\` has two attributes \`${about}\`: browsers use the first and ignore ` +
      "the other.",
    about === "class" ? 'Write one attribute with both values: `class="one two"`.' : "Remove one of them.",
  ],
};

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

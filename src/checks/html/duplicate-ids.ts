/** Reports ids that two elements of a page share. */

import { valueOf, type HtmlRule } from "./rule.js";

export const duplicateIds: HtmlRule = {
  name: "duplicate-ids",
  code: "id-duplicate",
  isParsers: true,
  find({ tags }, report) {
    const seen = new Set<string>();
    let drawings = 0;
    for (const tag of tags) {
      // Drawing programs give gradients in different SVG images the same ids.
      if (tag.name === "svg") drawings += tag.closing ? -1 : 1;
      if (tag.closing || drawings > 0) continue;
      const id = valueOf(tag, "id") ?? "";
      if (id === "") continue;
      if (seen.has(id)) report(tag, id);
      else seen.add(id);
    }
  },
  describe: ({ about }) => [
    `The id \`${about}\` is on this page twice: links and scripts only reach the first element.`,
    "Give one of the two another id.",
  ],
};

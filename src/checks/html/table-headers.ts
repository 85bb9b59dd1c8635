/** Reports data tables without header cells. */

import { endOf, isHidden, type HtmlRule, type PageTags } from "./rule.js";

/** These elements in a cell mean that the table is for layout, or shows code with line numbers. */
const LAYOUT = /^(?:table|pre|img|picture|video|iframe|form|input|button|ul|ol|h[1-6]|svg)$/;

export const tableHeaders: HtmlRule = {
  name: "table-headers",
  code: "table-header",
  find(page, report) {
    for (const [index, tag] of page.tags.entries())
      if (tag.name === "table" && !tag.closing && !isHidden(tag) && lacksHeaders(page, index)) report(tag);
  },
  describe: () => [
    "The table has no header cells: screen readers read its cells without saying what they are.",
    "Write the first row, or the first cell of each row, with `<th>` instead of `<td>`.",
  ],
};

function lacksHeaders({ tags }: PageTags, index: number): boolean {
  const inside = tags.slice(index + 1, endOf(tags, index)).filter(({ closing }) => !closing);
  const count = (name: string) => inside.filter((tag) => tag.name === name).length;
  const isMarked = ({ name, attributes }: (typeof inside)[number]) =>
    name === "th" || attributes.some((one) => one.name === "role" && /header$/.test(one.value));
  // Short tables such as `Owner: Legal` need no headers.
  return (
    count("tr") >= 3 &&
    count("td") >= 2 * count("tr") &&
    !inside.some((tag) => isMarked(tag) || LAYOUT.test(tag.name))
  );
}

/** Links, images and anchors of Markdown pages that lead nowhere. */

import type { Check } from "./check.js";

export const pageLinks: Check = {
  name: "page-links",
  codes: ["broken-link", "broken-anchor", "link-redirects"],
  per: "page",
  run: ({ loaded: { site }, outputIndex }, scope) => site.checkLinks(outputIndex, scope?.sources),
};

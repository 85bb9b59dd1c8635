/** Reports broken links, images and anchors of Markdown pages. */

import type { Check } from "./check.js";

export const pageLinks: Check = {
  name: "page-links",
  codes: ["broken-link", "broken-anchor", "link-redirects"],
  per: "page",
  run: ({ loaded: { site }, outputIndex }, scope) => site.checkLinks(outputIndex, scope?.sources),
};

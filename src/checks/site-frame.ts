/** Reports broken links of the header and the footer, once each, because they are on every page. */

import type { Check } from "./check.js";

export const siteFrame: Check = {
  name: "site-frame",
  codes: ["broken-link", "broken-anchor", "link-redirects"],
  per: "site",
  run: ({ loaded: { site }, outputIndex }) => site.checkSiteFrame(outputIndex),
};

/** Pages of a folder that has a sidebar of its own, and that this sidebar leaves out. */

import { diagnostic } from "../diagnostics/catalogue.js";
import { navListing } from "../site/navigation/listed.js";
import type { Check } from "./check.js";

export const unlistedPages: Check = {
  name: "unlisted-pages",
  codes: ["page-unlisted"],
  per: "site",
  run({ config, loaded: { site } }) {
    if (Object.keys(config.sidebar).length === 0) return [];
    const { forgottenBy } = navListing(config, site.pages);
    return site.pages.flatMap((page) => {
      // A page in several languages is one entry of the sidebar.
      const key = page.page.fallbackFor === undefined ? forgottenBy(page) : undefined;
      if (key === undefined) return [];
      const path = page.page.source.slice("content/".length);
      return diagnostic(
        "page-unlisted",
        { file: page.page.source },
        `\`sidebar\` lists ${key === "" ? "the pages at the top" : `the pages of ${key}/`}, but not this one.`,
        `Add "${path}" to \`sidebar\`, or write \`hidden: true\` in the front matter.`,
      );
    });
  },
};

/** Reports a site without a home page: no page, file or redirect is at `/`. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Check } from "./check.js";

export const homePage: Check = {
  name: "home-page",
  codes: ["home-missing"],
  per: "site",
  run({ hasErrors, loaded: { site }, outputIndex: { has }, config: { language } }) {
    if (hasErrors) return [];
    const urls = site.pages.flatMap(({ url }) => url || []);
    // A site without pages has a bigger problem.
    if (urls.length === 0 || has("/") || site.redirectAt("/") !== undefined) return [];
    const inLanguage = urls.find((url) => url.toLowerCase() === `/${language.toLowerCase()}/`);
    const nearest = inLanguage ?? urls.reduce((best, url) => (depthOf(url) < depthOf(best) ? url : best));
    return [
      diagnostic(
        "home-missing",
        {},
        "The site has no page at `/`, so visitors who type the domain get a 404 page.",
        `Write content/index.md, or redirect in .eleventy.ts: \`redirects: { "/": "${nearest}" }\`.`,
      ),
    ];
  },
};

/** Number of folders in a URL below the root. */
function depthOf(url: string): number {
  return url.replace(/\/$/, "").split("/").length;
}

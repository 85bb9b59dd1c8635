/** Redirects that lead nowhere, in a circle, by way of others, or from where a page is. */

import type { Check } from "./check.js";

export const redirects: Check = {
  name: "redirects",
  codes: ["redirect-broken", "redirect-chain", "redirect-conflict", "redirect-loop"],
  per: "site",
  run: ({ loaded: { site }, evaluated, outputIndex, files }) =>
    // Where Eleventy failed, its pages may be anywhere.
    evaluated.failed === true ? [] : site.checkRedirects(outputIndex.has, hasFilesIn(files)),
};

/** Whether the finished site has anything below a folder, `/blog/`. */
function hasFilesIn(files: ReadonlySet<string>): (folder: string) => boolean {
  return (folder) => [...files].some((file) => file.startsWith(folder.slice(1)));
}

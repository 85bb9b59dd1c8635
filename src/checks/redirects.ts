/** Reports redirects to missing pages, in circles, through others, or from the URL of a page. */

import type { Check } from "./check.js";

export const redirects: Check = {
  name: "redirects",
  codes: ["redirect-broken", "redirect-chain", "redirect-conflict", "redirect-loop"],
  per: "site",
  run: ({ loaded: { site }, evaluated, outputIndex, files }) =>
    // If Eleventy failed, the paths of its pages are unknown.
    evaluated.failed === true ? [] : site.checkRedirects(outputIndex.has, hasFilesIn(files)),
};

/** Whether the finished site has a file below a folder such as `/blog/`. */
function hasFilesIn(files: ReadonlySet<string>): (folder: string) => boolean {
  return (folder) => [...files].some((file) => file.startsWith(folder.slice(1)));
}

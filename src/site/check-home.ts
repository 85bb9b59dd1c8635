/** A site whose bare name leads to nothing. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { OutputIndex } from "../model/output-index.js";
import type { Diagnostic, Site } from "../model/model.js";

/** A finding where no page, file or redirect is at `/`. */
export function checkHome(
  { pages, redirectAt }: Pick<Site, "pages" | "redirectAt">,
  { has }: Pick<OutputIndex, "has">,
  language: string,
): readonly Diagnostic[] {
  const urls = pages.flatMap(({ url }) => url || []);
  // Without pages, a site has more to mend.
  if (urls.length === 0 || has("/") || redirectAt("/") !== undefined) return [];
  const inLanguage = urls.find((url) => url.toLowerCase() === `/${language.toLowerCase()}/`);
  const nearest = inLanguage ?? urls.reduce((best, url) => (depthOf(url) < depthOf(best) ? url : best));
  return [
    diagnostic(
      "home-missing",
      {},
      "The site has no page at /: a host answers 404 to its bare name.",
      `Write content/index.md. Or redirect it in .eleventy.ts: \`redirects: { "/": "${nearest}" }\`.`,
    ),
  ];
}

/** How many folders an address is below the root. */
function depthOf(url: string): number {
  return url.replace(/\/$/, "").split("/").length;
}

/** The URLs in a site's style sheets. */

import { staysAsItIs } from "../../content/html/urls.js";
import { createPlaces } from "../../content/markdown/positions.js";
import type { TemplateLink } from "../../site/links/template-links.js";
import { partsOf, type Asset, type AssetFiles } from "./assets.js";

/** A `url()`, or a comment or string that may contain text like one. */
const URL_OR_TEXT =
  /\/\*[^]*?(?:\*\/|$)|(@import\s+)?url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*\)|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/gi;

/**
 * The files of the site that its own style sheets load. The parts of a style sheet are published as one file,
 * and a relative URL starts there: `../plan.png` in `layouts/styles/site.css` is `public/plan.png`.
 */
export function linksInStyles(
  assets: Iterable<Asset>,
  files: AssetFiles,
  base: string,
): readonly TemplateLink[] {
  // A part of several style sheets is reported once.
  const links = new Map<string, TemplateLink>();
  for (const { name, output } of assets) {
    if (!name.endsWith(".css")) continue;
    const folder = `/${output.replace(/[^/]*$/, "")}`;
    for (const { path, text } of partsOf(files, name).filter((part) => !part.path.startsWith("handbill:"))) {
      const placeAt = createPlaces(text);
      for (const { written, offset } of urlsIn(text)) {
        const href = seenFrom(folder, written, base);
        const hint =
          `Relative URLs start from ${folder}, where the style sheet is published: ../a.png is ` +
          "public/a.png.";
        if (href !== undefined)
          links.set(`${path} ${offset} ${href}`, {
            kind: "image",
            href,
            source: path,
            ...placeAt(offset),
            written,
            by: "The style sheet loads",
            ...(!written.startsWith("/") && { hint }),
          });
      }
    }
  }
  return [...links.values()];
}

/** Each `url()` of a style sheet that may point into the site, with its offset. */
function urlsIn(text: string): { readonly written: string; readonly offset: number }[] {
  return [...text.matchAll(URL_OR_TEXT)].flatMap(
    ({ 0: whole, 1: isImport, 2: double, 3: single, 4: bare, index }) => {
      const written = double ?? single ?? bare ?? "";
      return isImport !== undefined || staysAsItIs(written)
        ? []
        : [{ written, offset: index + whole.indexOf(written) }];
    },
  );
}

/** The path, without the base, of a URL in a file of `folder`; undefined if it is outside the site. */
function seenFrom(folder: string, written: string, base: string): string | undefined {
  if (written.startsWith("/")) return written.startsWith(base) ? `/${written.slice(base.length)}` : undefined;
  const { pathname, search } = new URL(written, `https://site.invalid${folder}`);
  return pathname + search;
}

/** The addresses in the style sheets of a site. */

import { staysAsItIs } from "../../content/html/urls.js";
import { createPlaces } from "../../content/markdown/positions.js";
import type { TemplateLink } from "../../site/links/template-links.js";
import { partsOf, type Asset, type AssetFiles } from "./assets.js";

/** An address, or what may look as if it held one: a comment, a text. */
const ADDRESS =
  /\/\*[^]*?(?:\*\/|$)|(@import\s+)?url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*\)|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/gi;

/**
 * What the site's own parts of its style sheets load from the site itself. All parts of one are published as one file, and a
 * relative address is seen from there: `../plan.png` in `layouts/styles/site.css` is `public/plan.png`.
 */
export function linksInStyles(
  assets: Iterable<Asset>,
  files: AssetFiles,
  base: string,
): readonly TemplateLink[] {
  // A part of several style sheets is told of once.
  const links = new Map<string, TemplateLink>();
  for (const { name, output } of assets) {
    if (!name.endsWith(".css")) continue;
    const folder = `/${output.replace(/[^/]*$/, "")}`;
    for (const { path, text } of partsOf(files, name).filter((part) => !part.path.startsWith("handbill:"))) {
      const placeAt = createPlaces(text);
      for (const { written, offset } of addressesIn(text)) {
        const href = seenFrom(folder, written, base);
        const hint = `Relative URLs start from ${folder}, where the style sheet is published: ../a.png is public/a.png.`;
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

/** Each `url()` of a style sheet that may lead to the site, and where it starts. */
function addressesIn(text: string): { readonly written: string; readonly offset: number }[] {
  return [...text.matchAll(ADDRESS)].flatMap(
    ({ 0: whole, 1: isImport, 2: double, 3: single, 4: bare, index }) => {
      const written = double ?? single ?? bare ?? "";
      return isImport !== undefined || staysAsItIs(written)
        ? []
        : [{ written, offset: index + whole.indexOf(written) }];
    },
  );
}

/** The path without the base to which an address in a file of `folder` leads; undefined where it leads out of the site. */
function seenFrom(folder: string, written: string, base: string): string | undefined {
  if (written.startsWith("/")) return written.startsWith(base) ? `/${written.slice(base.length)}` : undefined;
  const { pathname, search } = new URL(written, `https://site.invalid${folder}`);
  return pathname + search;
}

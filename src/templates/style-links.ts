/** The addresses in the style sheets of a site. */

import type { WrittenLink } from "../site/written-links.js";
import { partsOf, type Asset, type AssetFiles } from "./assets.js";

/** An address, or what may look as if it held one: a comment, a text. */
const ADDRESS = /\/\*[^]*?(?:\*\/|$)|(@import\s+)?url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]+))\s*\)|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/gi;

/**
 * What the site's own parts of its style sheets load from the site itself. All parts of one are published as one file, and a
 * relative address is seen from there: `../plan.png` in `layouts/styles/site.css` is `public/plan.png`.
 */
export function linksInStyles(assets: Iterable<Asset>, files: AssetFiles, base: string): readonly WrittenLink[] {
  const links: WrittenLink[] = [];
  for (const { name, output } of assets) {
    if (!name.endsWith(".css")) continue;
    for (const { path, text } of partsOf(files, name)) {
      if (path.startsWith("handbill:")) continue;
      for (const match of text.matchAll(ADDRESS)) {
        const [whole, isImport, double, single, bare] = match;
        const written = double ?? single ?? bare ?? "";
        if (isImport !== undefined || written === "" || /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(written)) continue;
        const { pathname, search } = new URL(written, `https://site.invalid${base}${output}`);
        if (!pathname.startsWith(base)) continue;
        const before = text.slice(0, match.index + whole.indexOf(written)).split("\n");
        const place = { source: path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
        links.push({ kind: "image", href: `/${pathname.slice(base.length)}${search}`, ...place, written, by: "The style sheet loads", ...(!written.startsWith("/") && { hint: `Addresses are seen from /${output.replace(/[^/]*$/, "")}, where the style sheet is published: ../a.png is public/a.png.` }) });
      }
    }
  }
  return links;
}

/** The header, the footer and the announcement of every page, as layouts see them. */

import type { SiteConfig } from "../config.js";
import type { Data, Page } from "../model.js";
import { actionsHtml, columnsHtml, menuHtml, type FooterData, type HeaderData } from "./chrome-html.js";

/** What `.eleventy.ts` says about them, with addresses ready to be printed as `href`; `url` stays as it was written. */
export function chromeData({ theme: { header, footer, announcement }, base }: SiteConfig): Data {
  const withHrefs = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withHrefs);
    if (typeof value !== "object" || value === null) return value;
    const made = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withHrefs(inner)]));
    return typeof made["url"] === "string" ? { ...made, href: made["url"].replace(/^\/(?!\/)/, base) } : made;
  };
  /** With addresses, and beside them the HTML that is made of them once for all pages. */
  const ready = <T>(options: unknown, htmlOf: (data: T) => Data): Data => {
    const data = withHrefs(options) as T;
    return { ...data, ...htmlOf(data) } as Data;
  };
  return {
    ...(header && { header: ready(header, (data: HeaderData) => ({ ...(data.menu && { menuHtml: menuHtml(data) }), actionsHtml: actionsHtml(data) })) }),
    ...(footer && { footer: ready(footer, (data: FooterData) => ({ columnsHtml: columnsHtml(data) })) }),
    ...(announcement && { announcement: withHrefs({ id: nameOf(announcement.text), ...announcement }) }),
  } as Data;
}

/** A short name for a text: another text, another name. */
function nameOf(text: string): string {
  let sum = 5381;
  for (const char of text) sum = (Math.imul(sum, 33) + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(36);
}

/** The links of the header and the footer, as those of a page that stands where the configuration does. */
export function chromePage({ theme: { header, footer, announcement }, file = ".eleventy.ts" }: SiteConfig): Page {
  const menu = (header?.menu ?? []).flatMap((entry) => ("items" in entry ? entry.items : [entry]));
  const all = [...menu, ...(header?.actions ?? []), ...(footer?.columns ?? []).flatMap(({ links }) => links), ...(footer?.social ?? []), ...(announcement?.link ? [announcement.link] : [])];
  const links = all.filter(({ url }) => url.startsWith("/")).map(({ url }) => ({ kind: "link" as const, href: url, line: 1, column: 1 }));
  return { kind: "markdown", source: file, frontMatter: {}, positions: {}, bodyLine: 1, html: "", titleInContent: false, headings: [], ids: [], links };
}

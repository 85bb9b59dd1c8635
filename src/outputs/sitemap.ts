/**
 * `sitemap.xml` (https://www.sitemaps.org/protocol.html), with translations
 * (https://developers.google.com/search/docs/specialty/international/localized-versions).
 */

import { translationsOf } from "../site/i18n/translations.js";
import { absoluteUrl, dayText, isFindable, lastChanged, leavesSitemap } from "./absolute-url.js";
import { made, type GeneratedFile, type Generator, type GeneratorInput } from "./generator.js";
import { escapeXml } from "./xml.js";

/** The limits of one file (sitemaps.org, "Using Sitemap index files"). */
const LIMIT = { urls: 50_000, bytes: 50 * 1024 * 1024 } as const;

interface Entry {
  readonly url: string;
  /** `2026-01-31`, or empty. */
  readonly changed: string;
  /** The page in all languages, including its own; empty if there are no translations. */
  readonly translations: readonly { readonly language: string; readonly url: string }[];
}

/** Made if the site has a `url`, because a sitemap needs absolute URLs. */
export const sitemap: Generator = {
  name: "sitemap",
  onOwnFile: "gives way",
  plan(input) {
    if (input.config.url === "") return undefined;
    const entries = entriesOf(input);
    if (entries.length === 0) return undefined;
    return {
      depends: [input.config.url, input.config.base, ...entries.map(entryLine)],
      paths: ["sitemap.xml"],
      make: () => made(filesOf(entries, input, LIMIT)),
    };
  },
};

function entryLine({ url, changed, translations }: Entry): string {
  return translations.length === 0
    ? `${url} ${changed}`
    : `${url} ${changed} ${translations.map((one) => `${one.language}=${one.url}`).join(" ")}`;
}

function entriesOf({ config, pages }: GeneratorInput): Entry[] {
  const listed = pages.filter((page) => isFindable(page) && !leavesSitemap(page));
  const speaking = listed.map(({ placedAs, url, data }) => ({ source: placedAs, url, data }));
  const translations = translationsOf(speaking, config.language);
  return listed.map((page, index) => {
    const changed = lastChanged(page);
    return {
      url: page.url,
      changed: changed === undefined ? "" : dayText(changed),
      translations: translations(speaking[index] ?? page),
    };
  });
}

/** One file, or an index with parts that are within `limit`. */
export function filesOf(
  entries: readonly Entry[],
  { config }: Pick<GeneratorInput, "config">,
  limit: { readonly urls: number; readonly bytes: number },
): GeneratedFile[] {
  const file = (path: string, content: string): GeneratedFile => ({
    path,
    content,
    source: "handbill:sitemap",
  });
  const parts = partsOf(
    entries.map((entry) => ({ changed: entry.changed, text: entryText(entry, config) })),
    limit,
  );
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return [file("sitemap.xml", urlSet(only.text))];
  const names = parts.map((_, index) => `sitemap-${index + 1}.xml`);
  const index = parts
    .map(
      ({ changed }, at) =>
        `<sitemap><loc>${escapeXml(absoluteUrl(config, names[at] ?? ""))}</loc>${lastmod(changed)}` +
        "</sitemap>\n",
    )
    .join("");
  return [
    file(
      "sitemap.xml",
      `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex ` +
        `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${index}</sitemapindex>\n`,
    ),
    ...parts.map(({ text }, at) => file(names[at] ?? "", urlSet(text))),
  ];
}

interface Part {
  readonly text: string;
  /** The latest change in the part. */
  readonly changed: string;
}

function partsOf(lines: readonly Part[], limit: { readonly urls: number; readonly bytes: number }): Part[] {
  const parts: Part[] = [];
  let [texts, bytes, changed] = [[] as string[], urlSet("").length, ""];
  const close = (): void => {
    parts.push({ text: texts.join(""), changed });
    [texts, bytes, changed] = [[], urlSet("").length, ""];
  };
  for (const line of lines) {
    const size = Buffer.byteLength(line.text);
    if (texts.length > 0 && (texts.length === limit.urls || bytes + size > limit.bytes)) close();
    texts.push(line.text);
    bytes += size;
    // Dates with and without a time sort correctly as text.
    if (line.changed > changed) changed = line.changed;
  }
  close();
  return parts;
}

function entryText({ url, changed, translations }: Entry, config: GeneratorInput["config"]): string {
  const links = translations
    .map(
      (one) =>
        `<xhtml:link rel="alternate" hreflang="${escapeXml(one.language)}" ` +
        `href="${escapeXml(absoluteUrl(config, one.url))}"/>`,
    )
    .join("");
  return `<url><loc>${escapeXml(absoluteUrl(config, url))}</loc>${lastmod(changed)}${links}</url>\n`;
}

function lastmod(changed: string): string {
  return changed === "" ? "" : `<lastmod>${changed}</lastmod>`;
}

function urlSet(text: string): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset ` +
    `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" ` +
    `xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${text}</urlset>\n`
  );
}

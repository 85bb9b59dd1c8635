/** The data of every page for layouts: logo, icons, fonts, header, footer and announcement. */

import { decode } from "../utils/percent.js";
import type { LanguageOptions, SiteConfig } from "../config/options.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { OutputIndex } from "../model/output-index.js";
import { matchesGlob } from "../utils/glob.js";
import type { Data, Diagnostic, Link, Page, Site } from "../model/model.js";
import type { ThemeOptions } from "../config/theme-options.js";
import { holdsFragment } from "./links/anchors.js";
import { actionsHtml, columnsHtml, menuHtml, type FooterData, type HeaderData } from "./site-frame-html.js";
import { isObject } from "../utils/is-record.js";

/** The settings for these, with `href` added for printing. `url` stays as written. */
export function siteFrameData({
  theme: { header, footer, announcement },
  themeFiles: { logo, icons, fonts },
  base,
  externalPaths,
}: SiteConfig): Data {
  const hrefOf = (url: string): string =>
    externalPaths.length > 0 && matchesGlob(url, externalPaths) ? url : url.replace(/^\/(?!\/)/, base);
  const withHrefs = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withHrefs);
    if (!isObject(value)) return value;
    const made = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withHrefs(inner)]));
    return typeof made["url"] === "string" ? { ...made, href: hrefOf(made["url"]) } : made;
  };
  /** Adds URLs, and the HTML that is rendered once for all pages. */
  const ready = <T>(options: unknown, htmlOf: (data: T) => Data): Data => {
    const data = withHrefs(options) as T;
    return { ...data, ...htmlOf(data) } as Data;
  };
  const preloads = fonts.flatMap(({ preload, files: [first] }) =>
    preload && first !== undefined ? [base + first.output] : [],
  );
  return {
    ...(logo && {
      logo: { ...logo, src: base + logo.src, ...(logo.dark !== undefined && { dark: base + logo.dark }) },
    }),
    ...(icons && { icons: icons.map(({ output, ...icon }) => ({ ...icon, href: base + output })) }),
    ...(preloads.length > 0 && { preloads: [...new Set(preloads)] }),
    ...(header && {
      header: ready(header, (data: HeaderData) => ({
        ...(data.menu && { menuHtml: menuHtml(data) }),
        actionsHtml: actionsHtml(data),
      })),
    }),
    ...(footer && { footer: ready(footer, (data: FooterData) => ({ columnsHtml: columnsHtml(data) })) }),
    ...(announcement && { announcement: withHrefs({ id: nameOf(announcement.text), ...announcement }) }),
  } as Data;
}

/** A short hash of a text. */
function nameOf(text: string): string {
  let sum = 5381;
  for (const char of text) sum = (Math.imul(sum, 33) + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(36);
}

/** The URLs in the settings for header, footer and announcement, in order. */
export function siteFrameUrls(theme: ThemeOptions | LanguageOptions): readonly string[] {
  const urlsIn = (value: unknown): readonly string[] => {
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      key === "url" && typeof inner === "string" ? [inner] : urlsIn(inner),
    );
  };
  return Object.entries(theme).flatMap(([part, value]) =>
    part === "header" || part === "footer" || part === "announcement" ? urlsIn(value) : [],
  );
}

/** These URLs with their positions; line 0 if a URL is computed. */
export function siteFrameLinks({
  theme,
  inLanguages,
  linkPlaces,
}: Pick<SiteConfig, "theme" | "inLanguages" | "linkPlaces">): readonly Link[] {
  return [theme, ...Object.values(inLanguages)]
    .flatMap(siteFrameUrls)
    .map((href, index) => ({ kind: "link", href, line: 0, column: 0, ...linkPlaces[index] }));
}

/**
 * The header's and footer's links to the site as a page, as if the configuration were a page with these
 * links.
 */
export function siteFramePage(config: SiteConfig): Page {
  const { file = ".eleventy.ts" } = config;
  const links = siteFrameLinks(config).filter(({ href }) => href.startsWith("/"));
  return {
    kind: "markdown",
    source: file,
    frontMatter: {},
    positions: {},
    bodyLine: 1,
    html: "",
    titleInContent: false,
    headings: [],
    ids: [],
    links,
  };
}

/**
 * Findings about links that are only a fragment. The header and footer are on all pages, so at least one page
 * must have the id.
 */
export function checkSiteFrameAnchors(
  config: Pick<SiteConfig, "theme" | "inLanguages" | "linkPlaces" | "file">,
  { pages, templates }: Pick<Site, "pages" | "templates">,
  outputIndex: OutputIndex,
): readonly Diagnostic[] {
  return siteFrameLinks(config).flatMap((link) => {
    if (!link.href.startsWith("#")) return [];
    const wanted = decode(link.href.slice(1));
    const isThere =
      pages.some(({ page }) => holdsFragment(outputIndex, page, wanted)) ||
      templates.some(({ page: { source } }) =>
        outputIndex.pathsOf(source).some((path) => {
          const page = outputIndex.pageAt(path);
          return page === undefined || holdsFragment(outputIndex, page, wanted);
        }),
      );
    if (isThere) return [];
    return [
      diagnostic(
        "broken-anchor",
        {
          file: config.file ?? ".eleventy.ts",
          ...(link.line !== 0 && { line: link.line, column: link.column, length: link.href.length }),
        },
        `The site's header or footer links to ${link.href}, but no page has an element with this id.`,
        `Write the URL of the page, too, such as /privacy/${link.href}.`,
      ),
    ];
  });
}

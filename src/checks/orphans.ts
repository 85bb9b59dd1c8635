/** Pages that no page and no navigation links to. Uncertain cases are not reported. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, SitePage } from "../model/model.js";
import { bare } from "../site/links/link-targets.js";
import { themeLinks } from "../site/links/theme-links.js";
import { sidebarLinks } from "../site/navigation/check-sidebar.js";
import { navListing } from "../site/navigation/listed.js";
import { siteFrameLinks } from "../site/site-frame.js";
import { decode } from "../utils/percent.js";
import type { Check, CheckInput } from "./check.js";
import { isProgram } from "../utils/page-formats.js";

export const orphans: Check = {
  name: "orphans",
  codes: ["page-orphan"],
  per: "site",
  run(input) {
    const alone = unlisted(input);
    if (alone.length === 0) return [];
    const linked = linkedUrls(input);
    const mentioned = mentions(input);
    return alone
      .filter(({ url }) => !linked.has(keyOf(String(url))) && !mentioned(String(url)))
      .map(
        ({ page }): Diagnostic =>
          diagnostic(
            "page-orphan",
            { file: page.source },
            "No page or navigation links to this page, so readers do not find it.",
            "Link to it, or write `hidden: true` in its front matter.",
          ),
      );
  },
};

/** The pages that the navigation of no other page shows, and no list of pages may show. */
function unlisted({ config, loaded, templates }: CheckInput): readonly SitePage[] {
  const { site, templateTexts } = loaded;
  // Without a home page, readers come from elsewhere.
  if (!site.pages.some(({ url }) => url === "/")) return [];
  // A page or a layout that is a program may list any page.
  if ([...templateTexts.values()].some((text) => text.includes("collections"))) return [];
  if (site.templates.some(({ page }) => isProgram(page.source))) return [];
  const { isListed, forgottenBy, sectionOf } = navListing(config, site.pages);
  /** By section, how many of its pages show a sidebar. */
  const shown = new Map<string, number>();
  const [listing, showing] = [new Set<string>(), new Set<SitePage>()];
  let hasTabs = false;
  for (const page of site.pages) {
    const closure = templates.closureOf(page);
    if (closure.isProgram) return [];
    if (closure.names("collections")) listing.add(folderOf(page));
    hasTabs ||= closure.names("tabs");
    if (!["nav", "sidebar", "next"].some((name) => closure.names(name))) continue;
    showing.add(page);
    shown.set(sectionOf(page), (shown.get(sectionOf(page)) ?? 0) + 1);
  }
  const isArranged = Object.keys(config.sidebar).length > 0;
  const isInNav = (page: SitePage): boolean => {
    if (!isListed(page)) return false;
    // The sidebar of pages outside the folders shows every folder.
    const sections = new Set([sectionOf(page), ""]);
    const others = isArranged ? showing.size : sumOf([...sections], (one) => shown.get(one) ?? 0);
    return (
      others > (showing.has(page) ? 1 : 0) || (hasTabs && /^content\/[^/]+\/index\.md$/.test(page.placedAs))
    );
  };
  const mayBeInList = (page: SitePage): boolean =>
    listing.size > 0 &&
    (page.data["tags"] !== undefined ||
      page.date.getTime() !== 0 ||
      [...listing].some((folder) => page.page.source.startsWith(folder)));
  return site.pages.filter(
    (page) =>
      isForReaders(page, config) && !isInNav(page) && !mayBeInList(page) && forgottenBy(page) === undefined,
  );
}

function sumOf(list: readonly string[], count: (one: string) => number): number {
  return list.reduce((sum, one) => sum + count(one), 0);
}

/** Whether readers should find the page. It is not a home page, a draft, a fallback page or hidden. */
function isForReaders(
  { page, placedAs, url, output, data }: SitePage,
  { languages, language }: CheckInput["config"],
): boolean {
  const folder = /^content\/([^/]+)\//.exec(placedAs)?.[1] ?? "";
  const isOfOtherLanguage = folder !== language && Object.hasOwn(languages, folder);
  return (
    url !== false &&
    url !== "/" &&
    String(output).endsWith(".html") &&
    output !== "404.html" &&
    page.fallbackFor === undefined &&
    !isOfOtherLanguage &&
    data["hidden"] !== true &&
    data["noindex"] !== true &&
    data["draft"] !== true
  );
}

function folderOf({ placedAs }: SitePage): string {
  return placedAs.slice(0, placedAs.lastIndexOf("/") + 1);
}

/** The URLs to which pages, templates, the header and the footer lead. */
function linkedUrls({ config, loaded: { site }, templates }: CheckInput): ReadonlySet<string> {
  const linked = new Set<string>();
  const add = (href: string, base = "/") => {
    if (href.startsWith(base)) linked.add(keyOf(href.slice(base.length - 1)));
  };
  for (const page of site.pages)
    for (const href of page.hrefs())
      if (keyOf(href.slice(config.base.length - 1)) !== keyOf(String(page.url))) add(href, config.base);
  for (const { page } of site.templates)
    for (const { href } of [...page.links, ...(site.evaluatedBody(page.source)?.links ?? [])]) add(href);
  for (const href of sidebarLinks(config)) add(href);
  for (const { href } of [
    ...siteFrameLinks(config),
    ...templates.links(),
    ...themeLinks(site, templates.isThemes),
  ])
    add(href);
  for (const { from, to } of site.redirects()) if (linked.has(keyOf(from))) linked.add(keyOf(to));
  return linked;
}

function keyOf(href: string): string {
  return bare(decode(href.replace(/[?#].*$/s, "")));
}

/** Tells whether data or the front matter of a page names a URL: a layout may make a link of it. */
function mentions({ loaded: { site } }: CheckInput): (url: string) => boolean {
  const texts = [
    JSON.stringify(site.globalData),
    ...site.pages.map(({ page }) => JSON.stringify(page.frontMatter)),
  ];
  return (url) => {
    const short = url.replace(/\/$/, "");
    return texts.some((text) => text.includes(`"${url}"`) || text.includes(`"${short}"`));
  };
}

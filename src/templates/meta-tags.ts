/**
 * Head tags for machines, other than title and description: canonical URL, previews, structured data, feeds.
 */

import { authorNames } from "../content/frontmatter/authors.js";
import { scriptJson } from "./script-json.js";
import { escapeHtml } from "../utils/escape-html.js";
import { isObject, isPlainObject } from "../utils/is-record.js";
import { decodeEntities } from "../content/html/entities.js";

/** The parts of `site` that the tags need. */
interface SiteValue {
  readonly title?: unknown;
  readonly description?: unknown;
  readonly url?: unknown;
  readonly base?: unknown;
  readonly language?: unknown;
  readonly feeds?: unknown;
  /** The URLs of the home pages: `/`, and those of other languages. */
  readonly homes?: unknown;
}

/** The values of a page from its layout. All are optional. */
export interface HeadValues {
  /** URL without the base path. */
  readonly url?: unknown;
  readonly inputPath?: unknown;
  readonly date?: unknown;
  readonly updated?: unknown;
  readonly title?: unknown;
  readonly description?: unknown;
  readonly layout?: unknown;
  readonly lang?: unknown;
  readonly author?: unknown;
  readonly noindex?: unknown;
  readonly canonical?: unknown;
  readonly image?: unknown;
  readonly imageAlt?: unknown;
  readonly breadcrumbs?: unknown;
  /** The page in all languages, including its own: `{ lang, url, isTranslated }`. */
  readonly languages?: unknown;
  /** The rendered sections of a landing page. */
  readonly sections?: unknown;
}

/**
 * The tags, one on each line. Without the site's `url` there is only `noindex`, because all other tags need
 * absolute URLs.
 */
export function metaTags(site: SiteValue, page: HeadValues): string {
  const isMissing = page.url === "/404.html";
  const isHidden = page.noindex === true || isMissing;
  const tags: string[] = isHidden ? ['<meta name="robots" content="noindex">'] : [];
  const host = text(site.url);
  if (host !== "" && !isMissing) {
    const at = (path: string) =>
      /^[a-z][a-z0-9+.-]*:/i.test(path)
        ? path
        : host + text(site.base).replace(/\/$/, "") + path.replace(/^(?!\/)/, "/");
    const url = at(text(page.canonical) === "" ? text(page.url) : text(page.canonical));
    if (!isHidden)
      tags.push(`<link rel="canonical" href="${escapeHtml(url)}">`, ...alternates(site, page, at));
    tags.push(...feedLinks(site.feeds, at), ...previewTags(site, page, url, at));
    const data = structuredData(site, page, url, at);
    if (data.length > 0)
      tags.push(
        `<script type="application/ld+json">` +
          `${scriptJson({ "@context": "https://schema.org", "@graph": data })}</script>`,
      );
  }
  return tags.join("\n");
}

type At = (path: string) => string;

/**
 * Links real translations
 * (https://developers.google.com/search/docs/specialty/international/localized-versions). The page in the
 * site's own language is also the default for other languages.
 */
function alternates(site: SiteValue, page: HeadValues, at: At): string[] {
  const translated = maps(page.languages).filter(({ isTranslated }) => isTranslated === true);
  // A fallback page is not a translation: its canonical URL is that of the page that it shows.
  if (
    translated.length < 2 ||
    maps(page.languages).some(
      ({ lang, url, isTranslated }) => isTranslated === false && lang === page.lang && url === page.url,
    )
  )
    return [];
  const others = translated
    .filter(({ lang }) => lang === site.language)
    .map(({ url }) => ({ lang: "x-default", url }));
  return [...translated, ...others].map(
    ({ lang, url }) =>
      `<link rel="alternate" hreflang="${escapeHtml(text(lang))}" href="${escapeHtml(at(text(url)))}">`,
  );
}

function feedLinks(feeds: unknown, at: At): string[] {
  return maps(feeds).flatMap((feed) =>
    (["atom", "rss", "json"] as const).map(
      (kind) =>
        `<link rel="alternate" type="application/${kind === "json" ? "feed+json" : `${kind}+xml`}" ` +
        `title="${escapeHtml(text(feed["title"]))}" href="${escapeHtml(at(text(feed[kind])))}">`,
    ),
  );
}

/** Open Graph (https://ogp.me), and a card tag without an Open Graph equivalent. */
function previewTags(site: SiteValue, page: HeadValues, url: string, at: At): string[] {
  const { src: image, alt } = imageValue(page);
  const property = (name: string, content: string) =>
    content === "" ? [] : [`<meta property="${name}" content="${escapeHtml(content)}">`];
  const day = publishedOn(page);
  return [
    ...property("og:type", day === "" ? "website" : "article"),
    ...property("og:site_name", text(site.title)),
    ...property("og:title", titleOf(site, page)),
    ...property("og:description", text(page.description) || text(site.description)),
    ...property("og:url", url),
    // `og:locale` requires a language with a region.
    ...property(
      "og:locale",
      /^[a-z]{2,3}-[A-Z]{2}$/.test(languageOf(site, page)) ? languageOf(site, page).replace("-", "_") : "",
    ),
    ...property("og:image", image === "" ? "" : at(image)),
    ...property("og:image:alt", image === "" ? "" : alt),
    ...property("article:published_time", day),
    ...property("article:modified_time", day === "" ? "" : changedOn(page)),
    `<meta name="twitter:card" content="${image === "" ? "summary" : "summary_large_image"}">`,
  ];
}

/** The preview of the home page also names the site, because people share it as a link to the site. */
function titleOf(site: SiteValue, page: HeadValues): string {
  const [own, name] = [text(page.title), text(site.title)];
  const isHome = page.url === "/" || (Array.isArray(site.homes) && site.homes.includes(page.url));
  return isHome && own !== "" && own !== name ? `${own} · ${name}` : own || name;
}

/** JSON-LD (https://schema.org): the site on its home page, the breadcrumbs, and the kind of page. */
function structuredData(site: SiteValue, page: HeadValues, url: string, at: At): object[] {
  const data: object[] = [];
  const website = { "@type": "WebSite", "@id": `${at("/")}#website`, name: text(site.title), url: at("/") };
  if (page.url === "/")
    data.push({
      ...website,
      ...some("description", text(site.description)),
      inLanguage: text(site.language),
    });
  const crumbs = maps(page.breadcrumbs);
  if (crumbs.length > 0) {
    const way = [
      ...crumbs.map((crumb) => ({ name: text(crumb["title"]), item: at(text(crumb["url"])) })),
      { name: text(page.title), item: url },
    ];
    data.push({
      "@type": "BreadcrumbList",
      itemListElement: way.map((step, index) => ({ "@type": "ListItem", position: index + 1, ...step })),
    });
  }
  const questions = maps(page.sections)
    .filter(({ type }) => type === "faq")
    .flatMap(({ items }) => maps(items));
  if (questions.length > 0)
    data.push({ "@type": "FAQPage", "@id": `${url}#faq`, mainEntity: questions.map(questionData) });
  const type = articleType(site, page);
  if (type === "") return data;
  const { src: image } = imageValue(page);
  const authors = authorNames(page.author);
  data.push({
    "@type": type,
    headline: text(page.title),
    ...some("description", text(page.description)),
    url,
    mainEntityOfPage: url,
    inLanguage: languageOf(site, page),
    isPartOf: { "@id": website["@id"] },
    ...some("datePublished", publishedOn(page)),
    ...some("dateModified", changedOn(page)),
    ...some("image", image === "" ? "" : at(image)),
    ...(authors.length > 0 && { author: authors.map((name) => ({ "@type": "Person", name })) }),
    publisher: { "@type": "Organization", name: text(site.title), url: at("/") },
  });
  return data;
}

/** `image: /cover.png` with `imageAlt`, or both in one map. */
function imageValue({ image, imageAlt }: HeadValues): { readonly src: string; readonly alt: string } {
  return isPlainObject(image)
    ? { src: text(image["src"]), alt: text(image["alt"]) || text(imageAlt) }
    : { src: text(image), alt: text(imageAlt) };
}

/**
 * The question without markup, the answer with markup
 * (https://developers.google.com/search/docs/appearance/structured-data/faqpage).
 */
function questionData({ question, answer }: Readonly<Record<string, unknown>>): object {
  const plain = decodeEntities(text(question).replace(/<[^<>]*>/g, ""));
  return { "@type": "Question", name: plain, acceptedAnswer: { "@type": "Answer", text: text(answer) } };
}

/**
 * A post is in a feed's folder or has a layout for posts, and has a date. Documentation has the layout for
 * docs.
 */
function articleType({ feeds }: SiteValue, page: HeadValues): string {
  const isInFeed = maps(feeds).some(
    ({ folder }) => text(folder) !== "" && text(page.inputPath).startsWith(`./content/${text(folder)}/`),
  );
  if (publishedOn(page) !== "" && (isInFeed || page.layout === "post" || page.layout === "blog"))
    return "BlogPosting";
  return page.layout === "docs" && page.url !== "/" ? "TechArticle" : "";
}

function publishedOn({ date }: HeadValues): string {
  return date instanceof Date && date.getTime() !== 0 ? date.toISOString().replace(".000Z", "Z") : "";
}

function changedOn({ updated }: HeadValues): string {
  return publishedOn({ date: typeof updated === "string" ? new Date(updated) : updated });
}

function languageOf(site: SiteValue, page: HeadValues): string {
  return text(page.lang) || text(site.language);
}

function some(key: string, value: string): Readonly<Record<string, string>> {
  return value === "" ? {} : { [key]: value };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function maps(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((one) => isObject(one)) : [];
}

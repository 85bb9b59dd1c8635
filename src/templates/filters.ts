/** Filters for all layouts, in addition to Eleventy's. */

import { textOfValue } from "../utils/text-of-value.js";
import { posix } from "node:path";
import { authorNames } from "../content/frontmatter/authors.js";
import type { Data } from "../model/model.js";
import { tagList } from "../site/cascade.js";
import { metaTags } from "./meta-tags.js";
import { scriptJson } from "./script-json.js";
import { tagSlug } from "../site/tag-slug.js";
import { markMenu, type HeaderData } from "../site/site-frame-html.js";
import { isPlainObject } from "../utils/is-record.js";
import { escapeHtml } from "../utils/escape-html.js";

/** The menus of `site.header`, with the entry of the current page or of its closest ancestor marked. */
function menuFor(header: unknown, path: unknown, home: unknown): string {
  const { menuHtml = "", ...data } = header as HeaderData & { readonly menuHtml?: string };
  return markMenu(menuHtml, data, typeof path === "string" ? path : "", String(home ?? "/"));
}

/** A date in words: `31 January 2026`. Always in UTC, with the language data of Node. */
function longDate(value: unknown, language: unknown = "en"): string {
  const date = value instanceof Date ? value : new Date(textOfValue(value));
  return Number.isNaN(date.getTime()) ? "" : formatter(String(language)).format(date);
}

/** Cached, because creating a formatter takes longer than rendering a page. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string): Intl.DateTimeFormat {
  let made = formatters.get(language);
  // Node formats "en" as American English. "en-GB" has the order that most other readers use.
  if (made === undefined)
    formatters.set(
      language,
      (made = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
        dateStyle: "long",
        timeZone: "UTC",
      })),
    );
  return made;
}

/** A date as `2026-01-31` in UTC, independent of the machine and the language. */
function day(value: unknown): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? "").slice(0, 10);
}

const ALERT_TITLE = /<p class="(markdown-alert|container)-title">(Note|Tip|Important|Warning|Caution)<\/p>/g;

/** A body with the titles of its alerts in the page's language, from `ui`. */
function alertTitles(html: unknown, ui: unknown): string {
  const words = ui as Readonly<Record<string, string>>;
  return words["note"] === "Note"
    ? String(html)
    : String(html).replace(
        ALERT_TITLE,
        (_, kind: string, title: string) =>
          `<p class="${kind}-title">${words[title.toLowerCase()] ?? title}</p>`,
      );
}

/** The sidebar's HTML with the entry of one URL marked as current. The URL comes from the filter `url`. */
function markCurrent(html: unknown, url: unknown): string {
  const href = `href="${escapeHtml(String(url))}"`;
  return String(html ?? "").replace(href, () => `${href} aria-current="page"`);
}

/**
 * The pages of a collection, whose name may be any text. In paginated pages, Eleventy provides a proxy of
 * `collections` in which `constructor` is not a list.
 */
function postsTagged(collections: unknown, tag: unknown): readonly unknown[] {
  const all = (collections ?? {}) as Readonly<Record<string, unknown>>;
  const [named, everything] = [all[String(tag)], all["all"]];
  if (Array.isArray(named) || !Array.isArray(everything)) return Array.isArray(named) ? named : [];
  return (everything as readonly { readonly data: Data }[]).filter(({ data }) =>
    tagList(data["tags"]).includes(String(tag)),
  );
}

/** `{{ site | metaTags({ … }) | safe }}`: tags for the head. */
function meta(site: unknown, page: unknown): string {
  return metaTags(isPlainObject(site) ? site : {}, isPlainObject(page) ? page : {});
}

/**
 * Eleventy's filter `url` (https://www.11ty.dev/docs/filters/url/), which adds the base path. It caches its
 * results, because a sidebar uses the same few hundred URLs on every page.
 */
function createUrlFilter(base: string): Filter {
  const known = new Map<unknown, string>();
  const made = (address: unknown, prefix: string): string => {
    const url =
      address === undefined || address === null || address === false || address === 0 ? "" : String(address);
    if (URL.canParse(url) || (url.startsWith("//") && url !== "//")) return url;
    const normal = posix.join(url).replace(/(?<!\/)\/+$/, "/");
    const root = posix.join("/", prefix).replace(/(?<!\/)\/+$/, "/");
    if (normal === "/" || normal === root) return root.endsWith("/") ? root : `${root}/`;
    return normal.startsWith("/") ? posix.join("/", prefix, url).replace(/(?<!\/)\/+$/, "/") : normal;
  };
  return (address, prefix) => {
    if (typeof prefix === "string" && prefix !== "") return made(address, prefix);
    let url = known.get(address);
    if (url === undefined) known.set(address, (url = made(address, base)));
    return url;
  };
}

type Filter = (value: unknown, ...others: unknown[]) => unknown;

/**
 * How to use each filter, and its result. All layouts also have `asset`. The documentation is generated from
 * this.
 */
export const FILTERS: Readonly<Record<string, { readonly use: string; readonly gives: string }>> = {
  url: {
    use: "{{ '/docs/' | url }}",
    gives: "Adds the base path to a URL of the site. Use it for every URL that starts with a slash.",
  },
  asset: {
    use: "{{ 'styles/shop.css' | asset }}",
    gives: "The URL of a style sheet or script of `layouts/`, with a hash in its name.",
  },
  day: { use: "{{ page.date | day }}", gives: "A date as `2026-01-31`, in UTC." },
  longDate: {
    use: "{{ page.date | longDate(lang or site.language) }}",
    gives: "A date in words, in the given language, in UTC.",
  },
  authorNames: {
    use: "{{ authors | authorNames | join(', ') }}",
    gives: "A list of the names in `author` or `authors`, in any of their forms.",
  },
  tagSlug: {
    use: "{{ tag | tagSlug }}",
    gives: "A tag as a part of a URL: `c-plus-plus` for `C++`. Letters of all scripts stay. Never empty.",
  },
  postsTagged: {
    use: "{{ collections | postsTagged('news') | reverse }}",
    gives: "The pages of a collection; its name may be any text.",
  },
  json: { use: "{{ team | json | safe }}", gives: "A value as JSON, safe inside a `<script>`." },
  markCurrent: {
    use: "{{ sidebar.html | markCurrent(page.url | url) | safe }}",
    gives: "The sidebar with the page of the given URL marked as current.",
  },
  menuFor: {
    use: "{{ site.header | menuFor(page.url) | safe }}",
    gives:
      "The header menu with the current page, or the page above it, marked. In a site with several " +
      "languages, also pass the home page: `menuFor(page.url, home)`.",
  },
  alertTitles: {
    use: "{{ content | alertTitles(ui) | safe }}",
    gives: "The content with the titles of alerts in the page's language.",
  },
  metaTags: {
    use: "{{ site | metaTags({ title: title, … }) | safe }}",
    gives: "Meta tags for search engines and link previews. The theme uses it in `partials/meta.njk`.",
  },
};

/** All of Handbill's own filters, by name. `base` is the base path of the site. */
export function filtersFor(base: string): Readonly<Record<string, Filter>> {
  return {
    authorNames,
    tagSlug,
    postsTagged,
    json: scriptJson,
    day,
    longDate,
    menuFor,
    alertTitles,
    markCurrent,
    metaTags: meta,
    url: createUrlFilter(base),
  };
}

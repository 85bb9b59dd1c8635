/** Facts about a finished page for search engines, links and browsers. */

import { decodeEntities } from "../content/html/entities.js";
import { scanTags, type HtmlTag } from "../content/html/scan.js";
import { textOfPage, type PageText } from "./page-text.js";

/** Metadata in a page's head; empty strings if it is missing. */
export interface Metadata {
  readonly title: string;
  readonly description: string;
  readonly canonical: string;
  /** The value of `<meta name="robots">`, such as `noindex`. */
  readonly robots: string;
}

export interface PageFacts extends PageText {
  readonly metadata: Metadata;
  /** The targets of its links, as written, without duplicates. */
  readonly links: readonly string[];
  /** The styles and scripts that it loads, as written. */
  readonly assets: readonly string[];
  /** The ids of its headings of level 2 to 6. Headings of a `<nav>` do not count. */
  readonly headingIds: readonly string[];
}

export function factsOfPage(html: string): PageFacts {
  const all = scanTags(html);
  const tags = all.filter(({ closing }) => !closing);
  const named = (name: string) => tags.filter((tag) => tag.name === name);
  const meta = (name: string) =>
    valueOf(
      named("meta").find((tag) => valueOf(tag, "name").toLowerCase() === name),
      "content",
    );
  const rel = (tag: HtmlTag) => valueOf(tag, "rel").toLowerCase().split(/\s+/);
  const title = named("title")[0];
  return {
    ...textOfPage(html),
    metadata: {
      title:
        title === undefined ? "" : decodeEntities(html.slice(title.end, html.indexOf("<", title.end))).trim(),
      description: meta("description"),
      canonical: valueOf(
        named("link").find((tag) => rel(tag).includes("canonical")),
        "href",
      ),
      robots: meta("robots"),
    },
    links: unique(named("a").map((tag) => valueOf(tag, "href"))),
    assets: unique([
      ...named("link")
        .filter((tag) => rel(tag).includes("stylesheet"))
        .map((tag) => valueOf(tag, "href")),
      ...named("script").map((tag) => valueOf(tag, "src")),
    ]),
    headingIds: unique(outsideNav(all).map((tag) => (/^h[2-6]$/.test(tag.name) ? valueOf(tag, "id") : ""))),
  };
}

/** Opening tags that are in no `<nav>`. */
function outsideNav(tags: readonly HtmlTag[]): readonly HtmlTag[] {
  let depth = 0;
  return tags.filter(({ name, closing }) => {
    if (name === "nav") depth = Math.max(0, depth + (closing ? -1 : 1));
    return depth === 0 && !closing;
  });
}

function valueOf(tag: HtmlTag | undefined, wanted: string): string {
  return decodeEntities(tag?.attributes.find(({ name }) => name === wanted)?.value ?? "");
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== "");
}

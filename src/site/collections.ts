/** The items of `collections` in Eleventy's format, and the object that `addCollection` callbacks receive. */

import type { Data, SitePage } from "../model/model.js";
import { tagList } from "./cascade.js";
import { addHeadings } from "./lazy-headings.js";
import { filePathStem, fileSlug } from "./permalinks.js";

/** An item of a collection (https://www.11ty.dev/docs/collections/#collection-item-data-structure). */
export interface Item {
  readonly inputPath: string;
  readonly url: string | false;
  readonly date: Date;
  readonly data: Data;
  readonly templateContent: string;
}

/**
 * A Markdown page in a collection. With its own class, Eleventy uses it directly instead of looking for its
 * own entry.
 */
class CollectionItem implements Item {
  readonly groupNumber = 0;
  readonly rawInput = "";
  readonly inputPath: string;
  readonly fileSlug: string;
  readonly filePathStem: string;
  readonly outputPath: string | false;
  readonly url: string | false;
  readonly date: Date;
  readonly page: Data;
  readonly data: Data;
  declare readonly templateContent: string;
  declare readonly content: string;

  constructor(made: SitePage) {
    const page = pageData(made);
    this.page = page;
    ({
      inputPath: this.inputPath,
      fileSlug: this.fileSlug,
      filePathStem: this.filePathStem,
      outputPath: this.outputPath,
      url: this.url,
      date: this.date,
    } = page);
    this.data = copyWith(made.data, this.page);
    // The body is resolved on demand. These are own properties, because Liquid ignores inherited ones.
    const body = { enumerable: true, get: () => made.html };
    Object.defineProperties(this, { templateContent: body, content: body });
  }
}

/** A copy of a page's data. Headings stay lazy, because the body may not be parsed yet. */
function copyWith(data: Data, page: Data): Data {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(data)) {
    if (key === "headings") addHeadings(copy, data);
    else copy[key] = data[key];
  }
  copy["page"] = page;
  return copy;
}

/** The value of `page` in templates (https://www.11ty.dev/docs/data-eleventy-supplied/#page-variable). */
export interface PageData extends Data {
  readonly inputPath: string;
  readonly fileSlug: string;
  readonly filePathStem: string;
  readonly outputFileExtension: string;
  readonly templateSyntax: string;
  readonly date: Date;
  readonly url: string | false;
  readonly outputPath: string | false;
}

/**
 * `page` for a Markdown page. Its output path always starts with `_site`, independent of the output folder.
 */
export function pageData({ page: { source }, placedAs, output, url, date }: SitePage): PageData {
  const outputPath = output === false ? false : `./_site/${output}`;
  return {
    inputPath: `./${source}`,
    fileSlug: fileSlug(placedAs),
    filePathStem: filePathStem(placedAs),
    outputFileExtension: "html",
    templateSyntax: "md",
    date,
    url,
    outputPath,
  };
}

/** The collection items of Markdown pages, without excluded pages. */
export function itemsOf(pages: readonly SitePage[]): readonly Item[] {
  return pages
    .filter((page) => page.data["eleventyExcludeFromCollections"] !== true)
    .map((page) => new CollectionItem(page));
}

/** The tags of a page that put it into collections. */
export function tagsOf(data: Data): string[] {
  const excluded = data["eleventyExcludeFromCollections"];
  if (excluded === true) return [];
  const out = new Set(tagList(excluded));
  return tagList(data["tags"]).filter((tag) => !out.has(tag));
}

export type GlobMatcher = (path: string, globs: readonly string[]) => boolean;

/** The collection object of Eleventy's configuration API (https://www.11ty.dev/docs/collections-api/). */
export class CollectionApi {
  private sorted: readonly Item[] | undefined;

  constructor(
    private readonly items: readonly Item[],
    private readonly matches: GlobMatcher,
  ) {}

  getAll(): Item[] {
    return [...this.items];
  }

  /** Ordered by date and then by path. */
  getAllSorted(): Item[] {
    this.sorted ??= [...this.items].sort(
      (a, b) =>
        a.date.getTime() - b.date.getTime() ||
        (a.inputPath < b.inputPath ? -1 : a.inputPath > b.inputPath ? 1 : 0),
    );
    return [...this.sorted];
  }

  getSortedByDate(): Item[] {
    return [...this.items].sort((a, b) => a.date.getTime() - b.date.getTime());
  }

  getFilteredByTag(tag: string): Item[] {
    return this.getAllSorted().filter(
      (item) => tag === "" || tag === undefined || tagsOf(item.data).includes(tag),
    );
  }

  getFilteredByTags(...tags: string[]): Item[] {
    return this.getAllSorted().filter((item) => {
      const own = new Set(tagsOf(item.data));
      return tags.every((tag) => own.has(tag));
    });
  }

  getFilteredByGlob(globs: string | readonly string[]): Item[] {
    const list = (typeof globs === "string" ? [globs] : globs).map((glob) => glob.replace(/^(?!\.\/)/, "./"));
    return this.getAllSorted().filter((item) => this.matches(item.inputPath, list));
  }
}

/** Items of `collections`, as Eleventy's users know them, and the object that `addCollection` callbacks get. */

import type { Data, SitePage } from "../model.js";
import { tagList } from "./data.js";
import { filePathStem, fileSlug } from "./permalink.js";

/** What a collection holds, whoever evaluates the page (https://www.11ty.dev/docs/collections/#collection-item-data-structure). */
export interface Item {
  readonly inputPath: string;
  readonly url: string | false;
  readonly date: Date;
  readonly data: Data;
  readonly templateContent: string;
}

/** A Markdown page in a collection. A class, so that Eleventy does not look for its own entry of it. */
class CollectionItem implements Item {
  readonly groupNumber = 0;
  readonly rawInput = "";

  constructor(
    private readonly made: SitePage,
    readonly page: Data,
    readonly data: Data,
  ) {}

  get inputPath(): string {
    return `./${this.made.page.source}`;
  }
  get fileSlug(): string {
    return fileSlug(this.made.page.source);
  }
  get filePathStem(): string {
    return filePathStem(this.made.page.source);
  }
  get outputPath(): string | false {
    return this.made.output === false ? false : `./_site/${this.made.output}`;
  }
  get url(): string | false {
    return this.made.url;
  }
  get date(): Date {
    return this.made.date;
  }
  get templateContent(): string {
    return this.made.html;
  }
  get content(): string {
    return this.made.html;
  }
}

/** The item that stands for a Markdown page. */
export function collectionItem(made: SitePage): Item {
  const { source } = made.page;
  const page = {
    inputPath: `./${source}`,
    fileSlug: fileSlug(source),
    filePathStem: filePathStem(source),
    outputFileExtension: "html",
    templateSyntax: "md",
    date: made.date,
    url: made.url,
    outputPath: made.output === false ? false : `./_site/${made.output}`,
  };
  return new CollectionItem(made, page, { ...made.data, page });
}

/** The tags by which a page is in collections. */
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

  /** By date, then by path. */
  getAllSorted(): Item[] {
    this.sorted ??= [...this.items].sort((a, b) => a.date.getTime() - b.date.getTime() || (a.inputPath < b.inputPath ? -1 : a.inputPath > b.inputPath ? 1 : 0));
    return [...this.sorted];
  }

  getSortedByDate(): Item[] {
    return [...this.items].sort((a, b) => a.date.getTime() - b.date.getTime());
  }

  getFilteredByTag(tag: string): Item[] {
    return this.getAllSorted().filter((item) => tag === "" || tag === undefined || tagsOf(item.data).includes(tag));
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

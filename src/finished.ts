/** What a finished site has that links can lead to. */

export interface Finished {
  /** Whether something answers at a path: `/blog/`, `/blog`, `/feed.xml`. */
  has(path: string): boolean;
  /** Whether an element with this id stands around the body of a page; the page by its source. True where that cannot be told. */
  hasAround(source: string, id: string): boolean;
  /** The page that Eleventy evaluated at a path; undefined where another one is, or none. */
  evaluatedAt(path: string): WithIds | undefined;
}

/** A page, and what a #fragment can name in it. */
export interface WithIds {
  readonly source: string;
  readonly ids: readonly string[];
}

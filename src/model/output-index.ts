/** What a finished site has that links can lead to. */

export interface OutputIndex {
  /** Whether something answers at a path: `/blog/`, `/blog`, `/feed.xml`. */
  has(path: string): boolean;
  /** Whether something certainly does: where errors kept pages from being made, `has` is true of what they may have made. */
  hasSurely(path: string): boolean;
  /** Whether an element with this id stands around the body of a page; the page by its source. True where that cannot be told. */
  hasAround(source: string, id: string): boolean;
  /** The page that Eleventy evaluated at a path; undefined where another one is, or none. */
  evaluatedAt(path: string): WithIds | undefined;
  /** The paths of the pages that Eleventy made of a source; of other files, such as pictures, it is not known what they hold. */
  pathsOf(source: string): readonly string[];
}

/** A page, and what a #fragment can name in it. */
export interface WithIds {
  readonly source: string;
  readonly ids: readonly string[];
}

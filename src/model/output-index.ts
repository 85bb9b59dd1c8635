/** The possible targets of links in a finished site. */

export interface OutputIndex {
  /**
   * Whether the site serves a path: `/blog/`, `/blog`, `/feed.xml`. If errors stopped pages, their possible
   * paths count too.
   */
  has(path: string): boolean;
  /** The same, but only for paths that certainly exist. */
  certainlyHas(path: string): boolean;
  /**
   * Whether a layout puts an element with this id around the body of the page with this source. True if that
   * is unknown.
   */
  hasAround(source: string, id: string): boolean;
  /** The page at a path; undefined for other files and unknown paths. */
  pageAt(path: string): WithIds | undefined;
  /**
   * The paths of the pages that Eleventy made of a source. Files of other kinds, such as images, are not
   * included.
   */
  pathsOf(source: string): readonly string[];
}

/** A page with the possible targets of a `#fragment`. */
export interface WithIds {
  readonly source: string;
  readonly ids: readonly string[];
}

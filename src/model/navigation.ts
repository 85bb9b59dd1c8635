/** The navigation that pages show, types only. */

/** An entry of the sidebar. A group with a page of its own has a `url`. */
export type NavItem =
  | {
      readonly kind: "link";
      readonly title: string;
      readonly url: string;
      readonly current: boolean;
      readonly badge?: Badge;
    }
  | {
      readonly kind: "group";
      readonly title: string;
      readonly url?: string;
      readonly current: boolean;
      readonly badge?: Badge;
      /** Whether the group contains the current page. Other groups come without their items. */
      readonly open: boolean;
      readonly items: readonly NavItem[];
    };

/**
 * A label next to an entry of the sidebar. `kind` is a colour of the theme: note, tip, important, warning,
 * caution.
 */
export interface Badge {
  readonly text: string;
  readonly kind: string;
}

/** A part of the site with a sidebar of its own: a top-level folder with a page. */
export interface Section extends PageRef {
  /** Whether the section contains the current page. */
  readonly open: boolean;
  readonly current: boolean;
}

/** One language of a page's language switch, with the URL to go to. */
export interface LanguageRef {
  /** BCP 47 tag. */
  readonly lang: string;
  /** The language's name in that language. */
  readonly title: string;
  readonly url: string;
  /** False if the page has no translation. `url` is then that of the closest translated ancestor. */
  readonly isTranslated: boolean;
}

/** A page's title and URL, for previous, next and breadcrumbs. */
export interface PageRef {
  readonly title: string;
  readonly url: string;
}

/** The navigation that one page shows. Each part is plain data, computed on first use. */
export interface PageNav {
  /** The tree from the top, open along the path to the page. */
  readonly nav: readonly NavItem[];
  /**
   * The tree of the page's section as HTML, without the mark of the current page. All pages of a folder share
   * one object.
   */
  readonly sidebar: { readonly html: string };
  readonly tabs: readonly Section[];
  /** Empty if the site has one language. */
  readonly languages: readonly LanguageRef[];
  readonly breadcrumbs: readonly PageRef[];
  readonly previous?: PageRef | undefined;
  readonly next?: PageRef | undefined;
}

/** Limits which pages a change of one page affects through navigation. */
export interface NavParts {
  /** The part of the page with this source. Pages of part `""` show entries of all parts. */
  partOf(source: string): string;
  /**
   * Everything that pages of all parts may show, as text. If it is equal and nothing in a page's own part
   * changed, the page's navigation is equal.
   */
  common(): string;
}

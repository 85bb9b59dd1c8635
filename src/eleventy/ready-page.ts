/** A Markdown page as its rendering begins. */

import { toData } from "../utils/data-objects.js";
import type { Data } from "../model/model.js";

/** Most pages in a batch: Eleventy searches a list for every page, so its time grows with the square of the batch. */
export const BATCH = 500;

/** A Markdown page, ready for its layouts. Plain data, but for what a site's own programs may have put into `data`. */
export interface ReadyPage {
  readonly source: string;
  readonly output: string;
  /** The body with every address in its final form. */
  readonly html: string;
  /** What its layouts see: its own data, the site's as far as they name it, and its slice of the navigation. */
  readonly data: Data;
  /** Whether its layouts see `collections`. */
  readonly seesCollections: boolean;
  /** What `page` is in its layouts. */
  readonly page: Data;
  /** Names of its layouts, from the innermost outwards, where they alone make the page; absent where Eleventy must. */
  readonly layouts?: readonly string[];
}

/** What Handbill makes anew for each page, as it is. */
const OWN = new Set(["headings", "nav", "sidebar", "tabs", "languages", "breadcrumbs", "previous", "next"]);

/** A page's data as it was before it crossed from another thread, or lay in a file: in objects without prototypes. `known` holds those that pages share. */
export function restoredData(data: Data, known: Pick<WeakMap<object, unknown>, "has" | "get" | "set">): Data {
  const entries = Object.entries(data).map(([key, value]) => {
    if (OWN.has(key) || value === null || typeof value !== "object") return [key, value];
    if (!known.has(value)) known.set(value, toData(value));
    return [key, known.get(value)];
  });
  return Object.fromEntries(entries) as Data;
}

/** A Markdown page that is ready to be rendered. */

import { toData } from "../utils/data-objects.js";
import type { Data } from "../model/model.js";
import { isObject } from "../utils/is-record.js";

/**
 * Maximum number of pages in a batch. Eleventy searches a list for every page, so its time grows with the
 * square of the batch.
 */
export const BATCH = 500;

/**
 * A Markdown page, ready for its layouts. Plain data, except for values that the site's own code puts into
 * `data`.
 */
export interface ReadyPage {
  readonly source: string;
  readonly output: string;
  /** The body with all URLs in their final form. */
  readonly html: string;
  /**
   * The data for its layouts: its own data, the parts of the site's data that they name, and its part of the
   * navigation.
   */
  readonly data: Data;
  /** Whether its layouts use `collections`. */
  readonly seesCollections: boolean;
  /** `page` in its layouts. */
  readonly page: Data;
  /**
   * Names of its layouts, from the innermost outwards, if only they make the page. Absent if Eleventy must
   * render it.
   */
  readonly layouts?: readonly string[];
}

/** Keys that Handbill creates for each page, which need no restoring. */
const OWN = new Set(["headings", "nav", "sidebar", "tabs", "languages", "breadcrumbs", "previous", "next"]);

/**
 * Restores a page's data after it came from another thread or a file: its objects get no prototypes again.
 * `known` contains the objects that pages share.
 */
export function restoredData(data: Data, known: Pick<WeakMap<object, unknown>, "has" | "get" | "set">): Data {
  const entries = Object.entries(data).map(([key, value]) => {
    if (OWN.has(key) || !isObject(value)) return [key, value];
    if (!known.has(value)) known.set(value, toData(value));
    return [key, known.get(value)];
  });
  return Object.fromEntries(entries) as Data;
}

/** `collections` in Eleventy: Handbill's Markdown pages and the pages that Eleventy evaluates, as one list. */

import type { EleventyConfig } from "../config.js";
import { CollectionApi, tagsOf, type Item } from "../site/collections.js";

/** Eleventy's own collection object, as a `addCollection` callback receives it. */
interface NativeApi {
  getAll(): Item[];
}

type Callback = (api: unknown) => unknown;

/**
 * Makes every collection of this Eleventy hold `items` beside the pages that it evaluates itself: `all`, one for
 * each tag, and those that the site adds. Call `take` before the site's own configuration runs and `finish` after it
 * and its plugins.
 */
export function mergeCollections(eleventy: EleventyConfig, items: readonly Item[]) {
  const ownNames = new Set<string>();
  const add = eleventy["addCollection"].bind(eleventy) as (name: string, callback: Callback) => void;
  const merged = (native: NativeApi) => new CollectionApi([...items, ...native.getAll()]);
  return {
    /** From here on, what the site adds sees all pages. */
    take(): void {
      eleventy["addCollection"] = (name: string, callback: Callback) => {
        if (ownNames.delete(name)) delete eleventy["collections"][name];
        add(name, (native) => callback(merged(native as NativeApi)));
      };
    },
    /** Adds the collections that nobody else has. */
    finish(): void {
      const taken = new Set(Object.keys(eleventy["getCollections"]()));
      const provide = (name: string, callback: Callback) => {
        if (taken.has(name)) return;
        ownNames.add(name);
        add(name, callback);
      };
      provide("all", (native) => merged(native as NativeApi).getAllSorted());
      for (const tag of new Set(items.flatMap((item) => tagsOf(item.data)))) {
        provide(tag, (native) => merged(native as NativeApi).getFilteredByTag(tag));
      }
    },
  };
}

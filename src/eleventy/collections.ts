/** `collections` in Eleventy: Handbill's Markdown pages and the pages that Eleventy evaluates, as one list. */

import type { EleventyConfig } from "../config.js";
import { matchesGlob } from "../glob.js";
import { CollectionApi, type Item } from "../site/collections.js";

/** Eleventy's own collection object, as an `addCollection` callback receives it. */
interface NativeApi {
  getAll(): Item[];
}

type Callback = (api: unknown) => unknown;

export interface MergedCollections {
  /** From here on, the collections that the site adds see all pages. */
  take(): void;
  /** Adds the collections that nobody else has. */
  finish(): void;
  /** The pages that this Eleventy evaluated itself. */
  evaluated(): readonly Item[];
}

/**
 * Makes every collection of this Eleventy hold `items` beside the pages that it evaluates itself: `all`, one for
 * each of `tags`, and those that the site adds. Call `take` before the site's own configuration runs and `finish` after it.
 */
export function mergeCollections(eleventy: EleventyConfig, items: readonly Item[], tags: readonly string[]): MergedCollections {
  const own = new Set<string>();
  const add = eleventy["addCollection"].bind(eleventy) as (name: string, callback: Callback) => void;
  let native: readonly Item[] = [];
  const merged = (api: unknown) => {
    native = (api as NativeApi).getAll();
    return new CollectionApi([...items, ...native], matchesGlob);
  };
  const provide = (name: string, callback: (api: CollectionApi) => unknown) => {
    if (name in eleventy["getCollections"]()) return;
    own.add(name);
    add(name, (api) => callback(merged(api)));
  };
  return {
    take() {
      eleventy["addCollection"] = (name: string, callback: Callback) => {
        // A plugin, which runs late, takes the place of ours.
        if (own.delete(name)) delete eleventy["getCollections"]()[name];
        add(name, (api) => callback(merged(api)));
      };
    },
    finish() {
      provide("all", (api) => api.getAllSorted());
      // In one order everywhere: templates may go through the names of all collections.
      for (const tag of tags) provide(tag, (api) => api.getFilteredByTag(tag));
    },
    evaluated: () => native,
  };
}

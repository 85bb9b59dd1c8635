/**
 * `collections` in Eleventy: Handbill's Markdown pages and the pages that Eleventy evaluates, in one list.
 */

import type { EleventyConfig } from "../config/options.js";
import type { Data } from "../model/model.js";
import { matchesGlob } from "../utils/glob.js";
import { CollectionApi, tagsOf, type Item } from "../site/collections.js";

/** Eleventy's own collection object, which an `addCollection` callback receives. */
interface NativeApi {
  getAll(): Item[];
}

type Callback = (api: unknown) => unknown;

interface Sorted {
  readonly all: readonly Item[];
  readonly byTag: ReadonlyMap<string, readonly Item[]>;
}

function sortedBy(api: CollectionApi): Sorted {
  const all = api.getAllSorted();
  const byTag = new Map<string, Item[]>();
  for (const item of all) {
    for (const tag of new Set(tagsOf(item.data))) {
      const list = byTag.get(tag);
      if (list === undefined) byTag.set(tag, [item]);
      else list.push(item);
    }
  }
  return { all, byTag };
}

/** `collections` of an Eleventy whose configuration adds none: `all`, and one for each of `tags`. */
export function plainCollections(items: readonly Item[], tags: readonly string[]): Data {
  const { all, byTag } = sortedBy(new CollectionApi(items, matchesGlob));
  const collections = Object.create(null) as Record<string, readonly Item[]>;
  // In this order, because templates can iterate over the names.
  for (const tag of [...tags.filter((tag) => tag !== "all"), "all"])
    collections[tag] = tag === "all" || tag === "" ? [...all] : [...(byTag.get(tag) ?? [])];
  return collections;
}

export interface MergedCollections {
  /** From this call on, the collections that the site adds contain all pages. */
  take(): void;
  /** Adds the collections that neither the site nor a plugin defines. */
  finish(): void;
  /** The pages that this Eleventy evaluated itself. */
  evaluated(): readonly Item[];
}

/**
 * Adds `items` to every collection of this Eleventy, next to the pages that it evaluates itself: `all`, one
 * for each of `tags`, and those that the site adds. Call `take` before the site's own configuration runs and
 * `finish` after it.
 */
export function mergeCollections(
  eleventy: EleventyConfig,
  items: readonly Item[],
  tags: readonly string[],
): MergedCollections {
  const own = new Set<string>();
  // A tag can be any text. In Eleventy's own object, `constructor` would be found on the prototype.
  eleventy["collections"] = Object.assign(Object.create(null) as object, eleventy["collections"]);
  const add = eleventy["addCollection"].bind(eleventy) as (name: string, callback: Callback) => void;
  let native: readonly Item[] = [];
  const merged = (api: unknown) => {
    native = (api as NativeApi).getAll();
    return new CollectionApi([...items, ...native], matchesGlob);
  };
  /**
   * All pages, sorted and by tag. Computed once for all tags, until Eleventy has more pages or a collection
   * of the site ran.
   */
  let sorted: Sorted | undefined;
  const sortedOf = (api: unknown): Sorted => {
    const now = (api as NativeApi).getAll();
    if (
      sorted === undefined ||
      now.length !== native.length ||
      now.some((item, index) => item !== native[index])
    )
      sorted = sortedBy(merged(api));
    return sorted;
  };
  const addTheirs = (name: string, callback: Callback) =>
    add(name, (api) => {
      sorted = undefined;
      return callback(merged(api));
    });
  const provide = (name: string, pick: (sorted: Sorted) => readonly Item[]) => {
    if (Object.hasOwn(eleventy["getCollections"]() as object, name)) return;
    own.add(name);
    add(name, (api) => [...pick(sortedOf(api))]);
  };
  return {
    take() {
      eleventy["addCollection"] = (name: string, callback: Callback) => {
        // A plugin, which runs later, replaces our collection.
        if (own.delete(name)) delete eleventy["getCollections"]()[name];
        addTheirs(name, callback);
      };
    },
    finish() {
      provide("all", ({ all }) => all);
      // Always in the same order, because templates can iterate over the names of all collections.
      for (const tag of tags) provide(tag, ({ all, byTag }) => (tag === "" ? all : (byTag.get(tag) ?? [])));
    },
    evaluated: () => native,
  };
}

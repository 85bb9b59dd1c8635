/**
 * Lazy headings in a page's data. Few templates read them, and until then a cached page need not be loaded.
 */

const OWNER = Symbol("owner");

/**
 * One getter for all pages. Objects with getters of their own would not share a hidden class (see
 * `emptyData`).
 */
const HEADINGS = {
  enumerable: true,
  configurable: true,
  get(this: { readonly [OWNER]: { readonly headings?: unknown } }): unknown {
    return this[OWNER].headings;
  },
};

/** Adds the headings of `owner` to `data`, read on demand. */
export function addHeadings<T extends object>(data: T, owner: { readonly headings?: unknown }): T {
  Object.defineProperty(data, OWNER, { value: owner });
  return Object.defineProperty(data, "headings", HEADINGS);
}

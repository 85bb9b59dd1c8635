/** Headings in a page's data: asked for by few, and until then a page that is kept elsewhere is not read for them. */

const OWNER = Symbol("owner");

/** One for all pages: objects with a getter of their own would share no shape, and each would be a table (see `nothing`). */
const HEADINGS = {
  enumerable: true,
  configurable: true,
  get(this: { readonly [OWNER]: { readonly headings?: unknown } }): unknown {
    return this[OWNER].headings;
  },
};

/** Gives `data` the headings of `owner`, looked up when they are asked for. */
export function addHeadings<T extends object>(data: T, owner: { readonly headings?: unknown }): T {
  Object.defineProperty(data, OWNER, { value: owner });
  return Object.defineProperty(data, "headings", HEADINGS);
}

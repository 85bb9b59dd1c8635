/** The objects that data is in: without prototypes, so that no key of a page can be an inherited one. */

/** Keys that reach into every object of the program. */
export const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** Lists and maps may stand so deep in each other: what goes through them calls itself for each. */
export const DEEPEST = 500;

/**
 * An object without a prototype. V8 keeps what `Object.create(null)` gives as a table of its own for each object; one that
 * loses its prototype shares its shape with others of the same keys, takes a quarter of the memory, and is filled in a third of the time.
 */
export function nothing(): Record<string, unknown> {
  return Object.setPrototypeOf({}, null) as Record<string, unknown>;
}

/** Whether lists and maps are nested deeper than anything goes through them, or hold themselves. */
export function isTooDeep(value: unknown): boolean {
  const stack = [{ value, depth: 0 }];
  // A list that is in a million places is gone through once for each depth.
  const reached = new Map<unknown, number>();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value: one, depth } = next;
    const isPlain =
      Array.isArray(one) ||
      (typeof one === "object" &&
        one !== null &&
        [null, Object.prototype].includes(Object.getPrototypeOf(one)));
    if (!isPlain || depth <= (reached.get(one) ?? -1)) continue;
    if (depth > DEEPEST) return true;
    reached.set(one, depth);
    for (const inner of Object.values(one as object)) stack.push({ value: inner, depth: depth + 1 });
  }
  return false;
}

/** The same value in objects without prototypes. */
export function toData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toData);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  const data = nothing();
  for (const [key, inner] of Object.entries(value)) data[key] = toData(inner);
  return data;
}

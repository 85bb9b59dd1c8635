import { isObject, isPlainObject } from "./is-record.js";
/** Objects for data: without prototypes, so that a key of a page is never an inherited one. */

/** Keys that change the prototype of all objects. */
export const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** How deep lists and maps may be nested. Functions that walk them are recursive. */
export const MAX_DEPTH = 500;

/**
 * An object without a prototype. V8 gives each object of `Object.create(null)` a hash table of its own. An
 * object that loses its prototype shares a hidden class with others of the same keys: it takes a quarter of
 * the memory and a third of the time to fill.
 */
export function emptyData(): Record<string, unknown> {
  return Object.setPrototypeOf({}, null) as Record<string, unknown>;
}

/** Whether lists and maps are nested deeper than `MAX_DEPTH`, or contain themselves. */
export function isTooDeep(value: unknown): boolean {
  const stack = [{ value, depth: 0 }];
  // Visits a value once for each depth, even if it is in a million places.
  const reached = new Map<unknown, number>();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value: one, depth } = next;
    if (!(Array.isArray(one) || isPlainObject(one)) || depth <= (reached.get(one) ?? -1)) continue;
    if (depth > MAX_DEPTH) return true;
    reached.set(one, depth);
    for (const inner of Object.values(one as object)) stack.push({ value: inner, depth: depth + 1 });
  }
  return false;
}

/** The same value, in objects without prototypes. */
export function toData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toData);
  if (!isObject(value) || value instanceof Date) return value;
  const data = emptyData();
  for (const [key, inner] of Object.entries(value)) data[key] = toData(inner);
  return data;
}

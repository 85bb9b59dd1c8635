/**
 * Any value that an author wrote or threw, as text. `String` throws for objects that hide or replace
 * `toString`.
 */
export function textOfValue(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

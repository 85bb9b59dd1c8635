/** Maps among unknown values. */

/** Whether a value has keys with values. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same for data of YAML, in which a date is a value. */
export function isDataMap(value: unknown): value is Record<string, unknown> {
  return isMap(value) && !(value instanceof Date);
}

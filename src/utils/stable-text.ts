/** Data as text: equal data gives equal text. */

/** The value as text with sorted keys. Undefined if it contains functions, class instances or cycles. */
export function stableText(value: unknown, depth = 0): string | undefined {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return `date:${value.getTime()}`;
  if (typeof value !== "object" || depth > 50) return undefined;
  // An entry of a collection in the data of a paginated page. Only its path counts, because all entries are
  // hashed anyway. Unlike data from files, it computes its content on demand.
  if ("inputPath" in value && Object.getOwnPropertyDescriptor(value, "templateContent")?.get !== undefined)
    return `item:${String(value.inputPath)}`;
  if (Array.isArray(value)) {
    const parts: string[] = [];
    for (const item of value) {
      const text = stableText(item, depth + 1);
      if (text === undefined) return undefined;
      parts.push(text);
    }
    return `[${parts.join(",")}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return undefined;
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const text = stableText((value as Record<string, unknown>)[key], depth + 1);
    if (text === undefined) return undefined;
    parts.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${parts.join(",")}}`;
}

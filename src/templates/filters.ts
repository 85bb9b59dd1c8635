/** Filters that every layout may use, beside Eleventy's own. */

/**
 * The value as JSON that is safe inside `<script>`: `<` is escaped, so that no text can close the element
 * (HTML Living Standard, 4.12.1.3), and so are U+2028 and U+2029.
 */
function json(value: unknown): string {
  return (JSON.stringify(value) ?? "null").replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The sidebar's HTML with the mark at the entry of one address, which comes from the filter `url`. */
function markCurrent(html: unknown, url: unknown): string {
  const href = `href="${String(url).replace(/&/g, "&amp;")}"`;
  return String(html).replace(href, () => `${href} aria-current="page"`);
}

export const filters: Readonly<Record<string, (value: unknown, argument?: unknown) => unknown>> = { json, markCurrent };

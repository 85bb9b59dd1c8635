/** Filters that every layout may use, beside Eleventy's own. */

import { isMap } from "../site/data.js";
import { metaTags } from "./meta-tags.js";

/**
 * The value as JSON that is safe inside `<script>`: `<` is escaped, so that no text can close the element
 * (HTML Living Standard, 4.12.1.3), and so are U+2028 and U+2029.
 */
function json(value: unknown): string {
  return (JSON.stringify(value) ?? "null").replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** `{{ site | metaTags({ … }) | safe }}`: tags for the head. */
function meta(site: unknown, page: unknown): string {
  return metaTags(isMap(site) ? site : {}, isMap(page) ? page : {});
}

export const filters: Readonly<Record<string, (value: unknown, argument?: unknown) => unknown>> = { json, metaTags: meta };

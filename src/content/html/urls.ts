/** Kinds of URLs. */

const EXTERNAL = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Whether a URL is absolute: it has a scheme or starts with `//`. */
export function isExternal(href: string): boolean {
  return EXTERNAL.test(href);
}

/**
 * The scheme of a URL as browsers read it, without spaces and control characters; undefined if it has none.
 */
export function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\u0000-\u0020]/g, ""))?.[1]?.toLowerCase();
}

/** Schemes that untrusted pages may use. Others run code or start programs of the visitor. */
const ALLOWED_SCHEMES: ReadonlySet<string> = new Set(["http", "https", "mailto", "tel"]);

/**
 * Whether an untrusted page may use a URL (`trust: "text"`), in Markdown, raw HTML, sections or front matter.
 */
export function isAllowedUrl(url: string): boolean {
  const scheme = schemeOf(url);
  return scheme === undefined || ALLOWED_SCHEMES.has(scheme);
}

/** Whether a URL is the same wherever its page is. */
export function staysAsItIs(href: string): boolean {
  return isExternal(href) || href.startsWith("#") || href === "";
}

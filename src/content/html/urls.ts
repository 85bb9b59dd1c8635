/** Addresses as authors write them. */

const EXTERNAL = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Whether an address leads to another site. */
export function isExternal(href: string): boolean {
  return EXTERNAL.test(href);
}

/** The scheme of a URL as browsers read it, without spaces and control characters; undefined where it has none. */
export function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(/[\u0000-\u0020]/g, ""))?.[1]?.toLowerCase();
}

/** Schemes of URLs that untrusted pages may hold. Others start programs of the visitor, or run code. */
const ALLOWED_SCHEMES: ReadonlySet<string> = new Set(["http", "https", "mailto", "tel"]);

/** Whether an untrusted page may hold a URL (`trust: "text"`): in Markdown, raw HTML, sections and front matter. */
export function isAllowedUrl(url: string): boolean {
  const scheme = schemeOf(url);
  return scheme === undefined || ALLOWED_SCHEMES.has(scheme);
}

/** Whether an address is the same wherever its page goes. */
export function staysAsItIs(href: string): boolean {
  return isExternal(href) || href.startsWith("#") || href === "";
}

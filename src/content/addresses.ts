/** Addresses as authors write them. */

const EXTERNAL = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/** Whether an address leads to another site. */
export function isExternal(href: string): boolean {
  return EXTERNAL.test(href);
}

/** Whether an address is the same wherever its page goes. */
export function staysAsItIs(href: string): boolean {
  return isExternal(href) || href.startsWith("#") || href === "";
}

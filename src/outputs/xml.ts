/** XML escaping. */

import { escapeHtml } from "../utils/escape-html.js";

/** Characters that XML 1.0 does not allow, even escaped (XML 1.0, 2.2 Char). */
// eslint-disable-next-line no-control-regex -- these are the characters
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * Escapes text for the content of an element or an attribute in double quotes. Characters that XML does not
 * allow become U+FFFD.
 */
export function escapeXml(text: string): string {
  return escapeHtml(text.replace(FORBIDDEN, "\ufffd"));
}

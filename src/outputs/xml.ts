/** XML escaping. */

import { escapeHtml } from "../utils/escape-html.js";

/** Characters that XML 1.0 cannot hold, not even escaped (XML 1.0, 2.2 Char). */
// eslint-disable-next-line no-control-regex -- these are the characters
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * The text as content of an element or of an attribute in double quotes; what XML cannot hold becomes U+FFFD.
 */
export function escapeXml(text: string): string {
  return escapeHtml(text.replace(FORBIDDEN, "\ufffd"));
}

/** HTML escaping. */

/** Escapes text for the content of an element or for an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return escapeText(text).replace(/"/g, "&quot;");
}

/** Escapes text for the content of an element only. */
export function escapeText(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Escapes text for an attribute in quotes of either kind. */
export function escapeAttribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
}

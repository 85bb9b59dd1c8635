/** Author text for terminals. */

/**
 * The text without characters that a terminal would obey, and without marks that change the text direction.
 */
export function clean(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .replace(/\t/g, "  ")
    .replace(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g,
      (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
    )
    .replace(
      /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16)}`,
    );
}

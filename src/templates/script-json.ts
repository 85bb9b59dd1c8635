/** JSON in HTML. */

/**
 * The value as JSON that is safe inside `<script>`. `<` is escaped, so that no text can close the element
 * (HTML Living Standard, 4.12.1.3), and so are U+2028 and U+2029.
 */
export function scriptJson(value: unknown): string {
  return (JSON.stringify(value) ?? "null").replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

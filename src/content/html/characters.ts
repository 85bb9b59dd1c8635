/**
 * Characters that HTML does not allow (https://html.spec.whatwg.org/#text-2). Escapes in YAML and JSON can
 * produce them.
 */

/** Control characters, unpaired surrogates and noncharacters. */
const FORBIDDEN_IN_HTML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufdd0-\ufdef\ufffe\uffff]|\p{Surrogate}/u;

/** The first character of a text that HTML does not allow. */
export function forbiddenInHtml(text: string): string | undefined {
  return FORBIDDEN_IN_HTML.exec(text)?.[0];
}

/** A JSON escape. The group holds the four digits of `\u`. */
const ESCAPE = /\\(?:u([0-9a-f]{4})|[^])/giy;

/** The first JSON escape that produces such a character, with its offset. */
export function forbiddenEscape(
  json: string,
): { readonly offset: number; readonly character: string } | undefined {
  let before: { readonly end: number; readonly offset: number; readonly half: string } | undefined;
  for (let at = json.indexOf("\\"); at !== -1; at = json.indexOf("\\", ESCAPE.lastIndex)) {
    ESCAPE.lastIndex = at;
    const [written = "", digits] = ESCAPE.exec(json) ?? [];
    if (written === "") return undefined;
    const character =
      digits !== undefined
        ? String.fromCharCode(Number.parseInt(digits, 16))
        : written === "\\b"
          ? "\b"
          : written === "\\f"
            ? "\f"
            : "";
    const isSecond = before?.end === at && /^[\udc00-\udfff]$/.test(character);
    if (before !== undefined && !isSecond) return { offset: before.offset, character: before.half };
    before = undefined;
    if (isSecond) continue;
    if (/^[\ud800-\udbff]$/.test(character)) before = { end: ESCAPE.lastIndex, offset: at, half: character };
    else if (forbiddenInHtml(character) !== undefined) return { offset: at, character };
  }
  return before === undefined ? undefined : { offset: before.offset, character: before.half };
}

/** Character references of HTML that tools write into attributes and headings. */

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  para: "¶",
};

/** Decodes numeric references, the five named ones of XML, and the two that occur in headings. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos|nbsp|para)|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (written, name: string | undefined, decimal: string | undefined, hex: string | undefined) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? written;
      const code = decimal === undefined ? parseInt(hex ?? "", 16) : Number(decimal);
      return code > 0x10ffff ? written : String.fromCodePoint(code);
    },
  );
}

/** Files of the default theme that a site has copied: each says in its first line which version of the original it was. */

import { createHash } from "node:crypto";

const NOTE = /Copied from Handbill's layouts\/(\S+) \(([0-9a-f]{12})\)/;

/** The copy of a theme's file that a site gets. `name` is its path inside the layouts folder. */
export function ejected(name: string, text: string): string {
  const note = `Copied from Handbill's layouts/${name} (${hashOf(text)}). \`handbill check\` warns when the original changes.`;
  return name.endsWith(".njk") ? `{#- ${note} -#}\n${text}` : `/* ${note} */\n${text}`;
}

/** The theme's file that a copy was made of, by name; undefined for a file that is no copy. */
export function originalOf(text: string): string | undefined {
  return NOTE.exec(text.slice(0, 300))?.[1];
}

/** Whether a copy was made of another version of the original. */
export function isOutdated(copy: string, original: string): boolean {
  return NOTE.exec(copy.slice(0, 300))?.[2] !== hashOf(original);
}

/** Hash of the text; how its lines end does not matter. */
function hashOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex").slice(0, 12);
}

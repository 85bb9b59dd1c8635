/**
 * Copies of the default theme's files in a site. The first line of each names the version of the original.
 */

import { createHash } from "node:crypto";

const NOTE = /Copied from Handbill's layouts\/(\S+) \(([0-9a-f]{12})\)/;

/** The copy of a theme file for a site. `name` is its path in the layouts folder. */
export function ejected(name: string, text: string): string {
  const note =
    `Copied from Handbill's layouts/${name} (${hashOf(text)}). \`handbill check\` warns when the ` +
    "original changes.";
  return name.endsWith(".njk") ? `{#- ${note} -#}\n${text}` : `/* ${note} */\n${text}`;
}

/** The name of the theme file that a copy was made of; undefined if the text is not a copy. */
export function originalOf(text: string): string | undefined {
  return NOTE.exec(text.slice(0, 300))?.[1];
}

/** Whether a copy was made of another version of the original. */
export function isOutdated(copy: string, original: string): boolean {
  return NOTE.exec(copy.slice(0, 300))?.[2] !== hashOf(original);
}

/** Hash of the text, independent of its line ends. */
function hashOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex").slice(0, 12);
}

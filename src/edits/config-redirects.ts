/** Adds redirects to the configuration. */

import type { TextEdit } from "../model/model.js";

interface Added {
  readonly from: string;
  readonly to: string;
}

/** The start of the settings. It must occur only once, because comments and strings are not recognized. */
const SETTINGS = /\bdefineSite\(\s*\{/g;
const REDIRECTS = /(?<![\w$.-])["']?redirects["']?\s*:\s*\{/g;

/** The edit that adds redirects to the text of a configuration; undefined if their place is not certain. */
export function addRedirects(text: string, added: readonly Added[]): TextEdit | undefined {
  const entries = added.map(({ from, to }) => `${JSON.stringify(from)}: ${JSON.stringify(to)},`);
  const known = [...text.matchAll(REDIRECTS)];
  const settings = [...text.matchAll(SETTINGS)];
  const [open] = known.length > 0 ? known : settings;
  if (open === undefined || known.length > 1 || settings.length !== 1) return undefined;
  const end = open.index + open[0].length;
  const rest = text.slice(end);
  const place = placeOf(text, end);
  if (known.length === 0)
    return { ...place, was: "", text: `\n  redirects: { ${entries.join(" ").slice(0, -1)} },` };
  const indent = /^[ \t]*\r?\n([ \t]+)(?=\S)/.exec(rest)?.[1];
  if (indent !== undefined)
    return { ...place, was: "", text: entries.map((one) => `\n${indent}${one}`).join("") };
  const isEmpty = /^\s*\}/.test(rest);
  return {
    ...place,
    was: "",
    text: ` ${isEmpty ? `${entries.join(" ").slice(0, -1)} ` : entries.join(" ")}`,
  };
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text
    .slice(0, offset)
    .replace(/^\ufeff/, "")
    .split(/\r\n?|\n/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** Inserts placeholders for sizes into the tags of images without one. */

import { LINK_MARK } from "../../model/placeholders.js";
import type { Link } from "../../model/model.js";
import { readAttributes, type HtmlAttribute } from "../html/scan.js";

/** The start of a tag that can show images. In a comment or a script, its URL is not a placeholder. */
const TAG = /<(\/?)(img|picture|source)(?=[\t\n\f\r />])/gi;

const ADDRESS = new RegExp(`^${LINK_MARK}(\\d+)${LINK_MARK}$`);
const CANDIDATE = new RegExp(`${LINK_MARK}(\\d+)${LINK_MARK}(?:\\s+([\\d.]+[a-z]))?`, "g");

/** A size in a `style` attribute. */
const SIZED = /(?:^|[\s;])(?:(?:min-|max-)?(?:width|height|inline-size|block-size)|aspect-ratio)\s*:/i;

/** The HTML with size placeholders, and the links with `lacksSize` set for these images. */
export function addSizePlaceholders(
  html: string,
  links: readonly Link[],
): { readonly html: string; readonly links: readonly Link[] } {
  if (!links.some(({ kind }) => kind === "image")) return { html, links };
  const marked = new Set<number>();
  /** The images that a `<picture>` may show instead of the next one; undefined if one of them is unknown. */
  let others: readonly number[] | undefined = [];
  let out = "";
  let at = 0;
  for (const { 0: start, 1: slash, 2: written = "", index } of html.matchAll(TAG)) {
    const name = written.toLowerCase();
    if (name === "picture") others = [];
    if (slash === "/" || name === "picture") continue;
    const attributes: HtmlAttribute[] = [];
    if (readAttributes(html, index + start.length, attributes) === undefined) continue;
    const valueOf = (wanted: string): string | undefined =>
      attributes.find((attribute) => attribute.name === wanted)?.value;
    const candidates = candidatesIn(valueOf("srcset") ?? "");
    if (name === "source") {
      others = others && candidates && [...others, ...candidates];
      continue;
    }
    const src = attributes.find((attribute) => attribute.name === "src");
    const address = ADDRESS.exec(src?.value ?? "")?.[1];
    const alternatives = others;
    others = [];
    const hasOwn =
      valueOf("width") !== undefined || valueOf("height") !== undefined || SIZED.test(valueOf("style") ?? "");
    if (
      src === undefined ||
      address === undefined ||
      candidates === undefined ||
      alternatives === undefined ||
      hasOwn
    )
      continue;
    const numbers = [...new Set([Number(address), ...candidates, ...alternatives])];
    for (const number of numbers) marked.add(number);
    const end = src.offset + src.value.length;
    const after = end + (html[end] === html[src.offset - 1] && /["']/.test(html.charAt(end)) ? 1 : 0);
    const placeholder = numbers.map((number) => `=${number}`).join("");
    out += `${html.slice(at, after)}${LINK_MARK}${placeholder}${LINK_MARK}`;
    at = after;
  }
  if (marked.size === 0) return { html, links };
  return {
    html: out + html.slice(at),
    links: links.map((link, index) => (marked.has(index) ? { ...link, lacksSize: true } : link)),
  };
}

/**
 * The images of a `srcset` that are shown in their natural size. Undefined if a layout gives them another
 * size, or one is of another site.
 */
function candidatesIn(srcset: string): readonly number[] | undefined {
  const numbers: number[] = [];
  let isKnown = true;
  const rest = srcset.replace(CANDIDATE, (_, number: string, descriptor = "1x") => {
    if (Number.parseFloat(descriptor) === 1 && descriptor.endsWith("x")) numbers.push(Number(number));
    isKnown &&= descriptor.endsWith("x");
    return "";
  });
  return isKnown && !/[^\s,]/.test(rest) ? numbers : undefined;
}

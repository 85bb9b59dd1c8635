/** The opaque colours that a style sheet sets. */

import { contrast, hexOf } from "./colour.js";

/** A colour in the light and in the dark palette. */
export interface PaletteColour {
  readonly light: string;
  readonly dark: string;
}

/** A declaration with a colour. */
export interface ColourDeclaration extends PaletteColour {
  readonly property: string;
  /** Offset of the declaration in the text. */
  readonly start: number;
  readonly length: number;
}

/** A rule and its colours; `isRoot`: whether it is about the whole page, whatever its palette. */
export interface ColourRule {
  readonly isRoot: boolean;
  readonly colours: readonly ColourDeclaration[];
  /** Properties whose value is no such colour. */
  readonly others: ReadonlySet<string>;
}

const DECLARATION = /(?<![\w-])([\w-]{1,200})[ \t]{0,50}:[ \t]*([^;{}]+)/g;

/** The rules that set colours. Comments are skipped; a rule in another one counts for itself. */
export function colourRules(css: string): readonly ColourRule[] {
  const text = css.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));
  const rules: ColourRule[] = [];
  const open: number[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "{") {
      open.push(from);
      from = at + 1;
    } else if (character === "}" || character === ";") {
      if (character === "}") {
        const start = open.pop() ?? 0;
        const selector = text.slice(start, text.indexOf("{", start)).trim();
        const rule = ruleOf(text, at, selector, open.length === 0);
        if (rule !== undefined) rules.push(rule);
        from = at + 1;
      } else if (open.length === 0) from = at + 1;
    }
  }
  return rules;
}

/** The rule that ends at an offset. */
function ruleOf(text: string, end: number, selector: string, isOutside: boolean): ColourRule | undefined {
  const start = text.lastIndexOf("{", end - 1) + 1;
  const colours: ColourDeclaration[] = [];
  const others = new Set<string>();
  for (const { 0: whole, 1: property = "", 2: value = "", index } of text
    .slice(start, end)
    .matchAll(DECLARATION)) {
    const colour = readColour(value.trim());
    if (colour === undefined) others.add(property);
    else colours.push({ property, ...colour, start: start + index, length: whole.trimEnd().length });
  }
  const isRoot = isOutside && /^(?::root|html)(?:\s*,\s*(?::root|html))*$/.test(selector);
  return colours.length + others.size === 0 ? undefined : { isRoot, colours, others };
}

/** A colour of two palettes. The colours may be functions. */
const LIGHT_DARK =
  /^light-dark\(([^,()]{1,40}(?:\([^()]{1,60}\)\s{0,9})?),([^,()]{1,40}(?:\([^()]{1,60}\)\s{0,9})?)\)$/i;

/** `#0f766e`, or `light-dark(#0f766e, #5eead4)`; undefined if it is no opaque colour. */
function readColour(value: string): PaletteColour | undefined {
  const [, first = value, second = value] = LIGHT_DARK.exec(value) ?? [];
  const [light, dark] = [hexOf(first.trim()), hexOf(second.trim())];
  return light === undefined || dark === undefined ? undefined : { light, dark };
}

/** The palette in which two colours differ less than `enough`, and by how much they differ. */
export function lowContrast(
  text: PaletteColour,
  ground: PaletteColour,
  enough: number,
): { readonly palette: "light" | "dark"; readonly ratio: number } | undefined {
  for (const palette of ["light", "dark"] as const) {
    const ratio = contrast(text[palette], ground[palette]);
    if (ratio < enough) return { palette, ratio };
  }
  return undefined;
}

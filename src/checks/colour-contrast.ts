/** Colours of the site's own style sheets that cannot be read on each other. */

import { createPlaces } from "../content/markdown/positions.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import type { AssetFile } from "../templates/assets/assets.js";
import {
  colourRules,
  lowContrast,
  type ColourDeclaration,
  type ColourRule,
} from "../templates/assets/css-colours.js";
import { groupBy } from "../utils/group-by.js";
import type { Check } from "./check.js";

/** WCAG 2.2, 1.4.3 (AA): for text, and for large text. */
const TEXT = 4.5;
const LARGE_TEXT = 3;

const ON_PAGE = ["--background", "--surface"];

/** The theme's variables for text, and those on which it is shown. */
const PAIRS: readonly (readonly [text: string, grounds: readonly string[]])[] = [
  ["--text", [...ON_PAGE, "--code-inline", "--code-mark", "--code-add", "--code-remove"]],
  ["--muted", ON_PAGE],
  ["--accent", [...ON_PAGE, "--accent-soft"]],
  ["--accent-strong", [...ON_PAGE, "--accent-soft"]],
  ["--on-accent", ["--accent", "--accent-strong"]],
  ...["note", "tip", "important", "warning", "caution"].map((kind) => [`--${kind}`, ON_PAGE] as const),
  ...["plain", "keyword", "string", "comment", "constant", "function", "parameter", "punctuation"].map(
    (kind) => [`--hl-${kind}`, ["--code"]] as const,
  ),
];

interface Colour extends ColourDeclaration {
  /** The site's file that sets it; undefined for the theme's. */
  readonly file?: AssetFile;
}

export const colourContrast: Check = {
  name: "colour-contrast",
  codes: ["colour-contrast"],
  per: "site",
  run({ loaded: { assetFiles, assets }, templates }) {
    const own = [...assetFiles.values()].filter(
      ({ name, path }) => name.endsWith(".css") && !path.startsWith("handbill:"),
    );
    if (own.length === 0 || ![...assets.keys()].some((name) => templates.linkedAssets.has(name))) return [];
    const theme = ["styles/tokens.css", "styles/brand.css"].flatMap((name) => assetFiles.get(name) ?? []);
    const rules = own.map((file) => ({ file, rules: colourRules(file.text) }));
    return [
      ...rules.flatMap((one) => one.rules.flatMap((rule) => inRule(one.file, rule))),
      ...inVariables(theme, rules),
    ];
  },
};

/** Text and ground that one rule sets. */
function inRule(file: AssetFile, { colours }: ColourRule): readonly Diagnostic[] {
  const text = colours.findLast(({ property }) => property === "color");
  const ground = colours.findLast(({ property }) => /^background(?:-color)?$/.test(property));
  const low = text && ground && lowContrast(text, ground, LARGE_TEXT);
  return text === undefined || ground === undefined || low === undefined
    ? []
    : [finding(file, text, `\`color\` on \`${ground.property}\``, low, LARGE_TEXT)];
}

/** The theme's variables as the site sets them, each with those of the theme that it keeps. */
function inVariables(
  theme: readonly AssetFile[],
  own: readonly { readonly file: AssetFile; readonly rules: readonly ColourRule[] }[],
): readonly Diagnostic[] {
  const values = new Map<string, Colour>();
  for (const { text } of theme)
    for (const { isRoot, colours } of colourRules(text))
      for (const colour of colours) if (isRoot) values.set(colour.property, colour);
  for (const { file, rules } of own)
    for (const { isRoot, colours, others } of rules) {
      // Set for one palette or place alone, it is another colour elsewhere.
      for (const colour of colours)
        if (isRoot) values.set(colour.property, { ...colour, file });
        else values.delete(colour.property);
      for (const property of others) values.delete(property);
    }
  const low = PAIRS.flatMap(([name, grounds]) =>
    grounds.flatMap((other) => lowPair(values, name, other) ?? []),
  );
  // One colour may be behind many: what is read worst tells.
  return [...groupBy(low, ({ set }) => set).values()].flatMap((all) => {
    const [worst] = all.toSorted((a, b) => a.low.ratio - b.low.ratio);
    return worst === undefined ? [] : [finding(worst.file, worst.set, worst.what, worst.low, TEXT)];
  });
}

/** Two variables that cannot be read on each other, where the site sets one of them. */
function lowPair(values: ReadonlyMap<string, Colour>, name: string, other: string) {
  const [text, ground] = [values.get(name), values.get(other)];
  const set = text?.file === undefined ? ground : text;
  const low = text && ground && lowContrast(text, ground, TEXT);
  return low === undefined || set?.file === undefined
    ? undefined
    : { set, file: set.file, what: `\`${name}\` on \`${other}\``, low };
}

function finding(
  file: AssetFile,
  { start, length }: ColourDeclaration,
  what: string,
  { palette, ratio }: { readonly palette: string; readonly ratio: number },
  enough: number,
): Diagnostic {
  return diagnostic(
    "colour-contrast",
    { file: file.path, ...createPlaces(file.text)(start), length },
    `${what} has a contrast of ${ratio.toFixed(2)} in the ${palette} palette: ` +
      `${enough === TEXT ? "text" : "large text"} needs ${enough}.`,
    "Make one of the two lighter or darker.",
  );
}

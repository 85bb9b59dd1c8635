/**
 * Checks templates before they render. Nunjucks reports no position for an unknown filter or a missing
 * include at render time, but its parser knows all of them.
 */

import { didYouMean } from "../utils/look-alikes.js";
import { diagnostic, type DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { nearest } from "../utils/nearest.js";
import { readFacts, type BlockFact, type NamedPlace, type Reference, type TemplateFacts } from "./facts.js";
import type { TemplateFile, TemplateFiles } from "./load.js";
import { templateSyntax } from "./template-syntax.js";
import type { PreparedTemplate } from "./prepared.js";

/** Text in which Nunjucks templates run: a layout, an include or a page. */
export interface TemplateText {
  /** The path for messages. */
  readonly path: string;
  readonly body: string;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
  /** Facts that are already known. */
  readonly prepared?: PreparedTemplate;
}

/** The names that a template may use. */
export interface TemplateNames {
  readonly filters: ReadonlySet<string>;
  /** Custom tags and shortcodes for the parser. */
  readonly extensions: readonly unknown[];
  /** The names of style sheets and scripts for the filter `asset`. */
  readonly assets?: ReadonlySet<string>;
  /** The names that a page, a data file, the configuration or Handbill sets. */
  readonly values: ReadonlySet<string>;
}

export interface CheckedTemplates {
  readonly diagnostics: readonly Diagnostic[];
  /** For each template, the paths of those that it includes, extends or imports by a fixed name. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** For each template, the names of the style sheets and scripts that it links. */
  readonly assets: ReadonlyMap<string, readonly string[]>;
  /** The paths of templates that compute the name of an include or asset. They may use any template. */
  readonly computed: ReadonlySet<string>;
}

/** Reports a finding at a name in a template. `length` is the length of the text to underline. */
type At = (code: DiagnosticCode, place: NamedPlace, length: number, message: string, hint?: string) => void;

/** Checks templates, and every template that they include, extend or import, each once. */
export function checkTemplates(
  start: readonly TemplateText[],
  files: TemplateFiles,
  names: TemplateNames,
): CheckedTemplates {
  const diagnostics: Diagnostic[] = [];
  const uses = new Map<string, string[]>();
  const assets = new Map<string, readonly string[]>();
  const computed = new Set<string>();
  const blocks = new Map<string, Blocks>();
  const visit = (text: TemplateText, chain: readonly string[]): void => {
    if (uses.has(text.path)) return;
    const used: string[] = [];
    uses.set(text.path, used);
    const use = (file: TemplateFile): void => {
      used.push(file.path);
      visit(file, [...chain, text.path]);
    };
    const at: At = (code, { line, column }, length, message, hint) =>
      diagnostics.push(
        diagnostic(
          code,
          { file: text.path, line: text.bodyLine + line, column: column + 1, length },
          message,
          hint,
        ),
      );
    let facts: TemplateFacts;
    try {
      facts = text.prepared?.facts ?? readFacts(text.body, names.extensions);
    } catch (error) {
      return void diagnostics.push(templateSyntax(error, text));
    }
    for (const filter of facts.filters) checkFilter(filter, names, at);
    for (const asset of facts.assets) checkAsset(asset, names, at);
    assets.set(
      text.path,
      facts.assets.map(({ name }) => name),
    );
    if (facts.computesAsset) computed.add(text.path);
    if (isOwn(text)) checkNames(facts.names, names.values, at);
    blocks.set(text.path, blocksOf(facts, text, files));
    for (const reference of facts.references) {
      if (reference.isComputed && reference.name === "") computed.add(text.path);
      else if (reference.isComputed) mayMean(reference, text, chain, files).forEach(use);
      else [checkReference(reference, text, chain, files, at) ?? []].flat().forEach(use);
    }
  };
  for (const text of start) visit(text, []);
  for (const own of blocks.values()) diagnostics.push(...lostBlocks(own, blocks));
  return { diagnostics, uses, assets, computed };
}

/** The theme's own layouts name what a page may set; a site's layouts name what it does set. */
function isOwn({ path }: TemplateText): boolean {
  return path.startsWith("layouts/");
}

/** A computed name is known only when it renders: with a fixed start, it may be any that starts so. */
function mayMean(
  { name }: Reference,
  text: TemplateText,
  chain: readonly string[],
  files: TemplateFiles,
): readonly TemplateFile[] {
  return [...files.values()].filter(
    (file) => file.name.startsWith(name) && file.path !== text.path && !chain.includes(file.path),
  );
}

/** The template with a fixed name; undefined if it does not exist, or if the two include each other. */
function checkReference(
  reference: Reference,
  text: TemplateText,
  chain: readonly string[],
  files: TemplateFiles,
  at: At,
): TemplateFile | undefined {
  const { name, isOptional } = reference;
  const next = findRelative(files, text, name);
  if (next === undefined) {
    if (isOptional) return undefined;
    const meant = nearest(name, files.keys());
    at(
      "include-missing",
      reference,
      name.length + 2,
      `The template \`${name}\` does not exist in layouts/.`,
      meant === undefined ? "Use the name of a file in layouts/." : didYouMean(name, meant),
    );
    return undefined;
  }
  if (!chain.includes(next.path) && next.path !== text.path) return next;
  const first = chain.indexOf(next.path);
  const circle = [...chain.slice(first === -1 ? chain.length : first), text.path, next.path];
  at(
    "template-cycle",
    reference,
    name.length + 2,
    `Templates include each other in a loop: ${circle.join(" → ")}.`,
    "Remove one of these includes.",
  );
  return undefined;
}

/** The blocks of a template and the template that it extends. */
interface Blocks {
  readonly text: TemplateText;
  readonly all: readonly BlockFact[];
  /** The path of the extended template; "computed" if its name is computed. */
  readonly parent?: string;
}

function blocksOf({ blocks, parent: name }: TemplateFacts, text: TemplateText, files: TemplateFiles): Blocks {
  if (name === undefined) return { text, all: blocks };
  const parent = name === null ? "computed" : findRelative(files, text, name)?.path;
  return { text, all: blocks, ...(parent !== undefined && { parent }) };
}

/** Reports blocks that no extended template has. They are never printed. */
function lostBlocks(
  { text, all: own, parent }: Blocks,
  all: ReadonlyMap<string, Blocks>,
): readonly Diagnostic[] {
  if (parent === undefined || !text.path.startsWith("layouts/")) return [];
  const known = new Set<string>();
  const visited = new Set<string>();
  for (
    let above: string | undefined = parent;
    above !== undefined && !visited.has(above);
    above = all.get(above)?.parent
  ) {
    const one = all.get(above);
    // A template that cannot be parsed or has a computed name may have any block.
    if (one === undefined) return [];
    visited.add(above);
    for (const { name } of one.all) known.add(name);
  }
  return own
    .filter(({ name, isOutermost }) => isOutermost && !known.has(name))
    .map(({ name, line, column }) => {
      const meant = nearest(name, known);
      return diagnostic(
        "unknown-name",
        { file: text.path, line: text.bodyLine + line, column: column + 1, length: name.length },
        `The parent template has no block \`${name}\`, so this block prints nothing.`,
        meant === undefined ? `Its blocks are ${[...known].join(", ")}.` : didYouMean(name, meant),
      );
    });
}

function findRelative(files: TemplateFiles, from: TemplateText, name: string): TemplateFile | undefined {
  if (!/^\.\.?\//.test(name)) return files.get(name);
  const parts = from.path
    .replace(/^(?:handbill:)?layouts\//, "")
    .split("/")
    .slice(0, -1);
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return files.get(parts.join("/"));
}

function checkFilter(filter: NamedPlace, names: TemplateNames, at: At): void {
  const { name } = filter;
  if (names.filters.has(name)) return;
  const meant = nearest(name, names.filters);
  at(
    "unknown-filter",
    filter,
    name.length,
    `Unknown filter \`${name}\`.`,
    meant === undefined
      ? "Use an existing filter, or add it in .eleventy.ts: config.addFilter(…)."
      : didYouMean(name, meant),
  );
}

/** Reports an unknown style sheet or script in `{{ "name" | asset }}`. */
function checkAsset(asset: NamedPlace, names: TemplateNames, at: At): void {
  const { name } = asset;
  if (names.assets === undefined || names.assets.has(name)) return;
  const meant = nearest(name, names.assets);
  at(
    "asset-missing",
    asset,
    name.length + 2,
    `The style sheet or script \`${name}\` does not exist in layouts/.`,
    meant === undefined ? "Use the name of a file, such as styles/site.css." : didYouMean(name, meant),
  );
}

/** Reports names that nothing sets and that resemble a name that is set. They print nothing on every page. */
function checkNames(read: readonly NamedPlace[], known: ReadonlySet<string>, at: At): void {
  for (const place of read) {
    const { name } = place;
    const meant = known.has(name) || name.length < 4 ? undefined : nearest(name, known);
    if (meant === undefined) continue;
    at(
      "unknown-name",
      place,
      name.length,
      `\`${name}\` is never set, so it prints nothing.`,
      didYouMean(name, meant),
    );
  }
}

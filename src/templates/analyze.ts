/**
 * What can be known about a template before it renders: Nunjucks tells no line for an unknown filter or a missing
 * include while it renders, but its parser gives every one of them its place.
 */

import nunjucks from "nunjucks";
import { diagnostic, type DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { nearest } from "../utils/nearest.js";
import type { TemplateFile, TemplateFiles } from "./load.js";
import { findUnknownNames, type Node } from "./unknown-names.js";

/** Text in which Nunjucks templates run: a layout, an include, or a page. */
export interface TemplateText {
  /** Path for people. */
  readonly path: string;
  readonly body: string;
  /** Line of the file on which the body starts. */
  readonly bodyLine: number;
}

/** What a template may use, as the configuration has it. */
export interface TemplateNames {
  readonly filters: ReadonlySet<string>;
  /** Custom tags and shortcodes, for the parser. */
  readonly extensions: readonly unknown[];
  /** Names of style sheets and scripts, for the filter `asset`. */
  readonly assets?: ReadonlySet<string>;
  /** Names that a page, a data file, the configuration or Handbill sets. */
  readonly values: ReadonlySet<string>;
}

// The declarations of nunjucks leave out its parser and nodes.
const { parser, nodes } = nunjucks as unknown as {
  readonly parser: { parse(source: string, extensions: readonly unknown[]): Node };
  readonly nodes: Readonly<
    Record<"Filter" | "Include" | "Extends" | "Import" | "FromImport" | "Literal" | "Block", unknown>
  >;
};

export interface CheckedTemplates {
  readonly diagnostics: readonly Diagnostic[];
  /** Paths of the templates that each one includes, extends or imports by a fixed name. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
  /** Names of the style sheets and scripts that each one links. */
  readonly assets: ReadonlyMap<string, readonly string[]>;
  /** Paths of those that compute the name of what they include or link: they may use any template. */
  readonly computed: ReadonlySet<string>;
}

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
    const at = (code: DiagnosticCode, node: Node, length: number, message: string, hint?: string) =>
      diagnostics.push(
        diagnostic(
          code,
          { file: text.path, line: text.bodyLine + node.lineno, column: node.colno + 1, length },
          message,
          hint,
        ),
      );
    let root: Node;
    try {
      root = parser.parse(text.body, names.extensions);
    } catch (error) {
      diagnostics.push(syntaxError(error, text));
      return;
    }
    for (const filter of root.findAll(nodes.Filter)) checkFilter(filter, names, at);
    const linked = checkAssets(root.findAll(nodes.Filter), names, at);
    assets.set(text.path, linked.names);
    if (linked.isComputed) computed.add(text.path);
    // The theme's own layouts name what a page may set; a site's layouts name what it does set.
    for (const { node, name, meant } of text.path.startsWith("layouts/")
      ? findUnknownNames(root, names.values)
      : []) {
      at(
        "unknown-name",
        node,
        name.length,
        `Nothing sets \`${name}\`, so it prints nothing.`,
        `Did you mean \`${meant}\`?`,
      );
    }
    blocks.set(text.path, blocksOf(root, text, files));
    for (const kind of [nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport]) {
      for (const node of root.findAll(kind)) {
        const name = node.template?.value;
        // A name that is computed is known only when it renders: with a fixed start, it may be any that starts so.
        if (typeof name !== "string" || node.template?.typename !== "Literal") {
          const start = fixedStart(node.template);
          if (start === "") computed.add(text.path);
          else
            for (const file of files.values())
              if (file.name.startsWith(start) && file.path !== text.path && !chain.includes(file.path))
                use(file);
          continue;
        }
        const next = findRelative(files, text, name);
        const place = node.template ?? node;
        if (next === undefined) {
          if (node.ignoreMissing === true) continue;
          const meant = nearest(name, files.keys());
          at(
            "include-missing",
            place,
            name.length + 2,
            `There is no template \`${name}\` in layouts/.`,
            meant === undefined ? "Use the name of a file in layouts/." : `Did you mean \`${meant}\`?`,
          );
        } else if (chain.includes(next.path) || next.path === text.path) {
          const circle = [
            ...chain.slice(chain.indexOf(next.path) === -1 ? chain.length : chain.indexOf(next.path)),
            text.path,
            next.path,
          ];
          at(
            "template-cycle",
            place,
            name.length + 2,
            `Templates include each other in a circle: ${circle.join(" → ")}.`,
            "Remove one of the links of this chain.",
          );
        } else {
          use(next);
        }
      }
    }
  };
  for (const text of start) visit(text, []);
  for (const own of blocks.values()) diagnostics.push(...lostBlocks(own, blocks));
  return { diagnostics, uses, assets, computed };
}

/** The blocks of a template, and the one that it extends. */
interface Blocks {
  readonly text: TemplateText;
  readonly names: readonly string[];
  /** Those that stand in no other block: where the template extends another, they are shown only in a block of the same name there. */
  readonly outermost: readonly Node[];
  /** Path of what it extends; "computed" where only rendering tells. */
  readonly parent?: string;
}

const blockName = (node: Node): string => String((node.name as Node).value);

function blocksOf(root: Node, text: TemplateText, files: TemplateFiles): Blocks {
  const all = root.findAll(nodes.Block);
  const inner = new Set(
    all.flatMap((block) => (block.body === undefined ? [] : block.body.findAll(nodes.Block))),
  );
  const [extended] = root.findAll(nodes.Extends);
  const name = extended?.template?.value;
  const parent = typeof name === "string" ? findRelative(files, text, name)?.path : "computed";
  return {
    text,
    names: all.map(blockName),
    outermost: all.filter((block) => !inner.has(block)),
    ...(extended !== undefined && parent !== undefined && { parent }),
  };
}

/** Blocks that none of the extended templates has: they print nothing, on every page, without a word. */
function lostBlocks(
  { text, outermost, parent }: Blocks,
  all: ReadonlyMap<string, Blocks>,
): readonly Diagnostic[] {
  if (parent === undefined || !text.path.startsWith("layouts/")) return [];
  const known = new Set<string>();
  const seen = new Set<string>();
  for (
    let above: string | undefined = parent;
    above !== undefined && !seen.has(above);
    above = all.get(above)?.parent
  ) {
    const one = all.get(above);
    // What cannot be parsed, or is known only when it renders, may have any block.
    if (one === undefined) return [];
    seen.add(above);
    for (const name of one.names) known.add(name);
  }
  return outermost
    .filter((node) => !known.has(blockName(node)))
    .map((node) => {
      const name = blockName(node);
      const meant = nearest(name, known);
      const { lineno, colno } = node.name as Node;
      return diagnostic(
        "unknown-name",
        { file: text.path, line: text.bodyLine + lineno, column: colno + 1, length: name.length },
        `The template that this one extends has no block \`${name}\`, so it prints nothing.`,
        meant === undefined ? `Its blocks are ${[...known].join(", ")}.` : `Did you mean \`${meant}\`?`,
      );
    });
}

/** `"sections/"` in `"sections/" + type + ".njk"`: the text that a computed name starts with, up to a folder's end; empty when there is none. */
function fixedStart(name: Node | undefined): string {
  const left = name?.typename === "Add" ? name.left : undefined;
  if (left?.typename === "Add") return fixedStart(left);
  return left?.typename === "Literal" && typeof left.value === "string" && /^\w.*\/$/.test(left.value)
    ? left.value
    : "";
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

type At = (code: DiagnosticCode, node: Node, length: number, message: string, hint?: string) => void;

function checkFilter(filter: Node, names: TemplateNames, at: At): void {
  const symbol = filter.name as Node | undefined;
  const name = symbol?.value;
  if (typeof name !== "string" || symbol === undefined || names.filters.has(name)) return;
  const meant = nearest(name, names.filters);
  at(
    "unknown-filter",
    symbol,
    name.length,
    `There is no filter \`${name}\`.`,
    meant === undefined
      ? "Use a filter that exists, or add it in .eleventy.ts: config.addFilter(…)."
      : `Did you mean \`${meant}\`?`,
  );
}

/** The style sheets and scripts that a template links by `{{ "name" | asset }}`. */
function checkAssets(
  filters: readonly Node[],
  names: TemplateNames,
  at: At,
): { readonly names: readonly string[]; readonly isComputed: boolean } {
  const linked = filters
    .filter((filter) => (filter.name as Node | undefined)?.value === "asset")
    .map((filter) => (filter.args as unknown as { readonly children: readonly Node[] }).children[0]);
  const literal = linked.filter(
    (node) => node?.typename === "Literal" && typeof node.value === "string",
  ) as readonly (Node & { readonly value: string })[];
  for (const node of literal) {
    if (names.assets === undefined || names.assets.has(node.value)) continue;
    const meant = nearest(node.value, names.assets);
    at(
      "asset-missing",
      node,
      node.value.length + 2,
      `There is no style sheet or script \`${node.value}\` in layouts/.`,
      meant === undefined ? "Use the name of a file: styles/… or scripts/…" : `Did you mean \`${meant}\`?`,
    );
  }
  return { names: literal.map(({ value }) => value), isComputed: literal.length < linked.length };
}

function syntaxError(error: unknown, text: TemplateText): Diagnostic {
  const { lineno, colno, message } = error as { lineno?: number; colno?: number; message?: string };
  const said =
    (message ?? String(error))
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !/^\(.*\)/.test(line))
      .at(-1) ?? "";
  const plain = said.replace(/^(?:Template render error: )?(?:Error: )?/, "");
  const unclosed =
    /^parse(\w+): expected .*got end of file/.exec(plain) ??
    /unexpected end of file|expected block end/.exec(plain);
  const opened = unclosed ? lastOpenBlock(text) : undefined;
  // The parser counts from 1 where it fails, and its nodes from 0.
  const place = opened ?? { line: text.bodyLine + (lineno ?? 1) - 1, column: colno ?? 1, length: 1 };
  const at = { file: text.path, line: place.line, column: place.column, length: place.length };
  if (opened !== undefined)
    return diagnostic(
      "template-syntax",
      at,
      `The block \`${opened.name}\` is opened here and never closed.`,
      `Close it with {% end${opened.name} %}.`,
    );
  const tag = /^unknown block tag: (\w+)/.exec(plain)?.[1];
  if (tag === undefined)
    return diagnostic(
      "template-syntax",
      at,
      `The template cannot be parsed: ${plain.replace(/\.?$/, ".")}`,
      "Correct the template here.",
    );
  const inTag = { ...at, length: tag.length };
  const block = /^end(\w+)|^el(?:se|if|seif)$/.exec(tag);
  if (block !== null)
    return diagnostic(
      "template-syntax",
      inTag,
      `\`${tag}\` stands here, and no block${block[1] === undefined ? "" : ` \`${block[1]}\``} is open.`,
      "Remove it, or open the block before it.",
    );
  return diagnostic(
    "template-syntax",
    inTag,
    `There is no tag \`${tag}\`.`,
    "Use a tag of Nunjucks, or add it in .eleventy.ts: config.addShortcode(…).",
  );
}

const PAIRED = new Set([
  "if",
  "for",
  "block",
  "macro",
  "call",
  "filter",
  "raw",
  "verbatim",
  "switch",
  "asyncEach",
  "asyncAll",
  "ifAsync",
]);

/** The innermost block that has no end. */
function lastOpenBlock({
  body,
  bodyLine,
}: TemplateText):
  | { readonly name: string; readonly line: number; readonly column: number; readonly length: number }
  | undefined {
  const open: { readonly name: string; readonly offset: number; readonly length: number }[] = [];
  for (const match of body
    .replace(/\{#[\s\S]*?#\}/g, (comment) => comment.replace(/[^\n]/g, " "))
    .matchAll(/\{%-?\s*(end)?(\w+)[\s\S]*?%\}/g)) {
    const [whole, end, name = ""] = match;
    if (end !== undefined) {
      const at = open.findLastIndex((block) => block.name === name);
      if (at !== -1) open.splice(at);
    } else if (PAIRED.has(name) || (name === "set" && !whole.includes("=")))
      open.push({ name, offset: match.index, length: whole.length });
  }
  const last = open.at(-1);
  if (last === undefined) return undefined;
  const before = body.slice(0, last.offset).split("\n");
  return {
    name: last.name,
    line: bodyLine + before.length - 1,
    column: (before.at(-1) ?? "").length + 1,
    length: last.length,
  };
}

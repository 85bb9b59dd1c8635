/** Reads the filters, templates, assets, blocks and names that a template uses, with their positions. */

import { nunjucks } from "./nunjucks.js";
import { isObject } from "../utils/is-record.js";

/** A node of Nunjucks' syntax tree. Lines and columns count from 0. */
interface Node {
  readonly lineno: number;
  readonly colno: number;
  /** The kind of the node: "Literal", "Symbol" … */
  readonly typename?: string;
  readonly name?: unknown;
  readonly value?: unknown;
  readonly targets?: readonly Node[];
  readonly target?: Node;
  readonly names?: Node;
  readonly args?: Node;
  readonly template?: Node;
  readonly left?: Node;
  readonly body?: Node;
  readonly ignoreMissing?: boolean;
  findAll(kind: unknown): Node[];
}

type Kind = abstract new (...parts: never[]) => Node;

// The type declarations of nunjucks lack its parser and nodes.
const { parser, nodes } = nunjucks as unknown as {
  readonly parser: { parse(source: string, extensions: readonly unknown[]): Node };
  readonly nodes: Readonly<
    Record<
      | "Node"
      | "Symbol"
      | "Set"
      | "For"
      | "Macro"
      | "Caller"
      | "Import"
      | "FromImport"
      | "Include"
      | "Extends"
      | "Filter"
      | "Pair"
      | "Block"
      | "KeywordArgs",
      Kind
    >
  >;
};

/** A name in a template. `line` and `column` count from 0. */
export interface NamedPlace {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** The target of an `extends`, `include` or `import`. */
export interface Reference extends NamedPlace {
  /**
   * Whether the name is computed. `name` is then the folder that it starts with (`"sections/"`), or empty.
   */
  readonly isComputed: boolean;
  /** Whether the tag has `ignore missing`. */
  readonly isOptional: boolean;
}

/** A block that a template defines. */
export interface BlockFact extends NamedPlace {
  /** Whether it is not inside another block. */
  readonly isOutermost: boolean;
}

/** Everything that a template uses, each list in the order of the text. */
export interface TemplateFacts {
  readonly filters: readonly NamedPlace[];
  /** The literal arguments of the filter `asset`. */
  readonly assets: readonly NamedPlace[];
  /** Whether an argument of the filter `asset` is computed. */
  readonly computesAsset: boolean;
  readonly references: readonly Reference[];
  readonly blocks: readonly BlockFact[];
  /** The name of the template that this one extends; null if it is computed, undefined if there is none. */
  readonly parent?: string | null;
  /** Each name that the template reads and does not set, at its first use. */
  readonly names: readonly NamedPlace[];
}

/** Names that Nunjucks defines in every template. */
const BUILT_IN = new Set([
  "loop",
  "caller",
  "super",
  "varargs",
  "kwargs",
  "true",
  "false",
  "none",
  "null",
  "undefined",
  "defined",
  "range",
  "cycler",
  "joiner",
  "self",
]);

/** Reads the facts of a template. `extensions` are custom tags for the parser. Throws the parser's error. */
export function readFacts(body: string, extensions: readonly unknown[]): TemplateFacts {
  const root = parser.parse(body, extensions);
  const all = root.findAll(nodes.Node);
  const find = (kind: Kind): Node[] => all.filter((node) => node instanceof kind);
  const filters = find(nodes.Filter);
  const assets = filters
    .filter((filter) => (filter.name as Node | undefined)?.value === "asset")
    .map((filter) => (filter.args as unknown as { readonly children: readonly Node[] }).children[0]);
  const literals = assets.filter(
    (node): node is Node => node?.typename === "Literal" && typeof node.value === "string",
  );
  const [extended] = find(nodes.Extends);
  const parent = extended?.template?.value;
  return {
    filters: filters
      .map(({ name }) => name as Node | undefined)
      .flatMap((name) => (typeof name?.value === "string" ? [placeOf(name, name.value)] : [])),
    assets: literals.map((node) => placeOf(node, String(node.value))),
    computesAsset: literals.length < assets.length,
    references: [nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport].flatMap((kind) =>
      find(kind).map(referenceOf),
    ),
    blocks: blocksOf(find(nodes.Block)),
    ...(extended !== undefined && { parent: typeof parent === "string" ? parent : null }),
    names: namesRead(find),
  };
}

const placeOf = ({ lineno, colno }: Node, name: string): NamedPlace => ({
  name,
  line: lineno,
  column: colno,
});

function referenceOf(node: Node): Reference {
  const name = node.template?.value;
  const isComputed = typeof name !== "string" || node.template?.typename !== "Literal";
  return {
    ...placeOf(node.template ?? node, isComputed ? fixedStart(node.template) : name),
    isComputed,
    isOptional: node.ignoreMissing === true,
  };
}

/**
 * The folder that a computed name starts with, such as `"sections/"` in `"sections/" + type + ".njk"`; empty
 * if there is none.
 */
function fixedStart(name: Node | undefined): string {
  const left = name?.typename === "Add" ? name.left : undefined;
  if (left?.typename === "Add") return fixedStart(left);
  return left?.typename === "Literal" && typeof left.value === "string" && /^\w.*\/$/.test(left.value)
    ? left.value
    : "";
}

function blocksOf(blocks: readonly Node[]): readonly BlockFact[] {
  const inner = new Set(blocks.flatMap(({ body }) => body?.findAll(nodes.Block) ?? []));
  return blocks.map((block) => ({
    ...placeOf(block.name as Node, String((block.name as Node).value)),
    isOutermost: !inner.has(block),
  }));
}

/** Symbols that name a filter, a block or an argument, and no value. */
function namesOnly(find: (kind: Kind) => readonly Node[]): ReadonlySet<Node> {
  const names = new Set<Node>();
  for (const kind of [nodes.Filter, nodes.Block])
    for (const { name } of find(kind)) if (isObject(name)) names.add(name as unknown as Node);
  for (const list of find(nodes.KeywordArgs))
    for (const pair of list.findAll(nodes.Pair)) names.add((pair as unknown as { readonly key: Node }).key);
  return names;
}

function namesRead(find: (kind: Kind) => readonly Node[]): readonly NamedPlace[] {
  const own = new Set<string>();
  const define = (node: Node | undefined): void => {
    if (node === undefined || typeof node.findAll !== "function") return;
    for (const symbol of [...(typeof node.value === "string" ? [node] : []), ...node.findAll(nodes.Symbol)])
      own.add(String(symbol.value));
  };
  for (const kind of [nodes.Set, nodes.For, nodes.Macro, nodes.Caller, nodes.Import, nodes.FromImport]) {
    for (const node of find(kind)) {
      for (const target of node.targets ?? []) define(target);
      define(node.target);
      define(node.names);
      if (kind === nodes.For || kind === nodes.Macro || kind === nodes.Caller)
        define(node.name as Node | undefined);
      if (kind === nodes.Macro || kind === nodes.Caller) define(node.args);
    }
  }
  const notValues = namesOnly(find);
  const read = new Map<string, NamedPlace>();
  for (const node of find(nodes.Symbol)) {
    const name = String(node.value);
    if (notValues.has(node) || own.has(name) || BUILT_IN.has(name) || read.has(name)) continue;
    read.set(name, placeOf(node, name));
  }
  return [...read.values()];
}

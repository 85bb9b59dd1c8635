/** Names in a layout that nothing sets: they print nothing, on every page, without a word. */

import nunjucks from "nunjucks";
import { nearest } from "../utils/nearest.js";

/** A node of Nunjucks' syntax tree; lines and columns count from 0. */
export interface Node {
  readonly lineno: number;
  readonly colno: number;
  /** Its kind: "Literal", "Symbol" … */
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

// The declarations of nunjucks leave out its nodes.
const { nodes } = nunjucks as unknown as {
  readonly nodes: Readonly<
    Record<
      | "Symbol"
      | "Set"
      | "For"
      | "Macro"
      | "Caller"
      | "Import"
      | "FromImport"
      | "Filter"
      | "Pair"
      | "Block"
      | "KeywordArgs",
      unknown
    >
  >;
};

/** Names that Nunjucks gives every template. */
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

export interface UnknownName {
  readonly node: Node;
  readonly name: string;
  readonly meant: string;
}

/** Names that the template does not define, that nothing sets, and that look like one that something does. */
export function findUnknownNames(root: Node, known: ReadonlySet<string>): UnknownName[] {
  const own = new Set<string>();
  const notValues = new Set<Node>();
  const define = (node: Node | undefined): void => {
    if (node === undefined || typeof node.findAll !== "function") return;
    for (const symbol of [...(typeof node.value === "string" ? [node] : []), ...node.findAll(nodes.Symbol)])
      own.add(String(symbol.value));
  };
  for (const kind of [nodes.Set, nodes.For, nodes.Macro, nodes.Caller, nodes.Import, nodes.FromImport]) {
    for (const node of root.findAll(kind)) {
      for (const target of node.targets ?? []) define(target);
      define(node.target);
      define(node.names);
      if (kind === nodes.For || kind === nodes.Macro || kind === nodes.Caller)
        define(node.name as Node | undefined);
      if (kind === nodes.Macro || kind === nodes.Caller) define(node.args);
    }
  }
  for (const kind of [nodes.Filter, nodes.Block])
    for (const node of root.findAll(kind))
      if (typeof node.name === "object" && node.name !== null) notValues.add(node.name as Node);
  for (const list of root.findAll(nodes.KeywordArgs))
    for (const pair of list.findAll(nodes.Pair))
      notValues.add((pair as unknown as { readonly key: Node }).key);
  const found = new Map<string, UnknownName>();
  for (const node of root.findAll(nodes.Symbol)) {
    const name = String(node.value);
    if (
      notValues.has(node) ||
      own.has(name) ||
      known.has(name) ||
      BUILT_IN.has(name) ||
      found.has(name) ||
      name.length < 4
    )
      continue;
    const meant = nearest(name, known);
    if (meant !== undefined) found.set(name, { node, name, meant });
  }
  return [...found.values()];
}

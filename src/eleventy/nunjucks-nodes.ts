/** Nunjucks' syntax tree, which its type declarations leave out. */

import type nunjucks from "nunjucks";
import { isObject } from "../utils/is-record.js";

export interface Node {
  readonly typename: string;
  readonly fields: readonly string[];
  readonly lineno: number;
  readonly colno: number;
  [part: string]: unknown;
}

type NodeClass = new (...parts: readonly unknown[]) => Node;

export interface Nodes extends Readonly<Record<string, NodeClass>> {
  readonly Node: NodeClass & { extend(name: string, parts: object): NodeClass };
}

/** Nodes that replace others before a template is compiled. */
export interface AsyncNodes {
  /** Text that may be asynchronous, for the variable `symbol`. */
  readonly CaptureAsync: NodeClass;
  readonly SwitchAsync: NodeClass;
  /** Prints the text in the variable `symbol`. */
  readonly HeldText: NodeClass;
  /** The body of a macro, which must not wait. */
  readonly MacroBody: NodeClass;
}

export function asyncNodes({ Node }: Nodes): AsyncNodes {
  return {
    CaptureAsync: Node.extend("CaptureAsync", { fields: ["body", "symbol"] }),
    SwitchAsync: Node.extend("SwitchAsync", { fields: ["expr", "cases", "default"] }),
    HeldText: Node.extend("HeldText", { fields: ["symbol"] }),
    MacroBody: Node.extend("MacroBody", { fields: ["body"] }),
  };
}

export const nodesOf = (library: typeof nunjucks): Nodes =>
  (library as unknown as { readonly nodes: Nodes }).nodes;

const isNode = (value: unknown): value is Node => isObject(value) && "typename" in value;

/** Nunjucks does not list the text of `{% set a %}…{% endset %}` in the fields of its node. */
const partsOf = ({ typename, fields }: Node): readonly string[] =>
  typename === "Set" ? [...fields, "body"] : fields;

/** Replaces each child by the result of `change`. */
export function replaceChildren(node: Node, change: (child: Node) => Node): void {
  for (const part of partsOf(node)) {
    const value = node[part];
    if (Array.isArray(value))
      node[part] = (value as readonly unknown[]).map((one) => (isNode(one) ? change(one) : one));
    else if (isNode(value)) node[part] = change(value);
  }
}

/** Statements that others wait for. */
const ASYNC: ReadonlySet<string> = new Set([
  "FilterAsync",
  "CallExtensionAsync",
  "IfAsync",
  "AsyncEach",
  "AsyncAll",
  "SwitchAsync",
  "CaptureAsync",
  "Include",
  "Import",
  "FromImport",
  "Block",
  "Super",
]);

/**
 * Whether a part of a template may be asynchronous: something in it is, or it includes an unknown template.
 */
export function mayWait(node: unknown): boolean {
  if (Array.isArray(node)) return (node as readonly unknown[]).some(mayWait);
  if (!isNode(node) || node.typename === "Macro" || node.typename === "Caller") return false;
  return ASYNC.has(node.typename) || partsOf(node).some((part) => mayWait(node[part]));
}

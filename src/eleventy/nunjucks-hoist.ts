/**
 * Moves asynchronous filters and captured text before the statement that uses them, and turns blocks that may
 * wait into their asynchronous kinds. Nunjucks does this only for filters and tags that it knows as
 * asynchronous, in `for` and `if`. In an included template, `set`, `switch` and `filter`, it would continue
 * without waiting. The text would then appear too late or not at all.
 */

import { mayWait, replaceChildren, type AsyncNodes, type Node, type Nodes } from "./nunjucks-nodes.js";

/** Thrown for an asynchronous filter for which no statement can wait. */
export type Refuse = (node: Node, name: string) => never;

/** The expressions of a statement. */
const EXPRESSIONS: Readonly<Record<string, readonly string[]>> = {
  Output: ["children"],
  Set: ["value", "body"],
  For: ["arr"],
  AsyncEach: ["arr"],
  AsyncAll: ["arr"],
  If: ["cond"],
  IfAsync: ["cond"],
  CallExtension: ["args"],
  CallExtensionAsync: ["args"],
  Include: ["template"],
  Import: ["template"],
  FromImport: ["template"],
  Extends: ["template"],
  Switch: ["expr"],
};

/** Prepares the syntax tree for the compiler, in place. `asyncFilters` are names. */
export function hoist(
  nodes: Nodes & AsyncNodes,
  root: Node,
  asyncFilters: ReadonlySet<string>,
  refuse: Refuse,
): Node {
  let count = 0;
  /** Lets a preceding statement compute what `make` describes, and gives the variable with the result. */
  const computeBefore = (node: Node, before: Node[], make: (symbol: Node) => Node): Node => {
    const symbol = new nodes["Symbol"]!(node.lineno, node.colno, `held_${count++}`);
    before.push(make(symbol));
    return symbol;
  };
  const captureBefore = (node: Node, body: unknown, before: Node[]): Node =>
    computeBefore(node, before, (symbol) => new nodes.CaptureAsync(node.lineno, node.colno, body, symbol));
  const printed = (symbol: Node): Node =>
    new nodes["NodeList"]!(symbol.lineno, symbol.colno, [
      new nodes.HeldText(symbol.lineno, symbol.colno, symbol["value"]),
    ]);

  const expression = (node: Node, before: Node[]): Node => {
    const { typename } = node;
    if (typename === "Capture") return mayWait(node) ? captureBefore(node, node["body"], before) : node;
    if (typename === "Caller") {
      const body = textOfMacro(node);
      const { children } = node["args"] as { readonly children: readonly Node[] };
      if (children.length === 0 && body !== undefined)
        node["body"] = printed(captureBefore(node, body, before));
      return node;
    }
    replaceChildren(node, (child) => expression(child, before));
    if (typename !== "Filter" || !asyncFilters.has(nameOf(node))) return node;
    return computeBefore(
      node,
      before,
      (symbol) => new nodes["FilterAsync"]!(node.lineno, node.colno, node["name"], node["args"], symbol),
    );
  };

  const converted = (node: Node): Node => {
    const { typename, lineno, colno } = node;
    if (typename === "If" && (mayWait(node["body"]) || mayWait(node["else_"])))
      return new nodes["IfAsync"]!(lineno, colno, node["cond"], node["body"], node["else_"]);
    if (typename === "For" && (mayWait(node["body"]) || mayWait(node["else_"])))
      return new nodes["AsyncEach"]!(lineno, colno, node["arr"], node["name"], node["body"], node["else_"]);
    if (typename === "Switch" && (mayWait(node["cases"]) || mayWait(node["default"])))
      return new nodes.SwitchAsync(lineno, colno, node["expr"], node["cases"], node["default"]);
    return node;
  };

  const statement = (node: Node): Node => {
    replaceChildren(node, statement);
    const before: Node[] = [];
    const hoisted = (child: Node): Node => expression(child, before);
    for (const part of EXPRESSIONS[node.typename] ?? []) {
      const value = node[part];
      if (Array.isArray(value)) node[part] = (value as readonly Node[]).map(hoisted);
      else if (value !== null && value !== undefined) node[part] = hoisted(value as Node);
    }
    // Captured text is a value.
    if (node.typename === "Set" && (node["body"] as Node | null)?.typename === "Symbol")
      [node["value"], node["body"]] = [node["body"], null];
    // The contents of a tag that does not wait for them.
    if (node.typename === "CallExtension")
      node["contentArgs"] = (node["contentArgs"] as readonly (Node | null)[]).map((body) =>
        mayWait(body) ? printed(captureBefore(node, body, before)) : body,
      );
    for (const one of casesOf(node)) one["cond"] = hoisted(one["cond"] as Node);
    if (node.typename === "Block") liftSuper(nodes, node, `held_${count++}`);
    if (node.typename === "Macro" || node.typename === "Caller") wrapMacro(nodes, node);
    const made = converted(node);
    return before.length === 0 ? made : new nodes["NodeList"]!(node.lineno, node.colno, [...before, made]);
  };

  const made = statement(root);
  refuseOthers(made, asyncFilters, refuse);
  return made;
}

const casesOf = (node: Node): readonly Node[] =>
  node.typename === "Switch" ? (node["cases"] as readonly Node[]) : [];

const nameOf = (call: Node): string => String((call["name"] as Node)["value"]);

/** The text of a macro, which may contain asynchronous parts. */
const textOfMacro = ({ body }: Node): unknown => {
  const wrapped = body as Node;
  return wrapped.typename === "MacroBody" ? wrapped["body"] : undefined;
};

function wrapMacro(nodes: AsyncNodes, macro: Node): void {
  if (mayWait(macro["body"])) macro["body"] = new nodes.MacroBody(macro.lineno, macro.colno, macro["body"]);
}

/** `super()` is rendered where its block begins. Inner blocks were handled before. */
function liftSuper(nodes: Nodes, block: Node, name: string): void {
  let has = false;
  const change = (node: Node): Node => {
    if (node.typename === "FunCall" && nameOf(node) === "super") {
      has = true;
      return new nodes["Symbol"]!(node.lineno, node.colno, name);
    }
    replaceChildren(node, change);
    return node;
  };
  replaceChildren(block, change);
  if (!has) return;
  const { children } = block["body"] as { readonly children: Node[] };
  children.unshift(new nodes["Super"]!(0, 0, block["name"], new nodes["Symbol"]!(0, 0, name)));
}

/** Asynchronous filters for which no statement waits, such as one in the default of a macro's argument. */
function refuseOthers(node: Node, asyncFilters: ReadonlySet<string>, refuse: Refuse): void {
  if (asyncFilters.size === 0) return;
  replaceChildren(node, (child) => {
    if (child.typename === "Filter" && asyncFilters.has(nameOf(child))) refuse(child, nameOf(child));
    refuseOthers(child, asyncFilters, refuse);
    return child;
  });
}

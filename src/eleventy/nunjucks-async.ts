/**
 * Makes Nunjucks templates wait in order: a statement after an asynchronous one runs when that is done, in
 * every kind of block. Without asynchronous parts, the same code runs synchronously. A macro is a function
 * that returns its text, so it cannot wait. Nunjucks would drop its later text; here, it is an error.
 */

import type nunjucks from "nunjucks";
import { hoist } from "./nunjucks-hoist.js";
import { asyncNodes, nodesOf, type Node } from "./nunjucks-nodes.js";
import { CannotWait, waiting } from "./nunjucks-waiting.js";

/** A scope during the compilation of a template. */
interface Frame {
  variables: object;
  push(): Frame;
  set(name: string, value: unknown): void;
}

interface Compiler {
  readonly buffer: string;
  /** The JavaScript variable with the last asynchronous call in a macro; only in macros. */
  waitsAt?: string | undefined;
  compile(node: Node | null, frame: Frame): void;
  compileIf(node: Node, frame: Frame, isAsync: boolean): void;
  getCode(): string;
  _compileExpression(node: Node, frame: Frame): void;
  _templateName(): string;
  _makeCallback(result?: string): string;
  _addScopeLevel(): void;
  _emit(code: string): void;
  _emitLine(code: string): void;
  _emitLoopBindings(node: Node, list: string, index: string, length: string): void;
  _popBuffer(): void;
  _pushBuffer(): string;
  _tmpid(): string;
  _withScopedSyntax(write: () => void): void;
  _scopeClosers: string;
}

type Extension = { readonly preprocess?: (text: string) => string };

interface Parts {
  readonly compiler: {
    readonly Compiler: {
      new (name: string, throwOnUndefined?: boolean): Compiler;
      readonly prototype: Compiler;
    };
    compile(
      text: string,
      asyncFilters: readonly string[],
      extensions: readonly Extension[],
      name: string,
      options?: { readonly throwOnUndefined?: boolean },
    ): string;
  };
  readonly parser: { parse(text: string, extensions: readonly Extension[], options: object): Node };
  readonly runtime: object;
}

/** JavaScript variables of a function do not exist after it. */
function inFunction(frame: Frame, write: () => void): void {
  const before = { ...frame.variables };
  write();
  frame.variables = before;
}

/** Asynchronous parts that a macro may contain, with their names. */
const NAMES: Readonly<Record<string, (node: Node) => unknown>> = {
  FilterAsync: (node) => (node["name"] as Node)["value"],
  CallExtensionAsync: (node) => node["extName"],
  Include: templateOf,
  Import: templateOf,
  FromImport: templateOf,
  Block: (node) => (node["name"] as Node)["value"],
};

function templateOf(node: Node): unknown {
  const template = node["template"] as Node;
  return template.typename === "Literal" ? template["value"] : "include";
}

/** A tag has no position of its own. Its arguments begin after its name. */
const placeOf = (node: Node): Node =>
  (node.typename === "FilterAsync" ? node : (node["args"] ?? node["template"] ?? node["name"])) as Node;

/** The compiled code of statements that may wait. */
const statements = {
  compileIfAsync(this: Compiler, node: Node, frame: Frame): void {
    this._emit("(function(cb) {");
    inFunction(frame, () => this.compileIf(node, frame, true));
    this._emit(`})(${this._makeCallback()}`);
    this._addScopeLevel();
  },

  compileSwitchAsync(this: Compiler, node: Node, frame: Frame): void {
    const compileCase = (body: Node): void => {
      this._withScopedSyntax(() => {
        this.compile(body, frame);
        this._emitLine("cb();");
      });
      this._emitLine("break;");
    };
    this._emit("(function(cb) { switch (");
    this._compileExpression(node["expr"] as Node, frame);
    this._emitLine(") {");
    inFunction(frame, () => {
      for (const one of node["cases"] as readonly Node[]) {
        this._emit("case ");
        this._compileExpression(one["cond"] as Node, frame);
        this._emitLine(":");
        const body = one["body"] as Node;
        // A case without a body falls through to the next one.
        if ((body["children"] as readonly Node[]).length > 0) compileCase(body);
      }
      this._emitLine("default:");
      const other = node["default"] as Node | null;
      if (other === null) this._emitLine("cb();");
      else compileCase(other);
    });
    this._emitLine(`}})(${this._makeCallback()}`);
    this._addScopeLevel();
  },

  compileAsyncEach(this: Compiler, node: Node, frame: Frame): void {
    compileLoop(this, node, frame, false);
  },

  compileAsyncAll(this: Compiler, node: Node, frame: Frame): void {
    compileLoop(this, node, frame, true);
  },

  compileCaptureAsync(this: Compiler, node: Node, frame: Frame): void {
    const symbol = String((node["symbol"] as Node)["value"]);
    this._emitLine("(function(cb) {");
    const text = this._pushBuffer();
    this._withScopedSyntax(() => {
      inFunction(frame, () => this.compile(node["body"] as Node, frame));
      this._emitLine(`cb(null, ${text});`);
    });
    this._popBuffer();
    this._emitLine(`})(${this._makeCallback(symbol)}`);
    this._addScopeLevel();
    frame.set(symbol, symbol);
  },

  compileHeldText(this: Compiler, node: Node): void {
    this._emitLine(`${this.buffer} += ${String(node["symbol"])};`);
  },

  compileMacroBody(this: Compiler, node: Node, frame: Frame): void {
    const [at, isOver, failure] = [this._tmpid(), this._tmpid(), this._tmpid()];
    const around = this.waitsAt;
    this.waitsAt = at;
    this._emitLine(`var ${at}, ${failure}, ${isOver} = false;`);
    this._emitLine(`var cb = function(error) { ${failure} = ${failure} || error; };`);
    this._withScopedSyntax(() => {
      this.compile(node["body"] as Node, frame);
      this._emitLine(`${isOver} = true;`);
    });
    this.waitsAt = around;
    this._emitLine(`if(${failure}) throw ${failure};`);
    this._emitLine(`if(!${isOver}) throw runtime.cannotWait(${this._templateName()}, ${at});`);
  },

  // No other code catches errors after an asynchronous step.
  _makeCallback(this: Compiler, result?: string): string {
    const error = this._tmpid();
    const parameters = result === undefined ? error : `${error},${result}`;
    return `function(${parameters}) {\nif(${error}) { cb(${error}); return; }\ntry {`;
  },

  _addScopeLevel(this: Compiler): void {
    this._scopeClosers += "} catch (e) { cb(runtime.handleError(e, lineno, colno)); }})";
  },
};

function compileLoop(compiler: Compiler, node: Node, around: Frame, isAtOnce: boolean): void {
  const [index, length, values] = [compiler._tmpid(), compiler._tmpid(), compiler._tmpid()];
  const name = node["name"] as Node;
  const names = name.typename === "Array" ? (name["children"] as readonly Node[]) : [name];
  const frame = around.push();
  compiler._emitLine("frame = frame.push();");
  compiler._emit(`runtime.${isAtOnce ? "eachAtOnce" : "eachInTurn"}(runtime.entriesOf(runtime.fromIterator(`);
  compiler._compileExpression(node["arr"] as Node, frame);
  compiler._emitLine(`), ${names.length}), frame, function(frame, ${values}, ${index}, ${length}, cb) {`);
  const text = isAtOnce ? compiler._pushBuffer() : undefined;
  for (const [at, { value }] of names.entries()) {
    const variable = compiler._tmpid();
    compiler._emitLine(`var ${variable} = ${values}[${at}];`);
    compiler._emitLine(`frame.set("${String(value)}", ${variable});`);
    frame.set(String(value), variable);
  }
  compiler._emitLoopBindings(node, values, index, length);
  compiler._withScopedSyntax(() => {
    inFunction(frame, () => compiler.compile(node["body"] as Node, frame));
    compiler._emitLine(`cb(null${text === undefined ? "" : `, ${text}`});`);
  });
  if (isAtOnce) compiler._popBuffer();
  const [count, all] = [compiler._tmpid(), compiler._tmpid()];
  compiler._emitLine(`}, ${compiler._makeCallback(`${count},${all}`)}`);
  compiler._addScopeLevel();
  if (isAtOnce) compiler._emitLine(`${compiler.buffer} += ${all};`);
  const other = node["else_"] as Node | null;
  if (other !== null) {
    compiler._emitLine(`(function(cb) { if(${count}) { cb(); return; }`);
    compiler._withScopedSyntax(() => {
      inFunction(frame, () => {
        // As in Nunjucks, the loop's variables are empty without iterations.
        for (const { value } of names) {
          const variable = compiler._tmpid();
          compiler._emitLine(`var ${variable};`);
          frame.set(String(value), variable);
        }
        compiler.compile(other, frame);
      });
      compiler._emitLine("cb();");
    });
    compiler._emitLine(`})(${compiler._makeCallback()}`);
    compiler._addScopeLevel();
  }
  compiler._emitLine("frame = frame.pop();");
}

/** Makes the templates of this library wait in order. Call `simplifyIncludes` first. */
export function waitInOrder(library: typeof nunjucks): void {
  const parts = library as unknown as Parts;
  const { compiler, parser, runtime } = parts;
  const { Compiler } = compiler;
  const nodes = Object.assign(nodesOf(library), asyncNodes(nodesOf(library)));
  Object.assign(runtime, waiting);
  const { compile } = Compiler.prototype;
  Object.assign(Compiler.prototype, statements, {
    compile(this: Compiler, node: Node, frame: Frame): void {
      const naming = this.waitsAt === undefined ? undefined : NAMES[node.typename];
      if (naming !== undefined) {
        const { lineno, colno } = placeOf(node);
        this._emitLine(`${this.waitsAt} = ${JSON.stringify([lineno, colno, naming(node)])};`);
      }
      compile.call(this, node, frame);
    },
  });
  compiler.compile = (text, asyncFilters, extensions, name, options = {}) => {
    const writer = new Compiler(name, options.throwOnUndefined);
    const source = (extensions ?? []).reduce(
      (before, { preprocess }) => preprocess?.(before) ?? before,
      text,
    );
    const root = hoist(
      nodes,
      parser.parse(source, extensions, options),
      new Set(asyncFilters ?? []),
      ({ lineno, colno }, filter) => {
        throw new CannotWait(name, lineno, colno, filter);
      },
    );
    // The root has no outer scope.
    writer.compile(root, undefined as unknown as Frame);
    return writer.getCode();
  };
}

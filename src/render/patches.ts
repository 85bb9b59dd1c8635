/**
 * Faster versions of Nunjucks functions. Setting the variables of a loop at once saves 5 % of a build, and
 * including a template without a copy of all variables 4 % (`bench/README.md`). Its type declarations lack
 * these parts. A test compares the results with Nunjucks' own.
 */

import type nunjucks from "nunjucks";

type Variables = Record<string, unknown>;

/** A scope of a template. */
interface Frame {
  readonly variables: Variables;
  topLevel: boolean;
  setLoop(index: number, length: number): void;
  push(isolateWrites: boolean): Frame;
}

/** Called with an error or with the result. */
type Callback = (error: unknown, text?: string) => void;

interface Environment {
  readonly globals: Variables;
  readonly opts: { readonly dev: boolean };
}

/** A compiled template or block. */
type Compiled = (
  environment: Environment,
  context: object,
  frame: Frame,
  runtime: object,
  ended: Callback,
) => void;

interface Template {
  readonly env: Environment;
  readonly path: string;
  readonly blocks: Readonly<Record<string, Compiled>>;
  readonly rootRenderFunc: Compiled;
  compile(): void;
  render(variables?: Variables | Callback, above?: Frame | Callback, ended?: Callback): string | null;
}

interface Compiler {
  /** The name of the variable that collects the output. */
  readonly buffer: string;
  compileInclude(node: { readonly ignoreMissing: boolean }, frame: object): void;
  _compileGetTemplate(node: object, frame: object, eager: boolean, ignoreMissing: boolean): string;
  _makeCallback(result: string): string;
  _addScopeLevel(): void;
  _emitLoopBindings(node: object, list: string, index: string, length: string): void;
  _emitLine(code: string): void;
  _tmpid(): string;
}

interface Parts {
  readonly runtime: { readonly Frame: { readonly prototype: Frame } };
  readonly lib: {
    escape(text: string): string;
    _prettifyError(path: string, withInternals: boolean, error: unknown): unknown;
  };
  readonly compiler: { readonly Compiler: { readonly prototype: Compiler } };
  readonly Template: { readonly prototype: Template };
}

/** Nunjucks sets seven variables in each iteration, and parses the name of each. */
function setLoop(this: Frame, index: number, length: number): void {
  const loop = (this.variables["loop"] ||= {}) as Variables;
  loop["index"] = index + 1;
  loop["index0"] = index;
  loop["revindex"] = length - index;
  loop["revindex0"] = length - index - 1;
  loop["first"] = index === 0;
  loop["last"] = index === length - 1;
  loop["length"] = length;
}

function emitLoopBindings(this: Compiler, _node: object, _list: string, index: string, length: string): void {
  this._emitLine(`frame.setLoop(${index}, ${length});`);
}

/**
 * An include finds its template, renders it, and adds the result. Nunjucks generates a list of three steps,
 * each with a callback.
 */
function compileInclude(this: Compiler, node: { readonly ignoreMissing: boolean }, frame: object): void {
  const template = this._compileGetTemplate(node, frame, false, node.ignoreMissing);
  this._addScopeLevel();
  const text = this._tmpid();
  this._emitLine(`${template}.render(context.getVariables(), frame, ${this._makeCallback(text)}`);
  this._addScopeLevel();
  this._emitLine(`${this.buffer} += ${text};`);
}

/**
 * The context of an included template. It shares the variables of the template around it until it sets one.
 * Nunjucks copies them for each include.
 */
class IncludeContext {
  private readonly blocks = new Map<string, Compiled[]>();
  private isOwn = false;

  constructor(
    private variables: Variables,
    blocks: Template["blocks"],
    private readonly env: Environment,
  ) {
    for (const name of Object.keys(blocks)) this.addBlock(name, blocks[name] as Compiled);
  }

  /** For filters and shortcodes, which may write to it. */
  get ctx(): Variables {
    if (!this.isOwn) this.variables = { ...this.variables };
    this.isOwn = true;
    return this.variables;
  }

  lookup(name: string): unknown {
    return name in this.env.globals && !(name in this.variables)
      ? this.env.globals[name]
      : this.variables[name];
  }

  getVariables(): Variables {
    return this.variables;
  }

  setVariable(name: string, value: unknown): void {
    this.ctx[name] = value;
  }

  addBlock(name: string, block: Compiled): this {
    const there = this.blocks.get(name);
    if (there === undefined) this.blocks.set(name, [block]);
    else there.push(block);
    return this;
  }

  getBlock(name: string): Compiled {
    const [block] = this.blocks.get(name) ?? [];
    if (block === undefined) throw new Error(`unknown block "${name}"`);
    return block;
  }

  getSuper(
    env: Environment,
    name: string,
    block: Compiled,
    frame: Frame,
    runtime: object,
    ended: Callback,
  ): void {
    const all = this.blocks.get(name) ?? [];
    const at = all.indexOf(block);
    const above = at === -1 ? undefined : all[at + 1];
    if (above === undefined) throw new Error(`no super block available for "${name}"`);
    above(env, this, frame, runtime, ended);
  }

  /** Includes are never imported from. */
  addExport(): void {}
}

/** Renders an included template. Other templates use Nunjucks' own function. */
function renderWith({ runtime, lib }: Parts, render: Template["render"]): Template["render"] {
  return function (this: Template, variables, above, ended) {
    if (typeof variables === "function" || typeof above === "function" || !above || ended === undefined)
      return render.call(this, variables, above, ended);
    try {
      this.compile();
    } catch {
      return render.call(this, variables, above, ended);
    }
    const frame = above.push(true);
    frame.topLevel = true;
    let hasFailed = false;
    this.rootRenderFunc(
      this.env,
      new IncludeContext(variables ?? {}, this.blocks, this.env),
      frame,
      runtime,
      (error, text) => {
        // A compiled template may continue after an error.
        if (hasFailed && text !== undefined) return;
        hasFailed ||= Boolean(error);
        ended(error ? lib._prettifyError(this.path, this.env.opts.dev, error) : error, text);
      },
    );
    return null;
  };
}

/** The characters that `lib.escape` replaces. */
const SPECIAL = /[&"'<>\\]/;

export function speedUp(library: typeof nunjucks): void {
  const parts = library as unknown as Parts;
  const { runtime, lib, compiler, Template } = parts;
  runtime.Frame.prototype.setLoop = setLoop;
  Object.assign(compiler.Compiler.prototype, { compileInclude, _emitLoopBindings: emitLoopBindings });
  Template.prototype.render = renderWith(parts, Template.prototype.render);
  const { escape } = lib;
  lib.escape = (text) => (SPECIAL.test(text) ? escape(text) : text);
}

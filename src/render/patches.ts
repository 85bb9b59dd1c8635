/**
 * Changes of Nunjucks at run time. Its type declarations lack these parts. A test compares the results with
 * Nunjucks' own.
 *
 * There is one: an include compiles to one call. Nunjucks compiles it to a list of three steps, each with a
 * callback. Statements after these could not wait for asynchronous parts (`eleventy/nunjucks-async.ts`).
 * Faster versions of other functions saved less than 3 % of a build (`bench/README.md`).
 */

import type nunjucks from "nunjucks";

interface Compiler {
  /** The name of the variable that collects the output. */
  readonly buffer: string;
  compileInclude(node: { readonly ignoreMissing: boolean }, frame: object): void;
  _compileGetTemplate(node: object, frame: object, eager: boolean, ignoreMissing: boolean): string;
  _makeCallback(result: string): string;
  _addScopeLevel(): void;
  _emitLine(code: string): void;
  _tmpid(): string;
}

interface Parts {
  readonly compiler: { readonly Compiler: { readonly prototype: Compiler } };
}

/** Finds the template, renders it, and adds the result. */
function compileInclude(this: Compiler, node: { readonly ignoreMissing: boolean }, frame: object): void {
  const template = this._compileGetTemplate(node, frame, false, node.ignoreMissing);
  this._addScopeLevel();
  const text = this._tmpid();
  this._emitLine(`${template}.render(context.getVariables(), frame, ${this._makeCallback(text)}`);
  this._addScopeLevel();
  this._emitLine(`${this.buffer} += ${text};`);
}

/** Makes this library compile includes in this way. */
export function simplifyIncludes(library: typeof nunjucks): void {
  Object.assign((library as unknown as Parts).compiler.Compiler.prototype, { compileInclude });
}

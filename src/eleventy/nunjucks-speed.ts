/**
 * What Nunjucks does for every variable, text and include, done for less. Its declarations do not name
 * these parts; a test holds them against Nunjucks' own.
 */

import type nunjucks from "nunjucks";

/** A scope of a template. */
interface Frame {
  readonly variables: Record<string, unknown>;
  resolve(name: string, forWrite: boolean): Frame | undefined;
  set(name: string, value: unknown, resolveUp?: boolean): void;
}

/** Ends a step: with an error, or with what the next one is given. */
type Ended = (error?: unknown, ...values: unknown[]) => void;
type Step = (...valuesAndEnded: unknown[]) => void;

interface Parts {
  readonly runtime: { readonly Frame: { readonly prototype: Frame } };
  readonly lib: { escape(text: string): string };
  readonly Environment: { readonly prototype: { waterfall(steps: readonly Step[], ended: Ended): void } };
}

const namesOf = new Map<string, readonly string[]>();

/** `loop.index` is `index` in the object `loop`. Nunjucks takes such a name apart each time, seven of them in each turn of a loop; here it is done once a name. */
function setVariable(this: Frame, name: string, value: unknown, resolveUp?: boolean): void {
  let names = namesOf.get(name);
  if (names === undefined) namesOf.set(name, (names = name.split(".")));
  const last = names.length - 1;
  const above = resolveUp ? this.resolve(names[0] ?? name, true) : undefined;
  if (above) return above.set(name, value);
  let holder = this.variables;
  for (let at = 0; at < last; at += 1) holder = (holder[names[at] ?? ""] ||= {}) as Record<string, unknown>;
  holder[names[last] ?? name] = value;
}

/** An include is three steps: find the template, render it, take what it gave. */
function waterfall(steps: readonly Step[], ended: Ended): void {
  let end = ended;
  const from = (at: number): Ended => (error, ...values) => {
    if (error) {
      const last = end;
      end = () => undefined;
      last(error, ...values);
    } else steps[at]?.(...values, at + 1 < steps.length ? from(at + 1) : end);
  };
  if (steps.length === 0) ended();
  else from(0)();
}

/** What `lib.escape` replaces. */
const SPECIAL = /[&"'<>\\]/;

export function speedUp(library: typeof nunjucks): void {
  const { runtime, lib, Environment } = library as unknown as Parts;
  runtime.Frame.prototype.set = setVariable;
  Environment.prototype.waterfall = waterfall;
  const { escape } = lib;
  lib.escape = (text) => (SPECIAL.test(text) ? escape(text) : text);
}

/**
 * Measures how the work of a function grows with its input. Work is counted, not timed, so that a busy
 * machine changes nothing. Each executed block counts one, and so does each character or entry that a
 * built-in function examines. Backtracking of an expression at one place is not counted.
 */

import { Session, type Profiler } from "node:inspector";
import { once } from "../../src/utils/once.js";

/**
 * Factor by which the input grows. With linear work, the count grows by about this factor, and with quadratic
 * work by its square.
 */
const TIMES = 4;

/** Too much growth: a factor of 2.5 for twice the input. */
export const TOO_MUCH = 2.5 ** 2;

/**
 * Starts with the first count, because it slows all code down. Functions that were compiled before are
 * counted by calls, not by blocks.
 */
const counter = once((): Session => {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  return session;
});

/** Factor by which the work of `work` grows with four times the input. */
export async function growthOf(work: (size: number) => unknown, size: number): Promise<number> {
  counter();
  // One-time initialization happens before counting.
  await work(1);
  const small = await workOf(() => work(Math.round(size / TIMES)));
  return (await workOf(() => work(size))) / small;
}

/** The work of a function, in blocks, characters and entries. */
export async function workOf(work: () => unknown): Promise<number> {
  blocks();
  const looked = countBuiltIns();
  try {
    await work();
  } finally {
    looked.end();
  }
  return blocks() + looked.count();
}

/** The blocks that ran since the last call. */
function blocks(): number {
  let count = 0;
  counter().post("Profiler.takePreciseCoverage", (_, { result }: Profiler.TakePreciseCoverageReturnType) => {
    for (const { url, functions } of result)
      if (/^file:|^\//.test(url) && !/node_modules\/(?:@?vitest|vite|chai)\//.test(url))
        for (const { ranges } of functions) for (const range of ranges) count += range.count;
  });
  return count;
}

type Method = (this: never, ...args: never[]) => unknown;

/** The work of a call to a built-in function, from its receiver, its arguments and its result. */
type Cost<T> = (of: T, args: readonly unknown[], result: unknown) => number;

const whole: Cost<{ readonly length: number }> = ({ length }) => length;
const upTo: Cost<{ readonly length: number }> = ({ length }, [, from = 0], result) =>
  Math.max(0, (result === -1 ? length : Number(result)) - Number(from));

const STRING: Readonly<Record<string, Cost<string>>> = {
  indexOf: upTo,
  includes: (of, [text, from = 0], result) =>
    (result === true ? indexOf.call(of, String(text), Number(from)) : of.length) - Number(from),
  lastIndexOf: ({ length }, [, from = length], result) => Math.min(length, Number(from)) - Number(result),
  split: ({ length }, [, limit], result) =>
    limit === 1 ? ((result as string[])[0]?.length ?? 0) : length + (result as string[]).length,
  toLowerCase: whole,
  toUpperCase: whole,
  normalize: whole,
  replaceAll: whole,
};

const ARRAY: Readonly<Record<string, Cost<readonly unknown[]>>> = {
  indexOf: upTo,
  includes: whole,
  splice: (of, [start = 0], result) => (result as unknown[]).length + Math.max(0, of.length - Number(start)),
  shift: whole,
  unshift: whole,
  join: whole,
  reverse: whole,
  slice: (_, __, result) => (result as unknown[]).length,
  concat: (_, __, result) => (result as unknown[]).length,
};

const { indexOf } = String.prototype;

/**
 * An expression examines the text up to its match, or to the end. A sticky expression examines only one
 * place.
 */
const exec: Cost<RegExp> = ({ source, flags, lastIndex }, [text], result) => {
  const match = result as RegExpExecArray | null;
  const isBound = flags.includes("y") || (source.startsWith("^") && !flags.includes("m"));
  if (match === null) return isBound ? 1 : String(text).length;
  return match[0].length + (isBound || lastIndex > 0 ? 1 : match.index);
};

function countBuiltIns(): { count(): number; end(): void } {
  let count = 0;
  const ends: (() => void)[] = [];
  const watch = <T>(prototype: object, name: string, cost: Cost<T>): void => {
    const owner = prototype as Record<string, Method>;
    const built = owner[name] as Method;
    owner[name] = function (this: never, ...args: never[]) {
      const result = Reflect.apply(built, this, args);
      count += 1 + cost(this as T, args, result);
      return result;
    };
    Object.defineProperty(owner, name, { enumerable: false });
    ends.push(() => {
      owner[name] = built;
      Object.defineProperty(owner, name, { enumerable: false });
    });
  };
  for (const [name, cost] of Object.entries(STRING)) watch(String.prototype, name, cost);
  for (const [name, cost] of Object.entries(ARRAY)) watch(Array.prototype, name, cost);
  watch(RegExp.prototype, "exec", exec);
  return { count: () => count, end: () => ends.forEach((end) => end()) };
}

/** Settings of Node for this program. */

import { setFlagsFromString } from "node:v8";

/**
 * Growth of memory between garbage collections in percent, least and most, and the number of pages up to
 * which the most is used.
 */
const [MIN_GROWTH, MAX_GROWTH, MANY_PAGES] = [25, 100, 12_000];

const SKIP_RESOLVER = "ELEVENTY_SKIP_ESM_RESOLVER";

/**
 * Call this before importing Eleventy for a site whose modules Handbill loads itself. Otherwise Eleventy
 * starts a thread for its watch mode, which takes part in every later import.
 */
export function skipEleventysResolver(): void {
  process.env[SKIP_RESOLVER] ??= "1";
}

/**
 * Calls `load`, which imports Eleventy, so that it starts no such thread. For a process that reads each
 * module of a project only once.
 */
export async function withoutEleventysResolver<T>(load: () => Promise<T>): Promise<T> {
  const { [SKIP_RESOLVER]: before } = process.env;
  process.env[SKIP_RESOLVER] = "1";
  try {
    return await load();
  } finally {
    if (before === undefined) delete process.env[SKIP_RESOLVER];
    else process.env[SKIP_RESOLVER] = before;
  }
}

/** Sets the least growth of memory, for the time before the number of pages is known. */
export function growLittle(): void {
  growBy(MIN_GROWTH);
}

let growth = MIN_GROWTH;

function growBy(percent: number): void {
  growth = percent;
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}

/**
 * Call this before this number of pages is rendered. If memory may double instead of growing by a quarter, a
 * cold build of 10,596 pages spends 6% of its CPU time on collecting old objects instead of 14%. It needs 100
 * MB more. Memory of a very large site must stay within bounds.
 */
export function fitHeap(pages: number): void {
  growBy(Math.max(MIN_GROWTH, Math.floor(MAX_GROWTH * Math.min(1, MANY_PAGES / pages))));
}

/** Leaves the heap to V8's defaults: an Eleventy project is held in memory as a whole. */
export function freeHeap(): void {
  growBy(0);
}

/** Flags of Node 20 for builds that use all cores, and the defaults of these flags. */
const SHARED_FLAGS = [
  ["--always-sparkplug", "--no-always-sparkplug"],
  ["--interrupt-budget=400000", "--interrupt-budget=67584"],
  ["--max-inlined-bytecode-size-cumulative=400", "--max-inlined-bytecode-size-cumulative=920"],
] as const;

let areCoresShared = false;

/**
 * Call this before all cores render pages. With Node 20, compiling took a quarter of their time. From this
 * call on, a function is first compiled without optimization, which is cheap. It is optimized after six times
 * as many steps, and inlines fewer functions. Node 22 and 24 compile in more tiers and gain nothing.
 */
export function shareCores(): void {
  if (!process.versions.node.startsWith("20.")) return;
  areCoresShared = true;
  for (const [flag] of SHARED_FLAGS) setFlagsFromString(flag);
}

/** Other copies of this module, in other files of the program, use the same list. */
const COMPILED = Symbol.for("handbill.compiled");

const shared = globalThis as { [COMPILED]?: (() => void)[] };

/** `load-program.ts` registers how to save compiled code of a part, unless it has loaded compiled code. */
export function onKeepCompiled(keep: () => void): void {
  (shared[COMPILED] ??= []).push(keep);
}

/**
 * Saves the compiled code for the next process. Call this after pages were rendered. V8 accepts compiled code
 * only with the flags that it was compiled for, so the flags of the start are set while it is saved.
 */
export function keepCompiled(): void {
  const { [COMPILED]: parts = [] } = shared;
  if (parts.length === 0) return;
  delete shared[COMPILED];
  const before = growth;
  growLittle();
  if (areCoresShared) for (const [, flag] of SHARED_FLAGS) setFlagsFromString(flag);
  for (const keep of parts) keep();
  growBy(before);
  if (areCoresShared) shareCores();
}

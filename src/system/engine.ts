/** Settings of Node for this program. Import it before anything else. */

import module from "node:module";
import { setFlagsFromString } from "node:v8";
import { isMainThread } from "node:worker_threads";

/**
 * Growth of memory between garbage collections in percent, least and most, and the number of pages up to
 * which the most is used.
 */
const [MIN_GROWTH, MAX_GROWTH, MANY_PAGES] = [25, 100, 12_000];

// Flags belong to the process: a thread that loads this file must not change them.
if (isMainThread) {
  // By default, the memory of each thread grows up to fourfold before it is collected, if the machine has
  // plenty.
  growBy(MIN_GROWTH);
  // The space for young objects grows to its full size at once, which saves a short build half of its
  // collections.
  setFlagsFromString("--semi-space-growth-factor=16");
  // If objects of one kind have often lived long, V8 allocates new ones in the old generation. Pages come and
  // go, and such an object keeps everything that it refers to. Of the memory that a thread allocated while it
  // rendered, a third was copied twice.
  setFlagsFromString("--no-allocation-site-pretenuring");
}

// From 22.8 on, Node caches compiled code in the folder for temporary files
// (https://nodejs.org/api/module.html#module-compile-cache).
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

/**
 * Call this before importing Eleventy for a site whose modules Handbill loads itself. Otherwise Eleventy
 * starts a thread for its watch mode, which takes part in every later import.
 */
export function skipEleventysResolver(): void {
  process.env["ELEVENTY_SKIP_ESM_RESOLVER"] ??= "1";
}

function growBy(percent: number): void {
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

/**
 * Call this before all cores render pages. With Node 20, compiling took a quarter of their time. From this
 * call on, a function is first compiled without optimization, which is cheap. It is optimized after six times
 * as many steps, and inlines fewer functions. Node 22 and 24 compile in more tiers and gain nothing.
 */
export function shareCores(): void {
  if (!process.versions.node.startsWith("20.")) return;
  for (const flag of [
    "--always-sparkplug",
    "--interrupt-budget=400000",
    "--max-inlined-bytecode-size-cumulative=400",
  ])
    setFlagsFromString(flag);
}

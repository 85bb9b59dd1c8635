/** How Node runs the program: imported before anything else, for its effect. */

import module from "node:module";
import { setFlagsFromString } from "node:v8";
import { isMainThread } from "node:worker_threads";

/** By how much memory may grow until it is collected again, in percent, and pages that are made as fast as can be with the most. */
const [LEAST, MOST, FEW] = [25, 100, 12_000];

// Flags are those of the process: a thread that loads this file must leave them as they are.
if (isMainThread) {
  // Left to itself, memory grows up to fourfold until it is collected again, in each thread, where a machine has plenty.
  growBy(LEAST);
  // Room for young objects grows to its full size at once: a short build is spared half of its collections.
  setFlagsFromString("--semi-space-growth-factor=16");
  // Where objects have often lived long, V8 puts new ones among the old. Pages come and go: what such a one names then outlives its page, and of all that a thread allocated while it rendered, a third was copied twice.
  setFlagsFromString("--no-allocation-site-pretenuring");
}

// From 22.8 on, Node keeps what it has compiled in the folder for temporary files (https://nodejs.org/api/module.html#module-compile-cache).
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

/**
 * To be called before Eleventy is imported for a site whose modules Handbill reads: Eleventy starts a thread for its own
 * watch mode, which has a say in every later import.
 */
export function skipEleventysResolver(): void {
  process.env["ELEVENTY_SKIP_ESM_RESOLVER"] ??= "1";
}

function growBy(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}

/** To be called before so many pages are made. Where memory may double instead of growing by a quarter, a cold build of 10,596 pages spends 6 % of its CPU on collecting old objects instead of 14, and takes 100 MB more; a site that is very large is to remain within its bounds. */
export function fitHeap(pages: number): void {
  growBy(Math.max(LEAST, Math.floor(MOST * Math.min(1, FEW / pages))));
}

/** Leaves the heap to V8's own measure, as other programs do: an Eleventy project is held in memory as a whole. */
export function freeHeap(): void {
  growBy(0);
}

/**
 * To be called before all cores are at work on pages. With Node 20, compiling took a quarter of them: from here on, every
 * function is compiled without being optimised when it is first called, which costs little, is optimised after six times as
 * many steps, and then takes in less of the functions that it calls. Node 22 and 24 compile in more steps, and gain nothing.
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

/** How Node runs the program: imported before anything else, for its effect. */

import module from "node:module";
import { setFlagsFromString } from "node:v8";

// Memory grows by a quarter until it is collected again. Left to itself it grows up to fourfold, in each thread, where a machine has plenty.
setFlagsFromString("--heap-growing-percent=25");

// Room for young objects grows to its full size at once: a short build is spared half of its collections.
setFlagsFromString("--semi-space-growth-factor=16");

// From 22.8 on, Node keeps what it has compiled in the folder for temporary files (https://nodejs.org/api/module.html#module-compile-cache).
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

/**
 * To be called before all cores are at work on pages. With Node 20, compiling and collecting took a third of them: from here
 * on, a function is optimised after six times as many steps, and each thread collects its own young objects instead of
 * waking helpers for it. Node 22 and 24 compile in more steps, and gain nothing.
 */
export function shareCores(): void {
  if (!process.versions.node.startsWith("20.")) return;
  setFlagsFromString("--interrupt-budget=400000");
  setFlagsFromString("--no-parallel-scavenge");
}

/** Sets V8's flags for this process. Import this file before the program is loaded. */

import module from "node:module";
import { setFlagsFromString } from "node:v8";
import { growLittle } from "./engine.js";

// By default, the memory of each thread grows up to fourfold before it is collected, if the machine has
// plenty.
growLittle();
// The space for young objects grows to its full size at once, which saves a short build half of its
// collections.
setFlagsFromString("--semi-space-growth-factor=16");
// If objects of one kind have often lived long, V8 allocates new ones in the old generation. Pages come and
// go, and such an object keeps everything that it refers to. Of the memory that a thread allocated while it
// rendered, a third was copied twice.
setFlagsFromString("--no-allocation-site-pretenuring");
// V8 must not drop the code of functions that ran once, because `load-program.ts` saves it.
setFlagsFromString("--no-flush-bytecode");

// From 22.8 on, Node caches compiled code of libraries in the folder for temporary files
// (https://nodejs.org/api/module.html#module-compile-cache).
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

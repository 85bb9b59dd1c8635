/** How Node runs the program: imported for its effect, before anything else is done. */

import module from "node:module";
import { setFlagsFromString } from "node:v8";

// Memory grows by a quarter until it is collected again. Left to itself it grows up to fourfold, in each thread, where a machine has plenty.
setFlagsFromString("--heap-growing-percent=25");

// From 22.8 on, Node keeps what it has compiled in the folder for temporary files (https://nodejs.org/api/module.html#module-compile-cache).
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();

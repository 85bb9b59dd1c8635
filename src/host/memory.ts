/** How much memory the process takes: imported for its effect, before anything else is done. */

import { setFlagsFromString } from "node:v8";

// Memory grows by a quarter until it is collected again. Left to itself it grows up to fourfold, in each thread, where a machine has plenty.
setFlagsFromString("--heap-growing-percent=25");

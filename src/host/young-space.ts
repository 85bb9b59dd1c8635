/** The room that Node gives to young objects. */

import { setFlagsFromString } from "node:v8";

/**
 * From here on, it grows no more: what a site took to be read is enough for single edits. Left to itself it goes on growing to
 * 32 MB, since after some hundred edits something of each kind has survived.
 */
export function holdYoungSpace(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

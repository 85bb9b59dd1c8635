/**
 * The folder in which Handbill is installed. Only this file depends on its own path, which differs in the
 * compiled program.
 */

import { fileURLToPath } from "node:url";

/** The URL of the package's folder: the parent of `dist`, or of `src` in tests. */
const PACKAGE = import.meta.url.replace(/\/(?:dist|src)\/(?:(?!\/(?:dist|src)\/).)*$/, "/");

/** The absolute path of a file or folder in Handbill's package, such as `layouts`. */
export function packagePath(path: string): string {
  return fileURLToPath(new URL(path, PACKAGE));
}

/** Where Handbill itself is installed. The only file that asks where it stands: what is compiled may stand elsewhere. */

import { fileURLToPath } from "node:url";

/** The package's folder: the one that holds `dist`, or `src` for tests, of which this is a part. */
const PACKAGE = import.meta.url.replace(/\/(?:dist|src)\/(?:(?!\/(?:dist|src)\/).)*$/, "/");

/** The absolute path of a file or folder of Handbill's package, by its path there: `layouts`. */
export function packagePath(path: string): string {
  return fileURLToPath(new URL(path, PACKAGE));
}

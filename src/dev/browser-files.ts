/** Files that the dev server sends to browsers in addition to the site. */

import { fileURLToPath } from "node:url";
import { packagePath } from "../utils/package-path.js";

/** Files by name, below the dev server's own path. */
export const BROWSER_FILES: ReadonlyMap<string, string> = new Map([
  ...["dev.js", "dev.css", "overlay.css"].map((name) => [name, packagePath(`browser/${name}`)] as const),
  ["idiomorph.js", fileURLToPath(import.meta.resolve("idiomorph"))],
]);

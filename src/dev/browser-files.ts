/** What the dev server gives browsers beside the site. */

import { fileURLToPath } from "node:url";
import { packagePath } from "../utils/package-path.js";

/** By name below the dev server's own path: the file. */
export const BROWSER_FILES: ReadonlyMap<string, string> = new Map([
  ...["dev.js", "dev.css", "overlay.css"].map((name) => [name, packagePath(`browser/${name}`)] as const),
  ["idiomorph.js", fileURLToPath(import.meta.resolve("idiomorph"))],
]);

/** The tools that `npm run test:theme` needs and `npm ci` does not bring. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const TOOLS = fileURLToPath(new URL("tools/node_modules", import.meta.url));

/** Whether a tool is installed; where it is not, the run says how to get it. */
export function hasTool(path: string): boolean {
  const isThere = existsSync(join(TOOLS, path));
  if (!isThere)
    console.warn(
      `${path.split("/")[0] ?? path} is left out; it comes with: npm install --prefix ` +
        "tests/theme/tools --ignore-scripts",
    );
  return isThere;
}

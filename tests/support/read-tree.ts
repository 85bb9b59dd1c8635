/** Reads a folder with everything in it. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every file below a folder, with its bytes. */
export function readTree(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const walk = (path: string): void => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) walk(inner);
      else if (entry.isFile()) files.set(inner, readFileSync(join(folder, inner)));
    }
  };
  if (existsSync(folder)) walk("");
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Files that code of the site writes to the output folder while the dev server renders pages. */

import { join } from "node:path";
import type { OpenSite } from "../../pipeline/open.js";
import { kindAt } from "../../system/files.js";

/** The absolute path of such a file, of this session or of the last build. */
export function codeFile({ config, siteCode, previous }: OpenSite, path: string): string | undefined {
  if (siteCode === undefined || path === "") return undefined;
  const now = join(config.root, siteCode.folder, path);
  if (kindAt(now) === "file") return now;
  const before = join(config.output, path);
  const isMade = previous.cache.snapshot?.siteCode?.made.includes(path) === true;
  return isMade && kindAt(before) === "file" ? before : undefined;
}

/** One hash of all inputs of an Eleventy project. If it is unchanged, there is nothing to build. */

import { readdirSync, type Dirent } from "node:fs";
import { join, relative, resolve } from "node:path";
import { hashTexts } from "../../incremental/fingerprint.js";
import { isSettled } from "../../sources/snapshot.js";
import type { ConfigFlags } from "../../config/options.js";
import { statKeyOf } from "../../system/files.js";
import { variablesAsLines } from "../../system/record-environment.js";
import { programLook } from "../../system/program.js";

/** Folders without sources. The package manager's lock file tells which packages are installed. */
const NOT_SOURCES = new Set(["node_modules", ".git", ".cache"]);
const INSTALLED = [
  "node_modules/.package-lock.json",
  "node_modules/.yarn-integrity",
  "node_modules/.modules.yaml",
];

/** Inputs that a previous build read in addition to the project's own files. */
export interface KnownReads {
  /** Absolute, or relative to the root. */
  readonly reads?: readonly string[];
  readonly variables?: readonly string[];
  /**
   * The environment at the start of the build, because code such as dotenv sets variables.
   * @default the current one
   */
  readonly environment?: NodeJS.ProcessEnv;
  /** Absolute path of the output folder. */
  readonly output?: string;
}

/**
 * `now`: start of the build that read these files, in milliseconds since 1970. The snapshot is not valid if a
 * file changed later.
 */
export function projectSnapshot(
  root: string,
  flags: ConfigFlags,
  known: KnownReads = {},
  now = Date.now(),
): { readonly inputs: string; readonly sources: readonly string[] } {
  const { reads = [], variables = [], environment, output } = known;
  const lines = [...variablesAsLines(variables, environment)];
  const sources: string[] = [];
  let isKnown = true;
  const look = (path: string): void => {
    const found = statKeyOf(resolve(root, path));
    if (found !== undefined && !isSettled(found, now)) isKnown = false;
    lines.push(`${path} ${found?.text ?? ""}`);
  };
  const skipped = new Set(
    [output, flags.output].flatMap((folder) => (folder === undefined ? [] : [relative(root, folder)])),
  );
  const walk = (folder: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (NOT_SOURCES.has(entry.name) || skipped.has(path)) continue;
      if (entry.isDirectory()) walk(path);
      else {
        look(path);
        sources.push(path);
      }
    }
  };
  walk("");
  for (const path of [...INSTALLED, ...reads]) look(path);
  return {
    sources,
    inputs: isKnown
      ? hashTexts(programLook(), JSON.stringify([flags.base, flags.output, flags.drafts]), ...lines.sort())
      : "",
  };
}

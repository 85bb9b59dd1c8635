/** What code reads and writes while a project is built: it writes aside, and depends on what it read. */

import fs from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { commandInFolder, shellInFolder } from "./command-paths.js";
import { withPathHook } from "./hook-fs.js";

// Taken before anything is wrapped.
const { existsSync } = fs;

export interface RecordedFolders {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path of the folder that is written to in the place of the output folder. */
  readonly staged: string;
  /** Whether what the staged folder does not have is read in the output folder, as of files that others put there. */
  readonly readsOutput: boolean;
}

export interface Recorder {
  /** Paths outside of the project's sources that were read or looked at, absolute. */
  readonly outside: ReadonlySet<string>;
  /** Paths in the staged folder that were looked at or written. */
  readonly touched: ReadonlySet<string>;
  /** Whether a command was run. */
  readonly hasRunCommands: boolean;
  /** From here on, paths in this folder are those of the staged one. */
  setOutput(folder: string): void;
  /** Runs and records. Reads of child processes and of the network are not seen. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createRecorder({ root, staged, readsOutput }: RecordedFolders): Recorder {
  const outside = new Set<string>();
  const touched = new Set<string>();
  let output = resolve(root, "_site");
  let hasRunCommands = false;
  const onPath = (path: string, access: "read" | "write"): string => {
    const absolute = path.startsWith("/") && !path.includes("/.") ? path : resolve(root, path);
    const inStage = within(staged, absolute);
    if (inStage !== undefined) {
      touched.add(inStage);
      return path;
    }
    const inOutput = within(output, absolute);
    if (inOutput !== undefined) {
      const aside = resolve(staged, inOutput);
      if (access === "read" && readsOutput && !existsSync(aside) && existsSync(absolute)) {
        outside.add(absolute);
        return path;
      }
      touched.add(inOutput);
      return aside;
    }
    // What is installed is known by its list of versions, and modules are read before anything renders.
    if (within(root, absolute) === undefined && !absolute.includes("node_modules")) outside.add(absolute);
    return path;
  };
  return {
    outside,
    touched,
    get hasRunCommands() {
      return hasRunCommands;
    },
    setOutput(folder) {
      // A site beside its sources has no folder of its own.
      output = resolve(root, folder) === root ? staged : resolve(root, folder);
    },
    run: (work) =>
      withPathHook(
        {
          path: onPath,
          command(words, folder) {
            hasRunCommands = true;
            return commandInFolder(words, { cwd: resolve(root, folder), output, instead: staged });
          },
          shell(line, folder) {
            hasRunCommands = true;
            return shellInFolder(line, { cwd: resolve(root, folder), output, instead: staged });
          },
        },
        work,
      ),
  };
}

function within(folder: string, path: string): string | undefined {
  // Most paths are absolute and elsewhere.
  if (path.startsWith("/") && !path.startsWith(folder)) return undefined;
  const inner = relative(folder, path);
  return inner === ".." || inner.startsWith("../") || inner.startsWith("..\\") || isAbsolute(inner)
    ? undefined
    : inner.replaceAll("\\", "/");
}

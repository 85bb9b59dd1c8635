/**
 * Records the files that code reads and writes while a project is built, and redirects writes to the staging
 * folder.
 */

import fs from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, relative, resolve } from "node:path";
import { commandInFolder, shellInFolder } from "./command-paths.js";
import { withPathHook } from "./hook-fs.js";

// Taken before the functions are wrapped.
const { existsSync } = fs;

export interface RecordedFolders {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path of the folder that is written instead of the output folder. */
  readonly staged: string;
  /**
   * Whether files that are missing in the staging folder are read from the output folder, such as files of
   * other programs.
   */
  readonly readsOutput: boolean;
}

export interface Recorder {
  /** Absolute paths outside of the project's sources that were read or examined. */
  readonly outside: ReadonlySet<string>;
  /** Paths in the staging folder that were examined or written. */
  readonly touched: ReadonlySet<string>;
  /** Whether a command was run. */
  readonly hasRunCommands: boolean;
  /** Maps paths in this folder to the staging folder from now on. */
  setOutput(folder: string): void;
  /** Calls `work` and records its accesses. Does not see child processes and the network. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createRecorder({ root, staged, readsOutput }: RecordedFolders): Recorder {
  const outside = new Set<string>();
  const touched = new Set<string>();
  let output = resolve(root, "_site");
  let hasRunCommands = false;
  // Other programs change these folders, and code that searches a file reads every parent folder.
  const isBusy = (path: string): boolean =>
    [root, tmpdir()].some((folder) => within(path, folder) !== undefined) || isSystem(path);
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
    // The list of versions covers installed packages, and modules are loaded before anything renders.
    if (within(root, absolute) === undefined && !absolute.includes("node_modules") && !isBusy(absolute))
      outside.add(absolute);
    return path;
  };
  return {
    outside,
    touched,
    get hasRunCommands() {
      return hasRunCommands;
    },
    setOutput(folder) {
      // A site that is written next to its sources has no separate folder.
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

/**
 * Whether a path is the running Node, whose version every build compares, or a file that the system makes up.
 * Libraries such as sharp look at the program to find out which system runs it.
 */
function isSystem(path: string): boolean {
  return path === process.execPath || /^\/(?:proc|sys|dev)\//.test(path);
}

/** The path of `path` in `folder`; undefined if it is outside. */
export function within(folder: string, path: string): string | undefined {
  // Most paths are absolute and outside of the folder.
  if (path.startsWith("/") && !path.startsWith(folder)) return undefined;
  const inner = relative(folder, path);
  return inner === ".." || inner.startsWith("../") || inner.startsWith("..\\") || isAbsolute(inner)
    ? undefined
    : inner.replaceAll("\\", "/");
}

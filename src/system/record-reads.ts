/** What code reads with `fs` while it runs, so that a build knows what it depends on besides its own files. */

import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export interface ReadRecord {
  /** Paths outside of the project's own folders, from the root, that were read or looked at. */
  readonly outside: ReadonlySet<string>;
  /** Paths in the staged folder that were looked at or written. */
  readonly touched: ReadonlySet<string>;
  end(): void;
}

const SYNC = [
  "readFileSync",
  "readdirSync",
  "existsSync",
  "statSync",
  "openSync",
  "writeFileSync",
  "copyFileSync",
] as const;
const CALLBACK = [
  "readFile",
  "readdir",
  "stat",
  "createReadStream",
  "writeFile",
  "createWriteStream",
  "access",
  "open",
] as const;
const PROMISE = ["readFile", "readdir", "stat", "writeFile", "access", "open", "copyFile"] as const;

type Functions = Record<string, (...args: unknown[]) => unknown>;

/** Records until `end`. Child processes and the network are not seen. */
export function recordReads(root: string, staged: string): ReadRecord {
  const outside = new Set<string>();
  const touched = new Set<string>();
  const record = (path: unknown): void => {
    const name = path instanceof URL ? fileURLToPath(path) : path;
    if (typeof name !== "string") return;
    const absolute = resolve(root, name);
    const inStage = relative(staged, absolute);
    if (!inStage.startsWith("..") && !isAbsolute(inStage))
      return void touched.add(inStage.replaceAll("\\", "/"));
    const inRoot = relative(root, absolute);
    const isOutside = inRoot.startsWith("..") || isAbsolute(inRoot);
    // What is installed is known by its list of versions, and modules are read before anything renders.
    if (isOutside && !absolute.includes("node_modules")) outside.add(absolute);
  };
  const undo: (() => void)[] = [];
  const wrap = (object: Functions, names: readonly string[]): void => {
    for (const name of names) {
      const original = object[name];
      if (original === undefined) continue;
      object[name] = Object.assign(function (this: unknown, ...args: unknown[]) {
        record(args[0]);
        if (name.startsWith("copyFile")) record(args[1]);
        return original.apply(this, args);
      }, original);
      undo.push(() => (object[name] = original));
    }
  };
  wrap(fs as unknown as Functions, [...SYNC, ...CALLBACK]);
  wrap(fs.promises as unknown as Functions, PROMISE);
  syncBuiltinESMExports();
  return {
    outside,
    touched,
    end() {
      for (const step of undo.reverse()) step();
      syncBuiltinESMExports();
    },
  };
}

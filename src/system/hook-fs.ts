/**
 * Shows every path that code gives to `fs`, to `sharp` or to a command line to one hook, which may give another path in
 * its place. What is wrapped once stays wrapped, as code keeps the functions that it took; without a hook, nothing changes.
 */

import childProcess from "node:child_process";
import fs from "node:fs";
import Module, { syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export interface PathHook {
  /** Gives the path to use; the same one where there is nothing to change. */
  readonly path: (path: string, access: "read" | "write") => string;
  /** Gives a command, or one of its arguments, as it shall run in `folder`. */
  readonly command: (text: string, folder: string) => string;
}

type Fn = (this: unknown, ...args: unknown[]) => unknown;
type Functions = Record<string, Fn | undefined>;

const READS = [
  "access",
  "createReadStream",
  "exists",
  "lstat",
  "opendir",
  "readdir",
  "readFile",
  "readlink",
  "realpath",
  "stat",
];
const WRITES = [
  "appendFile",
  "chmod",
  "createWriteStream",
  "mkdir",
  "rm",
  "rmdir",
  "truncate",
  "unlink",
  "utimes",
  "writeFile",
];
/** From the first path to the second one. */
const PAIRS = ["copyFile", "cp", "link", "rename"];
const COMMANDS = ["exec", "execFile", "execFileSync", "execSync", "spawn", "spawnSync"];

let hook: PathHook | undefined;
let isInstalled = false;

/** Runs with a hook. Native code other than sharp's is not seen, and neither is what a command does by itself. */
export async function withPathHook<T>(use: PathHook, run: () => Promise<T>): Promise<T> {
  if (!isInstalled) install();
  isInstalled = true;
  const before = hook;
  hook = use;
  try {
    return await run();
  } finally {
    hook = before;
  }
}

function install(): void {
  for (const object of [fs, fs.promises] as unknown as readonly Functions[]) {
    for (const name of READS) wrap(object, name, ([path, ...rest]) => [seen(path, "read"), ...rest]);
    for (const name of WRITES) wrap(object, name, ([path, ...rest]) => [seen(path, "write"), ...rest]);
    for (const name of PAIRS)
      wrap(object, name, ([from, to, ...rest]) => [
        seen(from, name === "rename" ? "write" : "read"),
        seen(to, "write"),
        ...rest,
      ]);
    wrap(object, "open", ([path, flags, ...rest]) => [
      seen(path, typeof flags === "string" && /[wa+]/.test(flags) ? "write" : "read"),
      flags,
      ...rest,
    ]);
  }
  for (const name of COMMANDS) wrapOne(childProcess as unknown as Functions, name, ofCommand);
  syncBuiltinESMExports();
  const loader = Module as unknown as { _load: Fn };
  const load = loader._load;
  loader._load = function (...args) {
    const loaded = load.apply(this, args);
    hookSharp(loaded);
    return loaded;
  };
}

type Change = (args: readonly unknown[]) => readonly unknown[];

function wrap(object: Functions, name: string, change: Change): void {
  wrapOne(object, name, change);
  wrapOne(object, `${name}Sync`, change);
}

function wrapOne(object: Functions, name: string, change: Change): void {
  const original = object[name];
  if (typeof original !== "function") return;
  const wrapped: Fn = function (...args) {
    return original.apply(this, hook === undefined ? args : [...change(args)]);
  };
  // Their own properties, such as `realpath.native`.
  for (const [key, value] of Object.entries(original)) Object.assign(wrapped, { [key]: value });
  if (promisify.custom in original) {
    // Node's own promise of a function that is not wrapped would not be seen.
    const promised = (original as unknown as Record<symbol, Fn>)[promisify.custom];
    Object.defineProperty(wrapped, promisify.custom, {
      value: function (this: unknown, ...args: unknown[]) {
        return promised?.apply(this, hook === undefined ? args : [...change(args)]);
      },
    });
  }
  object[name] = wrapped;
}

function seen(path: unknown, access: "read" | "write"): unknown {
  const name = path instanceof URL && path.protocol === "file:" ? fileURLToPath(path) : path;
  if (typeof name !== "string" || hook === undefined) return path;
  const other = hook.path(name, access);
  return other === name ? path : other;
}

function ofCommand([command, ...rest]: readonly unknown[]): readonly unknown[] {
  const options = rest.find((arg) => typeof arg === "object" && arg !== null && !Array.isArray(arg));
  const { cwd = process.cwd() } = (options ?? {}) as { readonly cwd?: unknown };
  const changed = (text: unknown) =>
    typeof text === "string" ? (hook?.command(text, String(cwd)) ?? text) : text;
  return [changed(command), ...rest.map((arg) => (Array.isArray(arg) ? arg.map(changed) : arg))];
}

/** Sharp writes files by itself: its `toFile` is shown the path. */
function hookSharp(loaded: unknown): void {
  if (typeof loaded !== "function") return;
  const prototype = loaded.prototype as { toFile?: Fn; toBuffer?: Fn; toFormat?: Fn } | undefined;
  const original = prototype?.toFile;
  if (prototype === undefined || original === undefined || prototype.toFormat === undefined) return;
  if (HOOKED in original) return;
  const wrapped: Fn = function (path, ...rest) {
    return original.call(this, seen(path, "write"), ...rest);
  };
  prototype.toFile = Object.assign(wrapped, { [HOOKED]: true });
}

const HOOKED = Symbol("hooked");

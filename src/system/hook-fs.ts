/**
 * Passes every path that code gives to `fs`, to `sharp` or to a command line through one hook, which can
 * replace it. Afterwards the original functions are restored. Code may keep wrapped functions: without a hook
 * they change nothing, and a later hook sees their paths.
 */

import childProcess from "node:child_process";
import fs from "node:fs";
import Module, { syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { isRecord } from "../utils/is-record.js";

export interface PathHook {
  /** Returns the path to use, which may be the same. */
  readonly path: (path: string, access: "read" | "write") => string;
  /** Returns the program and its arguments to run in `folder`. */
  readonly command: (words: readonly string[], folder: string) => readonly string[];
  /** Returns the shell command line to run in `folder`. */
  readonly shell: (line: string, folder: string) => string;
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
/** Functions that read the first path and write the second one. */
const PAIRS = ["copyFile", "cp", "link", "rename"];
const COMMANDS = ["execFile", "execFileSync", "spawn", "spawnSync"];
const SHELLS = ["exec", "execSync"];

/** The last of the open hooks, which is in force. */
let hook: PathHook | undefined;
const hooks: PathHook[] = [];
/** Functions that restore the originals. */
let undo: (() => void)[] = [];
/** The loaded classes of sharp. A module is loaded only once. */
const sharps = new Set<SharpPrototype>();

/**
 * Calls `run` with a hook. Does not see native code other than sharp's, nor the file accesses of child
 * processes.
 */
export async function withPathHook<T>(use: PathHook, run: () => Promise<T>): Promise<T> {
  if (hooks.length === 0) install();
  hooks.push(use);
  hook = use;
  try {
    return await run();
  } finally {
    // Runs may overlap, so this hook need not be the last.
    hooks.splice(hooks.lastIndexOf(use), 1);
    hook = hooks.at(-1);
    if (hook === undefined) uninstall();
  }
}

function install(): void {
  for (const object of [fs, fs.promises] as unknown as readonly Functions[]) {
    for (const name of READS) wrap(object, name, ([path, ...rest]) => [hooked(path, "read"), ...rest]);
    for (const name of WRITES) wrap(object, name, ([path, ...rest]) => [hooked(path, "write"), ...rest]);
    for (const name of PAIRS)
      wrap(object, name, ([from, to, ...rest]) => [
        hooked(from, name === "rename" ? "write" : "read"),
        hooked(to, "write"),
        ...rest,
      ]);
    wrap(object, "open", ([path, flags, ...rest]) => [
      hooked(path, typeof flags === "string" && /[wa+]/.test(flags) ? "write" : "read"),
      flags,
      ...rest,
    ]);
  }
  for (const name of COMMANDS) wrapOne(childProcess as unknown as Functions, name, ofCommand);
  for (const name of SHELLS) wrapOne(childProcess as unknown as Functions, name, ofShell);
  const loader = Module as unknown as Loader;
  // The configuration can have loaded sharp before.
  for (const { exports } of Object.values(loader._cache)) addSharp(exports);
  for (const prototype of sharps) hookSharp(prototype);
  syncBuiltinESMExports();
  const load = loader._load;
  replace(loader, "_load", function (this: unknown, ...args: unknown[]) {
    const loaded = load.apply(this, args);
    const prototype = addSharp(loaded);
    if (prototype !== undefined && hook !== undefined) hookSharp(prototype);
    return loaded;
  });
}

/** Node's loader of CommonJS modules, and all modules that it loaded. */
interface Loader {
  _load: Fn;
  readonly _cache: Readonly<Record<string, { readonly exports: unknown }>>;
}

/** Remembers the prototype of sharp if the loaded module is sharp, and returns it if it is new. */
function addSharp(loaded: unknown): SharpPrototype | undefined {
  const prototype = sharpIn(loaded);
  if (prototype === undefined || sharps.has(prototype)) return undefined;
  sharps.add(prototype);
  return prototype;
}

function uninstall(): void {
  for (const putBack of undo) putBack();
  undo = [];
  syncBuiltinESMExports();
}

/** Wraps a function until the end of the run. Later replacements by other code stay. */
function replace<K extends string>(object: { [name in K]?: Fn }, name: K, by: Fn): void {
  const original = object[name];
  object[name] = by;
  undo.push(() => {
    if (object[name] === by && original !== undefined) object[name] = original;
  });
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
  // Copy the function's own properties, such as `realpath.native`.
  for (const [key, value] of Object.entries(original)) Object.assign(wrapped, { [key]: value });
  if (promisify.custom in original) {
    // The built-in promise version would call the function without the wrapper.
    const promised = (original as unknown as Record<symbol, Fn>)[promisify.custom];
    Object.defineProperty(wrapped, promisify.custom, {
      value: function (this: unknown, ...args: unknown[]) {
        return promised?.apply(this, hook === undefined ? args : [...change(args)]);
      },
    });
  }
  replace(object, name, wrapped);
}

function hooked(path: unknown, access: "read" | "write"): unknown {
  const name = path instanceof URL && path.protocol === "file:" ? fileURLToPath(path) : path;
  if (typeof name !== "string" || hook === undefined) return path;
  const other = hook.path(name, access);
  return other === name ? path : other;
}

function ofCommand([program, ...rest]: readonly unknown[]): readonly unknown[] {
  if (typeof program !== "string" || hook === undefined) return [program, ...rest];
  const [args] = rest;
  const isList = Array.isArray(args) && args.every((arg) => typeof arg === "string");
  const words = [program, ...(isList ? (args as string[]) : [])];
  const [changed, ...others] = hook.command(words, folderOf(rest));
  // With `shell`, the program can be a whole command line.
  const { shell = false } = optionsOf(rest);
  const first = shell === false ? changed : hook.shell(program, folderOf(rest));
  return [first, ...(isList ? [others, ...rest.slice(1)] : rest)];
}

function ofShell([line, ...rest]: readonly unknown[]): readonly unknown[] {
  return [typeof line === "string" && hook !== undefined ? hook.shell(line, folderOf(rest)) : line, ...rest];
}

function optionsOf(args: readonly unknown[]): { readonly cwd?: unknown; readonly shell?: unknown } {
  return args.find((arg) => isRecord(arg)) ?? {};
}

/** The working directory of a command. `cwd` can be a URL. */
function folderOf(args: readonly unknown[]): string {
  const { cwd } = optionsOf(args);
  return cwd instanceof URL ? fileURLToPath(cwd) : typeof cwd === "string" ? cwd : process.cwd();
}

interface SharpPrototype {
  toFile?: Fn;
  readonly toFormat?: Fn;
}

/** The prototype of sharp, if the loaded module is sharp. */
function sharpIn(loaded: unknown): SharpPrototype | undefined {
  if (typeof loaded !== "function") return undefined;
  const prototype = loaded.prototype as SharpPrototype | undefined;
  return prototype?.toFile === undefined || prototype.toFormat === undefined ? undefined : prototype;
}

/** Sharp writes files natively, so the hook gets the path that its `toFile` gets. */
function hookSharp(prototype: SharpPrototype): void {
  const original = prototype.toFile;
  if (original === undefined) return;
  replace(prototype, "toFile", function (this: unknown, path: unknown, ...rest: unknown[]) {
    return original.call(this, hooked(path, "write"), ...rest);
  });
}

/**
 * Loads the program, which `prepare.js` puts into one file, together with the code that V8 compiled in an
 * earlier process. Compiling takes half of the time of a small build. The compiled code is next to the
 * program, so it is as safe as the program itself.
 */

import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { COMPILED } from "./engine.js";

/** The modules that other files import, by their path in `src/`. Each runs when it is first needed. */
type Entries = Readonly<Record<string, () => unknown>>;

/** The program file contains this function. */
type Program = (
  module: { exports: { readonly entries: Entries } },
  require: NodeJS.Require,
  importMeta: ImportMeta,
  importPackage: (name: string) => Promise<unknown>,
) => void;

const FILE = fileURLToPath(import.meta.url).replace(/\.js$/, ".cjs");

/** Bytes of the hash before the compiled code. */
const HASH_LENGTH = 32;

let entries: Entries | undefined;

/** Runs a module of the program, once, and returns its exports. */
export function loadModule<T>(name: string): T {
  return (entries ??= load())[name]?.() as T;
}

function load(): Entries {
  // V8 accepts compiled code only from the same version of V8 with the same flags.
  const tag = cachedDataVersionTag();
  const compiledFile = FILE.replace(/cjs$/, `${tag.toString(36)}.compiled`);
  const cachedData = readCompiled(compiledFile);
  const script = new Script(readFileSync(FILE, "latin1"), {
    filename: FILE,
    ...(cachedData && { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected === true)
    Object.assign(globalThis, {
      [COMPILED]: () => {
        // V8 would reject code that was saved with other flags.
        if (cachedDataVersionTag() === tag) writeCompiled(compiledFile, script.createCachedData());
      },
    });
  const module = { exports: { entries: {} } };
  const run = script.runInThisContext() as Program;
  run(module, createRequire(import.meta.url), import.meta, (name) => import(name) as Promise<unknown>);
  return module.exports.entries;
}

/** Compiled code from an earlier process, if its hash is right: V8 does not check for damage. */
function readCompiled(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(HASH_LENGTH);
    return hash(code).equals(bytes.subarray(0, HASH_LENGTH)) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Saves compiled code. If the folder of the program is read-only, every process compiles. */
function writeCompiled(file: string, code: Buffer): void {
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, Buffer.concat([hash(code), code]));
    renameSync(unfinished, file);
  } catch {
    rmSync(unfinished, { force: true });
  }
}

function hash(code: Buffer): Buffer {
  return createHash("sha256").update(code).digest();
}

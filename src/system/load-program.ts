/**
 * Loads the program, which `prepare.js` puts into a few files. Each is loaded together with the code that V8
 * compiled of it in an earlier process. Compiling takes half of the time of a small build. The compiled code
 * is next to the program, so it is as safe as the program itself.
 */

import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";
import { onKeepCompiled } from "./engine.js";

type Exports = Readonly<Record<string, unknown>>;

/** Runs modules that belong together, and returns what they export. */
type Chunk = (
  chunk: (id: string) => Exports,
  require: NodeJS.Require,
  importMeta: ImportMeta,
  importChunk: (id: string) => Promise<Exports>,
  importPackage: (name: string) => Promise<unknown>,
) => Exports;

/** A part of the program: its chunks by their ids, which begin with the name of the part. */
type Part = Readonly<Record<string, Chunk>>;

const PROGRAM = fileURLToPath(import.meta.url).replace(/\.js$/, "");

/** Bytes of the hash before the compiled code. */
const HASH_LENGTH = 32;

const require = createRequire(import.meta.url);
const parts = new Map<string, Part>();
const loaded = new Map<string, Exports>();

/** Runs a module of the program, once, and returns its exports. The names are those of `prepare.js`. */
export function loadModule<T>(name: string): T {
  const { [name]: id = "" } = partOf("start")["entries"]?.(...MEANS) as Readonly<Record<string, string>>;
  return runChunk(id) as T;
}

function runChunk(id: string): Exports {
  const before = loaded.get(id);
  if (before !== undefined) return before;
  const run = partOf(id.slice(0, id.indexOf(":")))[id] as Chunk;
  const exports = run(...MEANS);
  loaded.set(id, exports);
  return exports;
}

const MEANS: Parameters<Chunk> = [
  runChunk,
  require,
  import.meta,
  async (id) => runChunk(id),
  (name) => import(name) as Promise<unknown>,
];

function partOf(name: string): Part {
  const part = parts.get(name) ?? loadPart(`${PROGRAM}-${name}.cjs`);
  parts.set(name, part);
  return part;
}

function loadPart(file: string): Part {
  // V8 accepts compiled code only from the same version of V8 with the same flags.
  const tag = cachedDataVersionTag();
  const compiledFile = file.replace(/cjs$/, `${tag.toString(36)}.compiled`);
  const cachedData = readCompiled(compiledFile);
  const script = new Script(readFileSync(file, "latin1"), {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  if (cachedData === undefined || script.cachedDataRejected === true)
    onKeepCompiled(() => {
      // V8 would reject code that was saved with other flags.
      if (cachedDataVersionTag() === tag) writeCompiled(compiledFile, script.createCachedData());
    });
  return script.runInThisContext() as Part;
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

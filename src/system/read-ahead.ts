/**
 * Reads many files in advance while previous ones are processed: opening a file takes as long as finding its
 * title.
 */

import { Worker } from "node:worker_threads";
import { hashOf } from "../writer/manifest.js";
import type { Diagnostic, SourceFile } from "../model/model.js";
import { packagePath } from "../utils/package-path.js";
import { isFile, readSource } from "./files.js";
import type { ReadPack } from "./reader.js";

/** A file, and the hash of its bytes. */
export interface HashedFile extends SourceFile {
  readonly hash: string;
}

/** A thread starts only for more files than this: fewer are read before it has started. */
const MIN_FILES_TO_READ_AHEAD = 2000;

/** Number of files that go to the thread together, and of such packs in progress. */
const PACK = 256;
const MAX_READS = 4;

/**
 * The files at these paths of a site, in order and in batches; a Diagnostic for a file that cannot be read.
 */
export async function* readAhead(
  root: string,
  paths: readonly string[],
): AsyncGenerator<Iterable<HashedFile | Diagnostic>> {
  const reader = paths.length < MIN_FILES_TO_READ_AHEAD ? undefined : startReader(root);
  try {
    const packs = Array.from({ length: Math.ceil(paths.length / PACK) }, (_, index) =>
      paths.slice(index * PACK, (index + 1) * PACK),
    );
    const pending = reader === undefined ? [] : packs.slice(0, MAX_READS).map(reader.read);
    for (const [index, pack] of packs.entries()) {
      const read = await pending[index];
      const next = packs[index + MAX_READS];
      if (reader !== undefined && next !== undefined) pending.push(reader.read(next));
      delete pending[index];
      // Without a working thread, files are read here.
      yield read === undefined ? readHere(root, pack) : unpacked(pack, read);
    }
  } finally {
    reader?.close();
  }
}

/** The file at a path of a site, or why it cannot be read. */
export function readHashed(root: string, path: string): HashedFile | Diagnostic {
  const file = readSource(root, path);
  return isFile(file) ? { ...file, hash: hashOf(file.bytes) } : file;
}

function* readHere(root: string, paths: readonly string[]): Generator<HashedFile | Diagnostic> {
  for (const path of paths) yield readHashed(root, path);
}

function* unpacked(paths: readonly string[], { bytes, files }: ReadPack): Generator<HashedFile | Diagnostic> {
  let start = 0;
  for (const [index, file] of files.entries()) {
    if ("hash" in file) {
      yield {
        path: paths[index] ?? "",
        bytes: new Uint8Array(bytes, start, file.end - start),
        hash: file.hash,
      };
      start = file.end;
    } else yield file;
  }
}

/** A thread that answers requests in order. The answer is undefined after it failed or ended. */
function startReader(root: string): {
  read(paths: readonly string[]): Promise<ReadPack | undefined>;
  close(): void;
} {
  const worker = new Worker(packagePath("dist/system/reader.js"), { workerData: root });
  const waiting: ((pack: ReadPack | undefined) => void)[] = [];
  let hasFailed = false;
  worker.on("message", (pack: ReadPack) => waiting.shift()?.(pack));
  const fail = (): void => {
    hasFailed = true;
    for (const answer of waiting.splice(0)) answer(undefined);
  };
  worker.on("error", fail).on("exit", fail);
  return {
    read: (paths) =>
      new Promise((done) => {
        if (hasFailed) return done(undefined);
        waiting.push(done);
        worker.postMessage(paths);
      }),
    close: () => void worker.terminate(),
  };
}

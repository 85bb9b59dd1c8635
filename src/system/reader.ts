/** The code of the thread in `read-ahead.ts`: reads files and hashes them. */

import { parentPort, workerData } from "node:worker_threads";
import { hashOf } from "../writer/manifest.js";
import type { Diagnostic } from "../model/model.js";
import { isFile, readSource } from "./files.js";

/** Some files: their concatenated bytes, and for each its end and its hash, or why it cannot be read. */
export interface ReadPack {
  readonly bytes: ArrayBuffer;
  readonly files: readonly ({ readonly end: number; readonly hash: string } | Diagnostic)[];
}

const root = workerData as string;

parentPort?.on("message", (paths: readonly string[]) => {
  const read = paths.map((path) => readSource(root, path));
  const bytes = new Uint8Array(read.reduce((size, file) => size + (isFile(file) ? file.bytes.length : 0), 0));
  let end = 0;
  const files = read.map((file) => {
    if (!isFile(file)) return file;
    bytes.set(file.bytes, end);
    end += file.bytes.length;
    return { end, hash: hashOf(file.bytes) };
  });
  parentPort?.postMessage({ bytes: bytes.buffer, files } satisfies ReadPack, [bytes.buffer]);
});

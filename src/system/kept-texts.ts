/**
 * Texts that take long to make, kept next to the program for all sites. One file contains them as records.
 * Every process and thread only appends to it, and a record that is damaged or unfinished is not used.
 */

import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, rmSync } from "node:fs";
import type { KeptTexts } from "../utils/kept-texts.js";

/** Bytes of a hash, and of a record before its text: length, key, and the hash of key and text. */
const [HASH, HEAD] = [32, 4 + 2 * 32];

/** A larger file is replaced: it takes longer to read than it saves. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Opens the texts in a file, which need not exist. If its folder is read-only, nothing is kept. */
export function openKeptTexts(file: string): KeptTexts {
  let bytes: Buffer | undefined;
  const places = new Map<string, number>();
  let waiting: Buffer[] = [];
  const open = (): Buffer => {
    if (bytes !== undefined) return bytes;
    bytes = readIfSmall(file);
    let at = 0;
    while (at + HEAD <= bytes.length) {
      places.set(bytes.toString("latin1", at + 4, at + 4 + HASH), at);
      at += HEAD + bytes.readUInt32LE(at);
    }
    // Whatever follows an unfinished record cannot be found.
    if (at !== bytes.length) rmSync(file, { force: true });
    return bytes;
  };
  const save = (): void => {
    const records = Buffer.concat(waiting);
    waiting = [];
    try {
      appendFileSync(file, records, { mode: 0o600 });
    } catch {
      // The next process makes the texts again.
    }
  };
  return {
    get(key) {
      const all = open();
      const at = places.get(sha256(key).toString("latin1"));
      return at === undefined ? undefined : textAt(all, at);
    },
    set(key, text) {
      if (waiting.length === 0) setImmediate(save);
      waiting.push(recordOf(sha256(key), Buffer.from(text)));
    },
    get isEmpty() {
      open();
      return places.size === 0;
    },
  };
}

function readIfSmall(file: string): Buffer {
  try {
    const bytes = readFileSync(file);
    if (bytes.length <= MAX_BYTES) return bytes;
    rmSync(file, { force: true });
  } catch {
    // Nothing was kept yet.
  }
  return Buffer.alloc(0);
}

function recordOf(key: Buffer, text: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return Buffer.concat([length, key, sha256(key, text), text]);
}

function textAt(bytes: Buffer, at: number): string | undefined {
  const [key, hash] = [at + 4, at + 4 + HASH];
  const text = bytes.subarray(at + HEAD, at + HEAD + bytes.readUInt32LE(at));
  const isWhole = sha256(bytes.subarray(key, hash), text).equals(bytes.subarray(hash, hash + HASH));
  return isWhole ? text.toString() : undefined;
}

function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

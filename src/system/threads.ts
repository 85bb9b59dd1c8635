/** A pool of threads. The only importer of tinypool. */

import { deserialize, serialize } from "node:v8";
import { shareCores } from "./engine.js";

export interface Threads {
  /** Calls the module's export of this name in the next free thread. */
  run(name: string, task: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts threads that have loaded the module at `file`. Each thread gets up to `ahead` tasks at a time. */
export function startThreads(file: string, count: number, ahead: number): Threads {
  const starting = import("tinypool").then(({ default: Tinypool }) => {
    return new Tinypool({
      filename: file,
      minThreads: count,
      maxThreads: count,
      isolateWorkers: false,
      concurrentTasksPerWorker: ahead,
      // Most objects of a page live as long as the page. With more young space, V8 copies few of them before
      // they die.
      resourceLimits: { maxYoungGenerationSizeMb: 32 },
    });
  });
  return {
    async run(name, task) {
      const pool = await starting;
      // Threads have loaded the program now, with the flags for which its code was compiled.
      shareCores();
      return pool.run(task, { name }) as Promise<unknown>;
    },
    close: async () => (await starting).destroy(),
  };
}

/**
 * A value that many tasks need, as bytes that all threads share. A task with the value itself would copy it
 * each time.
 */
export function toShared(value: unknown): SharedArrayBuffer {
  const bytes = serialize(value);
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

/** This thread's own copy of the value. */
export function fromShared<T>(shared: SharedArrayBuffer): T {
  return deserialize(new Uint8Array(shared)) as T;
}

/** Makes a queue: each task waits for the previous one. */
export function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

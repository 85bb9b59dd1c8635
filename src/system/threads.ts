/** Threads that do the same work side by side. The only importer of tinypool. */

import { deserialize, serialize } from "node:v8";
import Tinypool from "tinypool";
import { shareCores } from "./engine.js";

export interface Threads {
  /** Runs the function of this name, as the module exports it, in the next thread that is free. */
  run(name: string, task: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts threads that have loaded the module at `file`. Each is given up to `ahead` tasks at a time. */
export function startThreads(file: string, count: number, ahead: number): Threads {
  shareCores();
  const pool = new Tinypool({
    filename: file,
    minThreads: count,
    maxThreads: count,
    isolateWorkers: false,
    concurrentTasksPerWorker: ahead,
    // Most of what a page needs dies with it: with room for it, little is copied before it does.
    resourceLimits: { maxYoungGenerationSizeMb: 32 },
  });
  return { run: (name, task) => pool.run(task, { name }), close: () => pool.destroy() };
}

/** A value that many tasks need, as bytes that all threads see: a task that held the value itself would copy it each time. */
export function toShared(value: unknown): SharedArrayBuffer {
  const bytes = serialize(value);
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

/** The value, as this thread's own. */
export function fromShared<T>(shared: SharedArrayBuffer): T {
  return deserialize(new Uint8Array(shared)) as T;
}

/** Makes works wait for each other. */
export function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** A target that stores files by path: a folder, a bucket, a server. */

export interface Upload {
  readonly key: string;
  /** The file's bytes, read on demand. */
  bytes(): Uint8Array;
  /** Stored with the file, if the target supports that. */
  readonly hash: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

/**
 * Every method rejects with the target's error, and never leaves a file half written. Keys are paths with `/`
 * as the separator.
 */
export interface Store {
  /** The location for people, without credentials. */
  readonly place: string;
  /** Whether `copy` works. Replaced files can then be kept, and a rollback needs no upload. */
  readonly canCopy: boolean;
  read(key: string): Promise<Uint8Array | undefined>;
  /** Reads many files at once. Missing files are left out. */
  readAll(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** The hash of a file; empty if it is not this site's or not known, undefined if there is no file. */
  hashOf(key: string): Promise<string | undefined>;
  /** Calls `onDone` after each file. */
  put(files: readonly Upload[], onDone: () => void): Promise<void>;
  /**
   * Creates a file; false if it exists already. A target without conditional writes may overwrite it: read it
   * back.
   */
  create(file: Upload): Promise<boolean>;
  /** "if there": a missing source is skipped. */
  copy(
    pairs: readonly { readonly from: string; readonly to: string }[],
    missing: "if there" | "must be there",
  ): Promise<void>;
  /** Missing files are not errors. */
  remove(keys: readonly string[]): Promise<void>;
}

/** `readAll` for a target that reads files one by one. */
export async function readEach(
  keys: readonly string[],
  atOnce: number,
  read: Store["read"],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  await inParallel(keys, atOnce, async (key) => {
    const bytes = await read(key);
    if (bytes !== undefined) found.set(key, bytes);
  });
  return found;
}

/** Processes `items` in parallel, up to `atOnce` at a time. Stops at the first failure. */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const pull = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const item = items[next++] as T;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const results = await Promise.allSettled(Array.from({ length: Math.min(atOnce, items.length) }, pull));
  const first = results.find((result) => result.status === "rejected");
  if (first !== undefined) throw first.reason as Error;
}

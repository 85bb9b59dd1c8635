/** A target that holds files by path: a folder, a bucket, a server. */

export interface Upload {
  readonly key: string;
  /** The file's bytes, read when it is its turn. */
  bytes(): Uint8Array;
  /** Remembered beside the file, where the target can. */
  readonly hash: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

/** Every method rejects with what the target says; nothing that it writes is ever half there. Keys are paths with `/` between their parts. */
export interface Store {
  /** Where it is, for people; without credentials. */
  readonly place: string;
  /** Whether `copy` works: then replaced files can be kept, and a rollback needs no upload. */
  readonly canCopy: boolean;
  read(key: string): Promise<Uint8Array | undefined>;
  /** Many files at once; those that are not there are left out. */
  readAll(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** The hash of what is there; empty when it is not this site's or not known, undefined when nothing is. */
  hashOf(key: string): Promise<string | undefined>;
  /** `told` hears of each one that is done. */
  put(files: readonly Upload[], told: () => void): Promise<void>;
  /** Writes a file where nothing is; false when something is there. A target that cannot tell may write all the same: read it back. */
  create(file: Upload): Promise<boolean>;
  /** "if there": a source that somebody else took away is passed over. */
  copy(
    pairs: readonly { readonly from: string; readonly to: string }[],
    missing: "if there" | "must be there",
  ): Promise<void>;
  /** What is not there is no error. */
  remove(keys: readonly string[]): Promise<void>;
}

/** `readAll` of a target that gives its files one by one. */
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

/** Goes through `items`, so many at once; stops at the first that fails. */
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

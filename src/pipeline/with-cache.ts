/** Uses the cache of previous builds, unless it is damaged. */

import { BrokenCache } from "../incremental/cache/body-pack.js";

/** Calls `work` with the cache, and again without it if the cache turns out to be damaged. */
export async function withCache<T>(work: (read: boolean) => Promise<T>, read = true): Promise<T> {
  try {
    return await work(read);
  } catch (error) {
    if (!(error instanceof BrokenCache)) throw error;
    return work(false);
  }
}

/** What earlier builds kept, as long as it is whole. */

import { BrokenCache } from "../incremental/cache/body-pack.js";

/** Does some work with the cache, and again without when it turns out to be damaged. */
export async function withCache<T>(work: (read: boolean) => Promise<T>, read = true): Promise<T> {
  try {
    return await work(read);
  } catch (error) {
    if (!(error instanceof BrokenCache)) throw error;
    return work(false);
  }
}

/** Waits for what the site's own code makes, and not for ever: one page that never comes must not keep all others. */

/** So long the dev server waits for one piece of work, in milliseconds. */
export const MAX_WAIT = 30_000;

/** What the work comes to; undefined when that takes longer than some milliseconds. */
export async function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => (timer = setTimeout(done, milliseconds, undefined)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

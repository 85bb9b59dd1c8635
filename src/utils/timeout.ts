/** Time limits for the site's own code: one page that never finishes must not block the others. */

/** How long the dev server waits for one piece of work, in milliseconds. */
export const MAX_WAIT = 30_000;

/** The result of the work; undefined if it takes longer than the given time. */
export async function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => (timer = setTimeout(done, milliseconds, undefined)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

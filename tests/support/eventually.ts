/** Waiting for what comes about by itself. */

/** Calls until the answer is true; rejects after 55 seconds with what `tell` says. */
export async function eventually(isSo: () => boolean | Promise<boolean>, tell: () => string): Promise<void> {
  const end = Date.now() + 55_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(tell());
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

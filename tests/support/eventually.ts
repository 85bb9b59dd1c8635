/** Waits for a condition. */

/** Repeats `isSo` until it gives true. Rejects after 55 seconds with the text of `tell`. */
export async function eventually(isSo: () => boolean | Promise<boolean>, tell: () => string): Promise<void> {
  const end = Date.now() + 55_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(tell());
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

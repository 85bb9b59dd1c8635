/** How much of a long test `npm test` runs. */

const isLong = process.env["HANDBILL_LONG"] !== undefined;

/** The number of random inputs: all of them in `npm run test:long`, one tenth in `npm test`. */
export function runs(count: number): number {
  return isLong ? count : Math.ceil(count / 10);
}

/** The whole list in `npm run test:long`, its first entries in `npm test`. */
export function some<T>(list: readonly T[], few: number): readonly T[] {
  return isLong ? list : list.slice(0, few);
}

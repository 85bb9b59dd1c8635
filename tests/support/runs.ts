/** The number of random inputs that a test tries. */

/** All of them in `npm run test:long`, every tenth in `npm test`. */
export function runs(count: number): number {
  return process.env["HANDBILL_LONG"] === undefined ? Math.ceil(count / 10) : count;
}

/** Numbers of things, for people. */

/** `1 page`, `10,000 pages`. */
export function formatCount(amount: number, word: string, words = `${word}s`): string {
  return `${formatNumber(amount)} ${amount === 1 ? word : words}`;
}

/** `10,000`. By hand: the first call of Intl takes 15 ms, a part of a build with nothing to do that can be seen. */
export function formatNumber(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Numbers in messages. */

/** `1 page`, `10,000 pages`. */
export function formatCount(amount: number, word: string, words = `${word}s`): string {
  return `${formatNumber(amount)} ${amount === 1 ? word : words}`;
}

/** `10,000`. Not with Intl, whose first call takes 15 ms, a noticeable part of a build without changes. */
export function formatNumber(amount: number): string {
  return String(amount).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

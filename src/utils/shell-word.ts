/** Paths in commands to paste. */

/**
 * A path quoted for sh and PowerShell. It also works in cmd, unless the path has characters that are special
 * inside double quotes.
 */
export function shellWord(path: string): string {
  const word = path.startsWith("-") ? `./${path}` : path;
  if (/^[\p{L}\p{M}\p{N}_./:@+,=-]+$/u.test(word)) return word;
  return /["$`!%]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}

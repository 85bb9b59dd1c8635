/** Paths in commands that people paste. */

/** A path as a shell takes it: sh, PowerShell, and, where nothing in it has a meaning inside of double quotes, cmd. */
export function shellWord(path: string): string {
  const word = path.startsWith("-") ? `./${path}` : path;
  if (/^[\p{L}\p{M}\p{N}_./:@+,=-]+$/u.test(word)) return word;
  return /["$`!%]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}

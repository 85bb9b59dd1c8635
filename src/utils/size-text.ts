/** A readable size: `900 B`, `1.2 kB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  if (Math.abs(bytes) < 1000) return `${bytes} B`;
  return Math.abs(bytes) < 999_950
    ? `${(bytes / 1000).toFixed(1)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

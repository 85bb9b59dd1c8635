/** A readable size: `900 B`, `1.2 kB`, `3.4 MB`. */
export function sizeText(bytes: number): string {
  if (Math.abs(bytes) < 1000) return `${bytes} B`;
  return Math.abs(bytes) < 999_950
    ? `${(bytes / 1000).toFixed(1)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1000, mb: 1_000_000 };

/** The bytes that such a text means: 150000 for `150 kB`; undefined for anything else. */
export function readSize(text: unknown): number | undefined {
  const [, amount = "", unit = ""] =
    typeof text === "string" ? (/^\s*(\d{1,9}(?:\.\d{1,3})?)\s*(k?b|mb)\s*$/i.exec(text) ?? []) : [];
  const bytes = Number(amount) * (UNITS[unit.toLowerCase()] ?? 0);
  return bytes > 0 ? Math.round(bytes) : undefined;
}

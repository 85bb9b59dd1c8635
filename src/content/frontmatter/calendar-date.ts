/** Calendar days and times in front matter and file names. */

export const CALENDAR =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?:[Zz]|[+-]\d{1,2}(?::?\d{2})?))?)?$/;

/**
 * The date at the start of a file or folder name, as written and in full: `2026-1-9` is 2026-01-09. Undefined
 * for numbers that are not a date, such as a version.
 */
export function dayAtStart(name: string): { readonly written: string; readonly day: string } | undefined {
  const [written, year = "", month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(name) ?? [];
  if (written === undefined) return undefined;
  const padded = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return padded === written || calendarDate(padded) !== undefined ? { written, day: padded } : undefined;
}

/** The date in a text, in UTC unless it has an offset. Undefined for a day or time that does not exist. */
export function calendarDate(text: string): Date | undefined {
  const match = CALENDAR.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const check = new Date(Date.UTC(year, month - 1, day));
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return undefined;
  if (text.trim().length === 10) return check;
  const [, hour = "", rest = ":00", zone = "Z"] =
    /^.{10}[Tt ]+(\d{1,2})(:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(\S+)?$/.exec(text.trim()) ?? [];
  const offset = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone);
  const normal = offset ? `${offset[1]}${offset[2]?.padStart(2, "0")}:${offset[3] ?? "00"}` : "Z";
  const date = new Date(
    `${match[1]}-${match[2]}-${match[3]}T${hour.padStart(2, "0")}` +
      `${rest.length === 3 ? `${rest}:00` : rest}${normal}`,
  );
  return Number.isNaN(date.getTime()) ? undefined : date;
}

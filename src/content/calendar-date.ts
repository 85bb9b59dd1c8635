/** Calendar days and times, as front matter and file names have them. */

export const CALENDAR =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?:[Zz]|[+-]\d{1,2}(?::?\d{2})?))?)?$/;

/** The date that the text names, in UTC unless it says otherwise; undefined for a day or time that does not exist. */
export function calendarDate(text: string): Date | undefined {
  const match = CALENDAR.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const check = new Date(Date.UTC(year, month - 1, day));
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return undefined;
  if (text.trim().length === 10) return check;
  const [, hour = "", rest = ":00", zone = "Z"] =
    /[Tt ]+(\d{1,2})(:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(\S+)?$/.exec(text.trim()) ?? [];
  const offset = /^([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone);
  const normal = offset ? `${offset[1]}${offset[2]?.padStart(2, "0")}:${offset[3] ?? "00"}` : "Z";
  const date = new Date(
    `${match[1]}-${match[2]}-${match[3]}T${hour.padStart(2, "0")}${rest.length === 3 ? `${rest}:00` : rest}${normal}`,
  );
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Which files have changed since when: a page that was not connected for a while learns what it missed. */

export interface ChangeLog {
  /** Names this moment. */
  now(): string;
  add(files: readonly string[]): void;
  /** What changed since a moment; "all" when that is not known any more. */
  since(moment: string): readonly string[] | "all";
}

/** So many changes are remembered. */
const MAX_REMEMBERED = 1000;

/** `session` is another one for each server: moments of one that has ended are not known. */
export function createChangeLog(session: string): ChangeLog {
  const changes: (readonly string[])[] = [];
  let count = 0;
  return {
    now: () => `${session}.${count}`,
    add(files) {
      count += 1;
      changes.push(files);
      if (changes.length > MAX_REMEMBERED) changes.shift();
    },
    since(moment) {
      const then =
        /^\d+$/.test(moment.slice(session.length + 1)) && moment.startsWith(`${session}.`)
          ? Number(moment.slice(session.length + 1))
          : NaN;
      const missed = count - then;
      if (!(missed >= 0 && missed <= changes.length)) return "all";
      return missed === 0 ? [] : [...new Set(changes.slice(-missed).flat())];
    },
  };
}

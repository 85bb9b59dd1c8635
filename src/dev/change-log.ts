/** Remembers which files changed when, so that a page can catch up after a lost connection. */

export interface ChangeLog {
  /** A name for the current moment. */
  now(): string;
  add(files: readonly string[]): void;
  /** Files that changed since a moment; "all" if that is no longer known. */
  since(moment: string): readonly string[] | "all";
}

/** Maximum number of changes to remember. */
const MAX_REMEMBERED = 1000;

/** `session` differs for each server, so that moments of another server are not known. */
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

/** Functions that compiled templates call for asynchronous parts. */

/** A scope of a running template. */
interface Frame {
  push(): Frame;
}

/**
 * Something waits where that is impossible. Contains the name of the template, line and column from 0, and
 * the filter, tag or template.
 */
export class CannotWait extends Error {
  constructor(
    readonly template: string,
    readonly lineno: number,
    readonly colno: number,
    readonly waits: string,
  ) {
    super(`\`${waits}\` is asynchronous, and macros cannot wait for it.`);
  }
}

type Ended = (error: unknown, count?: number, text?: string) => void;
type Turn = (
  frame: Frame,
  values: readonly unknown[],
  index: number,
  length: number,
  ended: (error?: unknown, text?: string) => void,
) => void;

/** The items of a loop, each as the values of the loop's variables. Iterators are read completely. */
function entriesOf(given: unknown, width: number): readonly (readonly unknown[])[] {
  if (!given) return [];
  if (width === 1) return Array.from(given as ArrayLike<unknown>, (item) => [item]);
  return (Array.isArray(given) ? given : Object.entries(given as object)) as readonly (readonly unknown[])[];
}

/**
 * Runs the items one after the other. A synchronous item is not called from the previous one, because a long
 * list would overflow the stack.
 */
function eachInTurn(entries: readonly (readonly unknown[])[], frame: Frame, turn: Turn, ended: Ended): void {
  let [at, isOver] = [0, false];
  const end = (error: unknown): void => {
    if (isOver) return;
    isOver = true;
    ended(error, entries.length);
  };
  const proceed = (): void => {
    while (!isOver) {
      const values = entries[at];
      if (values === undefined) return end(null);
      let state: "runs" | "done" | "waits" = "runs";
      turn(frame, values, at++, entries.length, (error) => {
        if (error) return end(error);
        if (state === "waits") return proceed();
        state = "done";
      });
      if ((state as string) === "done") continue;
      state = "waits";
      return;
    }
  };
  proceed();
}

/** Starts all items at once, and prints them in order. */
function eachAtOnce(entries: readonly (readonly unknown[])[], frame: Frame, turn: Turn, ended: Ended): void {
  const texts: string[] = [];
  let [left, isOver] = [entries.length, false];
  const end = (error: unknown): void => {
    if (isOver) return;
    isOver = true;
    ended(error, entries.length, texts.join(""));
  };
  if (left === 0) return end(null);
  for (const [at, values] of entries.entries())
    turn(frame.push(), values, at, entries.length, (error, text) => {
      if (error) return end(error);
      texts[at] = text ?? "";
      if (--left === 0) end(null);
    });
}

/** Functions for compiled code, by the names that it uses. */
export const waiting = {
  eachInTurn,
  eachAtOnce,
  entriesOf,
  cannotWait: (template: string, [lineno, colno, waits]: readonly [number, number, string]) =>
    new CannotWait(template, lineno, colno, waits),
};

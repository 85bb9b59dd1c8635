/** What compiled templates call for what may wait. */

/** A scope of a template that runs. */
interface Frame {
  push(): Frame;
}

/** Where something waits that cannot: the name of the template, line and column from 0, and a filter, a tag or a template. */
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

/** What is gone through, each as the values of the loop's variables. `given` is no iterator any more. */
function entriesOf(given: unknown, width: number): readonly (readonly unknown[])[] {
  if (!given) return [];
  if (width === 1) return Array.from(given as ArrayLike<unknown>, (item) => [item]);
  return (Array.isArray(given) ? given : Object.entries(given as object)) as readonly (readonly unknown[])[];
}

/** One after the other. What ends at once is not called from what came before: a long list would fill the stack. */
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

/** All at once, printed in their order. */
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

/** What waits for what, as compiled code names it. */
export const waiting = {
  eachInTurn,
  eachAtOnce,
  entriesOf,
  cannotWait: (template: string, [lineno, colno, waits]: readonly [number, number, string]) =>
    new CannotWait(template, lineno, colno, waits),
};

/** Collects exceptions and promise rejections that no code handles, and exit codes that code sets. */

/** A run that lasts this long after an unhandled error counts as stalled. */
const GIVE_UP_MS = 5000;

/** Settles when an unhandled error left work that never finishes. */
export type Stalled = Promise<void>;

/** Calls `run`, and collects unhandled errors until it finishes. */
export async function collectFaults<T>(faults: unknown[], run: (stalled: Stalled) => Promise<T>): Promise<T> {
  let giveUp: () => void = () => undefined;
  const stalled = new Promise<void>((resolve) => (giveUp = resolve));
  let timer: NodeJS.Timeout | undefined;
  const collect = (error: unknown): void => {
    faults.push(error);
    clearTimeout(timer);
    timer = setTimeout(giveUp, GIVE_UP_MS);
    // In a command, the process has nothing left to do sooner than that.
    timer.unref();
  };
  const onEnd = (): void => (faults.length > 0 ? giveUp() : undefined);
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", collect);
  process.on("unhandledRejection", collect);
  process.on("beforeExit", onEnd);
  try {
    return await run(stalled);
  } finally {
    // Node emits `unhandledRejection` after the current task.
    await new Promise(setImmediate);
    clearTimeout(timer);
    process.off("uncaughtException", collect);
    process.off("unhandledRejection", collect);
    process.off("beforeExit", onEnd);
    for (const listener of others) process.on("uncaughtException", listener);
  }
}

/** Calls `run`, and returns the exit code that its code set for a failure; undefined if it set none. */
export async function collectExitCode<T>(
  run: () => Promise<T>,
): Promise<{ readonly value: T; readonly exitCode?: string }> {
  const before = process.exitCode;
  const value = await run();
  const { exitCode: after } = process;
  process.exitCode = before;
  const isFailure = after !== before && after !== undefined && Number(after) !== 0;
  return { value, ...(isFailure && { exitCode: String(after) }) };
}

/** What the dev server does while nobody waits: it finds out all that a build would report. */

import type { DevSite } from "./site.js";
import type { Reporter } from "./terminal.js";

/** Milliseconds before anything is done that no browser has asked for. */
const SETTLE_DELAY = 500;

/** Has the site settle when nothing has changed for a while: a browser that waits for its page comes first. */
export function createSettling(
  site: DevSite,
  reporter: Reporter,
  fault: (error: unknown) => void,
): { pause(): void; resume(): void; close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let paused = 1;
  const settle = async (): Promise<void> => {
    // While a change is taken up, less is known than before and after it.
    if ((await site.settle()) && paused === 0) reporter.report();
  };
  return {
    pause() {
      paused += 1;
      clearTimeout(timer);
    },
    resume() {
      paused -= 1;
      clearTimeout(timer);
      if (paused === 0) timer = setTimeout(() => void settle().catch(fault), SETTLE_DELAY);
    },
    close: () => clearTimeout(timer),
  };
}

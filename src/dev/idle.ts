/** Work of the dev server while no browser waits: it finds everything that a build would report. */

import { keepCompiled } from "../system/engine.js";
import type { DevSite } from "./site.js";
import type { Reporter } from "./terminal.js";

/** Waiting time in milliseconds before work that no browser requested. */
const SETTLE_DELAY = 500;

/** Settles the site when nothing has changed for a while. Browsers that wait for a page come first. */
export function createSettling(
  site: DevSite,
  reporter: Reporter,
  fault: (error: unknown) => void,
): { pause(): void; resume(): void; close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let paused = 1;
  const settle = async (): Promise<void> => {
    // While a change is applied, not all problems are known.
    if ((await site.settle()) && paused === 0) reporter.report();
    keepCompiled();
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

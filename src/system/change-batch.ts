/** Changes that come one after the other, reported together. */

import { placeOf } from "./site-folder.js";

/** Wait after the last event, in milliseconds: one save causes several events. */
const QUIET = 4;
/** A folder that never gets quiet is reported so often, in milliseconds. */
const MAX_DELAY = 50;
/** Gathers paths until nothing happens for a moment, and reports them together. */
export class ChangeBatch {
  private waiting = new Set<string>();
  private since = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: {
      readonly root: string;
      changed(paths: readonly string[]): void;
    },
  ) {}

  add(path: string): void {
    const now = performance.now();
    if (this.waiting.size === 0) this.since = now;
    this.waiting.add(path);
    clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(QUIET, this.since + MAX_DELAY - now));
    this.timer = setTimeout(() => this.report(), wait);
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private report(): void {
    // Without its folder there is no site; the paths wait until the folder is there again.
    if (placeOf(this.options.root) === undefined) return;
    const paths = [...this.waiting].sort();
    this.waiting = new Set();
    this.options.changed(paths);
  }
}

/** Measures where the time of a build went. Stages follow each other, so they add up to the whole. */

export interface Timing {
  /** Ends the current stage and begins this one. */
  mark(stage: string): void;
  /** A line for each stage, in order, and one for the total. */
  text(): string;
  /** The stages in Chrome's Trace Event Format, for `chrome://tracing`, Perfetto or Firefox's profiler. */
  trace(): string;
}

interface Span {
  readonly stage: string;
  /** Milliseconds since 1970. */
  readonly start: number;
}

/** `started`: when the process began. `now` returns the current time. Both in milliseconds since 1970. */
export function createTiming(started: number, now: () => number): Timing {
  const spans: Span[] = [{ stage: "Starting Node and the program", start: started }];
  const ended = (): { readonly stage: string; readonly start: number; readonly took: number }[] => {
    const end = now();
    return spans.map(({ stage, start }, at) => ({
      stage,
      start,
      took: (spans[at + 1]?.start ?? end) - start,
    }));
  };
  return {
    mark(stage) {
      if (spans.at(-1)?.stage !== stage) spans.push({ stage, start: now() });
    },
    text() {
      const sums = new Map<string, number>();
      for (const { stage, took } of ended()) sums.set(stage, (sums.get(stage) ?? 0) + took);
      const whole = [...sums.values()].reduce((sum, took) => sum + took, 0);
      const line = (name: string, took: number): string =>
        `  ${name.padEnd(32)}${(took / 1000).toFixed(2).padStart(8)} s${Math.round(
          (100 * took) / Math.max(1, whole),
        )
          .toString()
          .padStart(5)} %\n`;
      return `${[...sums].map(([stage, took]) => line(stage, took)).join("")}${line("Total", whole)}`;
    },
    trace() {
      const events = ended().map(({ stage, start, took }) => ({
        name: stage,
        cat: "handbill",
        ph: "X",
        ts: Math.round((start - started) * 1000),
        dur: Math.round(took * 1000),
        pid: 1,
        tid: 1,
      }));
      return `${JSON.stringify({ traceEvents: events, displayTimeUnit: "ms" })}\n`;
    },
  };
}

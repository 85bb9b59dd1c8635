/** Shows progress: a bar on a terminal, otherwise a line for each stage. */

export interface Progress {
  tell(stage: string, done?: number, total?: number): void;
  /** Removes the bar. */
  end(): void;
}

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const BAR = 24;

export function createProgress(stream: Terminal, shown: boolean): Progress {
  let stage = "";
  const isTerminal = stream.isTTY === true;
  return {
    tell(next, done, total) {
      if (!shown) return;
      if (!isTerminal) {
        if (next !== stage) stream.write(`${next}…\n`);
      } else {
        const filled = done === undefined || !total ? 0 : Math.round((BAR * done) / total);
        const bar = total
          ? ` ${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${done?.toLocaleString("en")} of ` +
            `${total.toLocaleString("en")}`
          : "…";
        stream.write(`\r\u001b[2K${next}${bar}`.slice(0, (stream.columns ?? 80) + 5));
      }
      stage = next;
    },
    end() {
      if (shown && isTerminal && stage !== "") stream.write("\r\u001b[2K");
    },
  };
}

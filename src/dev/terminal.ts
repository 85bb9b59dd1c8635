/** Terminal output of the dev server: its URLs, changes and problems. */

import type { Diagnostic } from "../model/model.js";
import { hasKeys, onKeys } from "../system/terminal.js";
import { formatCount } from "../utils/plural.js";
import type { DevServer } from "./server.js";
import type { DevSite } from "./site.js";

/** Output for the terminal. */
export interface DevTerminal {
  /** Whether only errors are printed. */
  readonly quiet: boolean;
  say(line: string): void;
  sayProblems(diagnostics: readonly Diagnostic[]): void;
}

/** A copied file that changes again within this time, in milliseconds, is not printed again. */
const REPEAT_WINDOW = 1000;

/** The first lines: the number of pages, and the URLs. */
export function greeting(
  site: DevSite,
  url: string,
  networks: readonly string[],
  milliseconds: number,
): string {
  const { pages, drafts } = site.counts;
  const shown = drafts === 0 ? "" : `, including ${formatCount(drafts, "draft")}`;
  return [
    `${formatCount(pages, "page")}${shown}, ready in ${(milliseconds / 1000).toFixed(2)} s`,
    `  ${url}`,
    ...networks.map((network) => `  ${network}`),
    ...(hasKeys() ? ["Press o to open the browser, q to quit."] : []),
  ].join("\n");
}

/** Applies changes, and prints a line for each. */
export function createFollower(
  site: DevSite,
  server: DevServer,
  say: (line: string) => void,
): (paths: readonly string[], changedAt: number) => Promise<void> {
  let last = { what: "", at: -Infinity };
  return async (paths, changedAt) => {
    const applied = await site.apply(paths);
    if (!applied.pages && applied.files.length === 0) return;
    const updated = await server.notify(applied);
    const names = [...new Set(applied.paths)].filter((path) => /[^/]\.[^/]+$/.test(path));
    const what = shortList(
      (names.length === 0 ? applied.paths : names).map((path) => path || "the site's folder"),
    );
    // A large file is written several times while it is copied.
    const isRepeated = !applied.pages && what === last.what && changedAt - last.at < REPEAT_WINDOW;
    last = { what, at: changedAt };
    if (!isRepeated)
      say(
        `${what}${updated.length === 0 ? "" : ` → ${shortList(updated)}`}  ` +
          `${Math.round(performance.now() - changedAt)} ms`,
      );
  };
}

function shortList(names: readonly string[]): string {
  return `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}

/** Reports new problems of the site. */
export interface Reporter {
  report(): void;
}

/** Prints each problem once when it appears, and a message when the last one is fixed. */
export function createReporter(site: DevSite, { sayProblems, say, quiet }: DevTerminal): Reporter {
  let known = new Set<string>();
  return {
    report() {
      const problems = site.problems().filter(({ level }) => !quiet || level === "error");
      const now = new Map(problems.map((found) => [JSON.stringify(found), found]));
      const fresh = [...now].filter(([key]) => !known.has(key)).map(([, found]) => found);
      if (fresh.length > 0) sayProblems(fresh);
      if (now.size === 0 && known.size > 0) say("Fixed.");
      known = new Set(now.keys());
    },
  };
}

/** Waits until the user presses `q`. The key `o` calls `show`. */
export function untilQuit(show: () => void): Promise<void> {
  return new Promise((done) => {
    const end = onKeys((key) => {
      if (key === "o") return show();
      // In raw mode, Ctrl-C and Ctrl-D are ordinary keys.
      if (key !== "q" && key !== "\u0003" && key !== "\u0004") return;
      end();
      done();
    });
  });
}

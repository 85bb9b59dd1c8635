/** `handbill dev`: serves the site while it is written. */

import { fileURLToPath } from "node:url";
import { formatCount } from "../utils/plural.js";
import { editorOf } from "../dev/diagnostic-view.js";
import { createDevServer, type DevServer } from "../dev/server.js";
import type { DevSite } from "../dev/site.js";
import type { ReadLine } from "../report/code-frame.js";
import { ownHosts, shownHosts } from "../system/allowed-hosts.js";
import { listen } from "../system/server.js";
import { editorNames, hasKeys, onKeys, openBrowser } from "../system/terminal.js";
import { createQueue } from "../system/threads.js";
import { watchSite } from "../system/watch.js";
import type { Diagnostic } from "../model/model.js";
import { packagePath } from "../utils/package-path.js";
import { openDevSite } from "../dev/session/open.js";
import type { CommandContext } from "../pipeline/result.js";
import { siteKind } from "../config/site-kind.js";

export interface DevOptions {
  /** Default: 4000, or the next that is free. */
  readonly port: number | undefined;
  /** Where to listen. Default: this machine alone. */
  readonly host: string | undefined;
  readonly open: boolean;
  /** Only errors are said. */
  readonly quiet: boolean;
  say(line: string): void;
  sayProblems(diagnostics: readonly Diagnostic[]): void;
  /** Reads lines of the site's files as they are at this moment. */
  openLines(): ReadLine;
  fault(error: unknown): void;
}

const PORT = 4000;

/** Milliseconds before anything is done that no browser has asked for. */
const SETTLE_DELAY = 500;
/** Within so many milliseconds after it was told, a copied file that changes again is not told again. */
const REPEAT_WINDOW = 1000;
const TREES = ["content", "layouts", "public"];

/** What the browser is given beside the site. */
const OWN: ReadonlyMap<string, string> = new Map([
  ...["dev.js", "dev.css", "overlay.css"].map((name) => [name, packagePath(`browser/${name}`)] as const),
  ["idiomorph.js", fileURLToPath(import.meta.resolve("idiomorph"))],
]);

/** Serves until the author presses `q`. */
export async function dev({ flags, started }: CommandContext, options: DevOptions): Promise<void> {
  const { port, host, open, quiet, say, fault } = options;
  // Watched before it is read: what is saved meanwhile is heard.
  let follow: (paths: readonly string[]) => void = () => undefined;
  const early = new Set<string>();
  const kind = siteKind(flags.root, flags.config);
  const isProject = !("code" in kind) && kind.kind === "eleventy";
  const project = isProject ? await import("../dev/session/project.js") : undefined;
  const watcher = watchSite({
    root: flags.root,
    trees: project?.projectTrees(flags.root) ?? TREES,
    changed: (paths) => follow(paths),
    gone: () => say("The site's folder is gone. When it is there again, it is read again."),
    limited: (reason) => say(`Changes are seen within a second from here on: ${reason}.`),
  });
  follow = (paths) => paths.forEach((path) => early.add(path));
  const site =
    project === undefined || "code" in kind
      ? await openDevSite(flags, Date.now())
      : await project.openProjectSite(flags, kind);
  watcher.also(site.watched());
  const reporter = createReporter(site, options);
  const server = createDevServer({
    site,
    answered: reporter.tell,
    root: flags.root,
    own: OWN,
    isOwnHost: ownHosts(host),
    editor: editorOf(editorNames()),
    openLines: options.openLines,
    fault,
  });
  const got = await listen(server.server, port ?? PORT, host === undefined ? {} : { host }).catch(
    (error: unknown) => {
      watcher.close();
      throw error;
    },
  );
  const [address = "", ...networks] = shownHosts(host).map((name) => `http://${name}:${got}${site.base}`);
  if (got !== (port ?? PORT) && port !== 0) say(`Port ${port ?? PORT} is taken.`);
  if (!quiet) say(greeting(site, address, networks, Date.now() - started));
  const inTurn = createQueue();
  const settling = createSettling(site, reporter, fault);
  const take = createFollower(site, server, quiet ? () => undefined : say);
  follow = (paths) => {
    const heard = performance.now();
    settling.pause();
    void inTurn(async () => {
      await take(paths, heard);
      watcher.also(site.watched());
      reporter.tell();
    })
      .catch(fault)
      .finally(settling.resume);
  };
  if (early.size > 0) follow([...early]);
  settling.resume();
  const show = (): void =>
    openBrowser(address, () => say(`There is no browser to open. The site is at ${address}`));
  if (open) show();
  await new Promise<void>((done) => {
    const end = onKeys((key) => {
      if (key === "o") show();
      // In raw mode, Ctrl-C and Ctrl-D are keys.
      else if (key === "q" || key === "\u0003" || key === "\u0004") {
        end();
        done();
      }
    });
  });
  settling.close();
  watcher.close();
  server.close();
}

/** Has the site settle when nothing has changed for a while: a browser that waits for its page comes first. */
function createSettling(
  site: DevSite,
  reporter: { tell(): void },
  fault: (error: unknown) => void,
): { pause(): void; resume(): void; close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let paused = 1;
  const settle = async (): Promise<void> => {
    // While a change is taken up, less is known than before and after it.
    if ((await site.settle()) && paused === 0) reporter.tell();
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

function greeting(site: DevSite, address: string, networks: readonly string[], milliseconds: number): string {
  const { pages, drafts } = site.counts;
  const shown = drafts === 0 ? "" : `, ${formatCount(drafts, "draft")} among them`;
  return [
    `${formatCount(pages, "page")}${shown}, ready in ${(milliseconds / 1000).toFixed(2)} s`,
    `  ${address}`,
    ...networks.map((network) => `  ${network}`),
    ...(hasKeys() ? ["o opens the browser, q quits."] : []),
  ].join("\n");
}

/** Follows changes, and says in a line what each came to. */
function createFollower(
  site: DevSite,
  server: DevServer,
  say: (line: string) => void,
): (paths: readonly string[], heard: number) => Promise<void> {
  let last = { what: "", at: -Infinity };
  return async (paths, heard) => {
    const applied = await site.apply(paths);
    if (!applied.pages && applied.files.length === 0) return;
    const told = await server.notify(applied);
    const names = [...new Set(applied.paths)].filter((path) => /[^/]\.[^/]+$/.test(path));
    const what = shortList(
      (names.length === 0 ? applied.paths : names).map((path) => path || "the site's folder"),
    );
    // A large file that is being copied is written again and again.
    const isSaid = !applied.pages && what === last.what && heard - last.at < REPEAT_WINDOW;
    last = { what, at: heard };
    if (!isSaid)
      say(
        `${what}${told.length === 0 ? "" : ` → ${shortList(told)}`}  ${Math.round(performance.now() - heard)} ms`,
      );
  };
}

function shortList(names: readonly string[]): string {
  return `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}

/** Says each problem once, when it comes, and that all is well when the last has gone. */
function createReporter(site: DevSite, { sayProblems, say, quiet }: DevOptions): { tell(): void } {
  let known = new Set<string>();
  return {
    tell() {
      const problems = site.problems().filter(({ level }) => !quiet || level === "error");
      const now = new Map(problems.map((found) => [JSON.stringify(found), found]));
      const fresh = [...now].filter(([key]) => !known.has(key)).map(([, found]) => found);
      if (fresh.length > 0) sayProblems(fresh);
      if (now.size === 0 && known.size > 0) say("Mended.");
      known = new Set(now.keys());
    },
  };
}

/** `handbill dev`: the dev server. */

import { BROWSER_FILES } from "../dev/browser-files.js";
import { watchChanges } from "../dev/changes.js";
import { editorOf } from "../dev/diagnostic-view.js";
import { createSettling } from "../dev/idle.js";
import { createDevServer } from "../dev/server.js";
import { devProject } from "../dev/session/open.js";
import { createFollower, createReporter, greeting, untilQuit, type DevTerminal } from "../dev/terminal.js";
import type { CommandContext } from "../pipeline/result.js";
import type { ReadLine } from "../report/code-frame.js";
import { ownHosts, shownHosts } from "../system/allowed-hosts.js";
import { listen } from "../system/server.js";
import { editorNames, openBrowser } from "../system/terminal.js";
import { createQueue } from "../system/threads.js";

export interface DevOptions extends DevTerminal {
  /** Default: 4000, or the next free port. */
  readonly port: number | undefined;
  /** The IP address to listen on. Default: only this machine. */
  readonly host: string | undefined;
  readonly open: boolean;
  /** Reads current lines of the site's files. */
  openLines(): ReadLine;
  fault(error: unknown): void;
}

const PORT = 4000;

/** Serves until the author presses `q`. */
export async function dev({ flags, started }: CommandContext, options: DevOptions): Promise<void> {
  const { port = PORT, host, open, quiet, say, fault, openLines } = options;
  const { root } = flags;
  const project = await devProject(flags);
  const changes = watchChanges(root, project.trees, say);
  const site = await project.open();
  changes.also(site.watched());
  const reporter = createReporter(site, options);
  const server = createDevServer({
    site,
    answered: reporter.report,
    root,
    own: BROWSER_FILES,
    isOwnHost: ownHosts(host),
    editor: editorOf(editorNames()),
    openLines,
    fault,
  });
  const got = await listen(server.server, port, host === undefined ? {} : { host }).catch(
    (error: unknown) => {
      changes.close();
      throw error;
    },
  );
  const [address = "", ...networks] = shownHosts(host).map((name) => `http://${name}:${got}${site.base}`);
  if (got !== port && port !== 0) say(`Port ${port} is in use.`);
  if (!quiet) say(greeting(site, address, networks, Date.now() - started));
  const settling = createSettling(site, reporter, fault);
  const inTurn = createQueue();
  const take = createFollower(site, server, quiet ? () => undefined : say);
  changes.follow((paths) => {
    const since = performance.now();
    settling.pause();
    void inTurn(async () => {
      await take(paths, since);
      changes.also(site.watched());
      reporter.report();
    })
      .catch(fault)
      .finally(settling.resume);
  });
  settling.resume();
  const show = (): void =>
    openBrowser(address, () => say(`Could not open a browser. The site is at ${address}`));
  if (open) show();
  await untilQuit(show);
  settling.close();
  changes.close();
  server.close();
}

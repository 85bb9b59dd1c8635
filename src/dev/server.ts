/** The dev server: renders requested pages, and notifies browsers about changes. */

import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { ReadLine } from "../report/code-frame.js";
import { admit, refuse, refuseMalformed } from "../system/requests.js";
import { createChangeLog } from "./change-log.js";
import { createClients } from "./clients.js";
import type { Editor } from "./diagnostic-view.js";
import { OWN } from "./documents.js";
import { OpenPages } from "./open-pages.js";
import { servePage } from "./serve-page.js";
import { serveScript } from "./serve-script.js";
import { ServedPages } from "./served-pages.js";
import type { Applied, DevSite } from "./site.js";

export interface DevServerOptions {
  readonly site: DevSite;
  /** Absolute path of the site. */
  readonly root: string;
  /** The dev server's browser files: absolute paths by name. */
  readonly own: ReadonlyMap<string, string>;
  isOwnHost(host: string | undefined): boolean;
  readonly editor: Editor;
  /** Reads lines of the site's files in their current state. */
  openLines(): ReadLine;
  /**
   * Called after an answer that may have changed what is known to be wrong: pages are made when they are
   * asked for.
   */
  answered(): void;
  /** Called with errors that nothing else reports. */
  fault(error: unknown): void;
}

export interface DevServer {
  readonly server: Server;
  /** Tells the open pages what a change came to; gives the URLs of those that look again. */
  notify(applied: Applied): Promise<readonly string[]>;
  close(): void;
}

/** A server that is not listening yet. */
export function createDevServer(options: DevServerOptions): DevServer {
  const log = createChangeLog(randomUUID());
  const clients = createClients(log.now);
  const served = new ServedPages(options.site, options.answered);
  const open = new OpenPages(served, clients, log);
  const site = { ...options, served, open };
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, (request, response) => {
    const failed = (error: unknown): void => {
      options.fault(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "The server failed. The terminal shows the error.");
    };
    // A page of another site must not show this one in a frame, invisible under its own buttons.
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    response.setHeader("Content-Security-Policy", "frame-ancestors 'self'");
    try {
      const path = admit(request, response, options.isOwnHost);
      if (path === undefined) return;
      const answered = path.startsWith(OWN)
        ? serveScript(site, request, response, path.slice(OWN.length))
        : servePage(site, request, response, path);
      answered.catch(failed);
    } catch (error) {
      failed(error);
    }
  });
  server.on("clientError", (_error, socket) => refuseMalformed(socket));
  return {
    server,
    notify: (applied) => open.notify(applied),
    close() {
      clients.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

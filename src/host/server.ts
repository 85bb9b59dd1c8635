/**
 * A static server for a finished site. It answers from a list of the files that are there: no path of the file
 * system is ever made from an address that somebody sends.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { findFile } from "./addresses.js";
import { admit, isLocalHost, redirect, refuse, refuseMalformed } from "./requests.js";
import { sendFile } from "./send-file.js";

export interface ServerOptions {
  /** Absolute path of the folder to serve. */
  readonly folder: string;
  /** Paths in the folder, with `/`, that exist; asked at each request, so that a new build is served at once. */
  files(): ReadonlySet<string>;
  /** Path below which the site is served; starts and ends with a slash. */
  readonly base: string;
}

/** A server that is not listening yet. */
export function createStaticServer(options: ServerOptions): Server {
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, (request, response) => {
    try {
      answer(request, response, options);
    } catch {
      if (!response.headersSent) refuse(response, 500, "The server failed.");
    }
  });
  server.on("clientError", (_error, socket) => refuseMalformed(socket));
  return server;
}

function answer(request: IncomingMessage, response: ServerResponse, options: ServerOptions): void {
  const path = admit(request, response, isLocalHost);
  if (path === undefined) return;
  if (!path.startsWith(options.base)) return `${path}/` === options.base ? redirect(response, options.base) : notFound(request, response, options);
  const name = path.slice(options.base.length);
  const files = options.files();
  const found = findFile(name, (file) => files.has(file));
  if (found === undefined) return notFound(request, response, options);
  if ("redirect" in found) return redirect(response, `${options.base}${found.redirect.split("/").map(encodeURIComponent).join("/")}`);
  return sendFile(request, response, join(options.folder, found.file));
}

function notFound(request: IncomingMessage, response: ServerResponse, options: ServerOptions): void {
  if (options.files().has("404.html")) return sendFile(request, response, join(options.folder, "404.html"), 404);
  refuse(response, 404, "There is no page at this address.");
}

/** Listens at `port` or the next that is free, on this machine alone unless `host` is another address; gives the port. */
export function listen(server: Server, port: number, { host = "127.0.0.1", tries = 50 }: { readonly host?: string; readonly tries?: number } = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const attempt = (next: number, left: number): void => {
      const failed = (error: NodeJS.ErrnoException): void => {
        if (error.code === "EADDRINUSE" && left > 0 && next < 65535) attempt(next + 1, left - 1);
        else reject(error);
      };
      server.once("error", failed);
      server.listen(next, host, () => {
        server.removeListener("error", failed);
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : next);
      });
    };
    attempt(port, tries);
  });
}

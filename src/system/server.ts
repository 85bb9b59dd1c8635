/**
 * A static server for a finished site. It answers from a list of the existing files, and never makes a file
 * system path from a requested URL.
 */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { createAnswers, type Answer, type Served } from "../hosting/answer.js";
import { PLAIN, type Behaviour } from "../hosting/host.js";
import { isAdmitted, isLocalHost, refuse, refuseMalformed } from "./requests.js";
import { sendFile } from "./send-file.js";
import { UsageError } from "./usage-error.js";

export interface ServerOptions {
  /** Absolute path of the folder to serve. */
  readonly folder: string;
  /**
   * Paths of the existing files in the folder, with `/`. Called for each request, so that a new build is
   * served at once.
   */
  files(): ReadonlySet<string>;
  /** Path below which the site is served; starts and ends with a slash. */
  readonly base: string;
  /**
   * The rules of a host, and the site's redirects and headers. @default a plain file server without caching
   */
  readonly as?: Omit<Served, "base">;
}

/**
 * Browsers must not cache anything on a developer's machine: another site may be served at this port
 * tomorrow.
 */
const UNKEPT = { "Cache-Control": "no-cache" };
const PREVIEW: Omit<Served, "base"> = {
  behaviour: {
    ...PLAIN,
    headers: "none",
    ownHeaders: UNKEPT,
    redirects: { ...PLAIN.redirects, by: "pages", folders: "none" },
  },
  style: "directory",
  redirects: [],
  folders: [],
  headers: [],
  hidden: [],
};

/** A server that is not listening yet. */
export function createStaticServer(options: ServerOptions): Server {
  const served = { ...(options.as ?? PREVIEW), base: options.base };
  const answerTo = createAnswers(served, () => options.files());
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, (request, response) => {
    try {
      if (!isAdmitted(request, response, isLocalHost)) return;
      send(request, response, options.folder, answerTo(request.url ?? "/"), served.behaviour);
    } catch {
      if (!response.headersSent) refuse(response, 500, "The server failed.");
    }
  });
  server.on("clientError", (_error, socket) => refuseMalformed(socket));
  return server;
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
  { status, file, location, headers }: Answer,
  { ranges, compresses }: Behaviour,
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (location !== undefined) {
    response.writeHead(status, { ...UNKEPT, Location: location }).end();
  } else if (file !== undefined)
    sendFile(request, response, join(folder, file), { status, ranges, compresses });
  else refuse(response, status, status === 400 ? "This URL is not valid." : "There is no page at this URL.");
}

/**
 * Listens at `port` or the next free one, only on this machine unless `host` is set. Gives the port. Rejects
 * with a `UsageError` if the system refuses.
 */
export function listen(
  server: Server,
  port: number,
  { host = "127.0.0.1", tries = 50 }: { readonly host?: string; readonly tries?: number } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const attempt = (next: number, left: number): void => {
      const failed = (error: NodeJS.ErrnoException): void => {
        if (error.code === "EADDRINUSE" && left > 0 && next < 65535) attempt(next + 1, left - 1);
        else reject(refusal(error, next, host));
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

/** Why the server cannot listen there, and the fix. */
function refusal({ code = "", message }: NodeJS.ErrnoException, port: number, host: string): UsageError {
  if (code === "EACCES")
    return new UsageError(
      `This user is not allowed to use port ${port} (${code}). Use a port from 1024 on, such as --port 4000.`,
    );
  if (code === "EADDRINUSE")
    return new UsageError(
      `Port ${port} and the ports before it are in use (${code}). Choose another port with --port.`,
    );
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return new UsageError(
      `The host ${host} does not exist (${code}). Use an IP address of this machine with --host, ` +
        "or 0.0.0.0 for all networks.",
    );
  if (code === "EADDRNOTAVAIL")
    return new UsageError(
      `${host} is not an IP address of this machine (${code}). Use another one with --host, or ` +
        "0.0.0.0 for all networks.",
    );
  return new UsageError(
    `The server cannot listen on ${host}, port ${port}: ${code === "" ? message : code}. Choose ` +
      "others with --host and --port.",
  );
}

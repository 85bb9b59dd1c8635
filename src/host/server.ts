/**
 * A static server for a finished site. It answers from a list of the files that are there: no path of the file
 * system is ever made from an address that somebody sends.
 */

import { closeSync, constants, createReadStream, fstatSync, openSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { createAnswers, type Answer, type Served } from "../hosts/answer.js";
import { PLAIN } from "../hosts/host.js";
import { isAdmitted, isLocalHost, refuse, refuseMalformed } from "./requests.js";

export interface ServerOptions {
  /** Absolute path of the folder to serve. */
  readonly folder: string;
  /** Paths in the folder, with `/`, that exist; asked at each request, so that a new build is served at once. */
  files(): ReadonlySet<string>;
  /** Path below which the site is served; starts and ends with a slash. */
  readonly base: string;
  /** How to answer, and what the site says of redirects and headers. @default as a server of plain files that keeps nothing */
  readonly as?: Omit<Served, "base">;
}

/** On a developer's machine nothing is to be kept: another site may be served at this port tomorrow. */
const UNKEPT = { "Cache-Control": "no-cache" };
const PREVIEW: Omit<Served, "base"> = { behaviour: { ...PLAIN, headers: "none", ownHeaders: UNKEPT, redirects: { ...PLAIN.redirects, by: "pages" } }, redirects: [], headers: [], hidden: [] };

/** A server that is not listening yet. */
export function createStaticServer(options: ServerOptions): Server {
  const served = { ...(options.as ?? PREVIEW), base: options.base };
  const answerTo = createAnswers(served, () => options.files());
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, (request, response) => {
    try {
      if (!isAdmitted(request, response, isLocalHost)) return;
      send(request, response, options.folder, answerTo(request.url ?? "/"), served.behaviour.ranges);
    } catch {
      if (!response.headersSent) refuse(response, 500, "The server failed.");
    }
  });
  server.on("clientError", (_error, socket) => refuseMalformed(socket));
  return server;
}

function send(request: IncomingMessage, response: ServerResponse, folder: string, { status, file, location, headers }: Answer, ranges: boolean): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (location !== undefined) {
    response.writeHead(status, { ...UNKEPT, Location: location }).end();
  } else if (file !== undefined) sendFile(request, response, { folder, ranges }, file, status);
  else refuse(response, status, status === 400 ? "This address cannot be read." : "There is no page at this address.");
}

/** Answers with one file. It is opened once: what is told about it is true of what is sent, also while a build replaces it. */
function sendFile(request: IncomingMessage, response: ServerResponse, { folder, ranges }: { readonly folder: string; readonly ranges: boolean }, name: string, status: number): void {
  let opened: number;
  try {
    // Windows has no links to refuse here.
    opened = openSync(join(folder, name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch {
    return refuse(response, 404, "There is no page at this address.");
  }
  const { size, mtimeMs } = fstatSync(opened);
  const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  response.setHeader("ETag", tag);
  if (status === 200 && request.headers["if-none-match"] === tag) {
    closeSync(opened);
    response.writeHead(304).end();
    return;
  }
  const range = status === 200 && ranges ? rangeOf(request, tag, size) : undefined;
  if (range === "none") {
    closeSync(opened);
    response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (status === 200 && ranges) response.setHeader("Accept-Ranges", "bytes");
  if (range !== undefined) response.setHeader("Content-Range", `bytes ${start}-${end}/${size}`);
  response.writeHead(range === undefined ? status : 206, { "Content-Length": end - start + 1 });
  if (request.method === "HEAD" || size === 0) {
    closeSync(opened);
    response.end();
    return;
  }
  const stream = createReadStream("", { fd: opened, start, end });
  stream.on("error", () => response.destroy()).pipe(response);
  response.on("close", () => stream.destroy());
}

/** The one part of a file that is asked for (RFC 9110, 14.2); undefined for all of it, "none" when there is no such part. */
function rangeOf({ method, headers }: IncomingMessage, tag: string, size: number): { readonly start: number; readonly end: number } | "none" | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? "");
  const condition = headers["if-range"];
  if (method !== "GET" || match === null || (condition !== undefined && condition !== tag)) return undefined;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  return start >= size || start > end ? "none" : { start, end };
}

/** Listens on this machine alone, at `port` or the next that is free; gives the port. */
export function listen(server: Server, port: number, tries = 50): Promise<number> {
  return new Promise((resolve, reject) => {
    const attempt = (next: number, left: number): void => {
      const failed = (error: NodeJS.ErrnoException): void => {
        if (error.code === "EADDRINUSE" && left > 0) attempt(next + 1, left - 1);
        else reject(error);
      };
      server.once("error", failed);
      server.listen(next, "127.0.0.1", () => {
        server.removeListener("error", failed);
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : next);
      });
    };
    attempt(port, tries);
  });
}

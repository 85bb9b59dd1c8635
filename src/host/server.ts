/**
 * A static server for a finished site. It answers from a list of the files that are there: no path of the file
 * system is ever made from an address that somebody sends.
 */

import { closeSync, constants, createReadStream, fstatSync, openSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { typeOf } from "./media-types.js";
import { admit, isLocalHost, redirect, refuse, refuseMalformed } from "./requests.js";

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
  const send = (file: string) => sendFile(request, response, options, file, 200);
  const exact = name === "" || name.endsWith("/") ? `${name}index.html` : name;
  if (files.has(exact)) return send(exact);
  if (!name.endsWith("/") && files.has(`${name}/index.html`)) return redirect(response, `${options.base}${name.split("/").map(encodeURIComponent).join("/")}/`);
  if (!name.endsWith("/") && files.has(`${name}.html`)) return send(`${name}.html`);
  return notFound(request, response, options);
}

function notFound(request: IncomingMessage, response: ServerResponse, options: ServerOptions): void {
  if (options.files().has("404.html")) return sendFile(request, response, options, "404.html", 404);
  refuse(response, 404, "There is no page at this address.");
}

/** Answers with one file. It is opened once: what is told about it is true of what is sent, also while a build replaces it. */
function sendFile(request: IncomingMessage, response: ServerResponse, { folder }: ServerOptions, name: string, status: number): void {
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
  response.setHeader("Cache-Control", "no-cache");
  if (status === 200 && request.headers["if-none-match"] === tag) {
    closeSync(opened);
    response.writeHead(304).end();
    return;
  }
  const range = status === 200 ? rangeOf(request, tag, size) : undefined;
  if (range === "none") {
    closeSync(opened);
    response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (status === 200) response.setHeader("Accept-Ranges", "bytes");
  if (range !== undefined) response.setHeader("Content-Range", `bytes ${start}-${end}/${size}`);
  response.writeHead(range === undefined ? status : 206, { "Content-Type": typeOf(name), "Content-Length": end - start + 1 });
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

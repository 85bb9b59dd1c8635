/**
 * A static server for a finished site. It answers from a list of the files that are there: no path of the file
 * system is ever made from an address that somebody sends.
 */

import { closeSync, constants, createReadStream, fstatSync, openSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";

export interface ServerOptions {
  /** Absolute path of the folder to serve. */
  readonly folder: string;
  /** Paths in the folder, with `/`, that exist; asked at each request, so that a new build is served at once. */
  files(): ReadonlySet<string>;
  /** Path below which the site is served; starts and ends with a slash. */
  readonly base: string;
}

/** Media types by extension (IANA); text is UTF-8. */
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  map: "application/json; charset=utf-8",
  webmanifest: "application/manifest+json; charset=utf-8",
  xml: "application/xml; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  md: "text/markdown; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  ico: "image/x-icon",
  woff: "font/woff",
  woff2: "font/woff2",
  ttf: "font/ttf",
  otf: "font/otf",
  pdf: "application/pdf",
  wasm: "application/wasm",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  webm: "video/webm",
  zip: "application/zip",
};

/** A server that is not listening yet. */
export function createStaticServer(options: ServerOptions): Server {
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, (request, response) => {
    try {
      answer(request, response, options);
    } catch {
      if (!response.headersSent) refuse(response, 500, "The server failed.");
    }
  });
  server.on("clientError", (_error, socket) => {
    if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  });
  return server;
}

/** Names under which this machine alone reaches the server; another Host is a page elsewhere that was made to point here. */
function isLocalHost(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host ?? "");
}

function answer(request: IncomingMessage, response: ServerResponse, options: ServerOptions): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  if (!isLocalHost(request.headers.host)) return refuse(response, 403, "This server answers to localhost only.");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return refuse(response, 405, "Only GET and HEAD are answered.");
  }
  const path = pathOf(request.url ?? "/");
  if (path === undefined) return refuse(response, 400, "This address cannot be read.");
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

/** The decoded path of a request; undefined when it cannot be one. */
function pathOf(url: string): string | undefined {
  const raw = url.replace(/[?#].*$/s, "");
  if (!raw.startsWith("/") || raw.startsWith("//")) return undefined;
  try {
    const path = decodeURIComponent(raw);
    return /[\u0000\\]/.test(path) || path.split("/").includes("..") ? undefined : path;
  } catch {
    return undefined;
  }
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

function typeOf(name: string): string {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return (Object.hasOwn(TYPES, extension) ? TYPES[extension] : undefined) ?? "application/octet-stream";
}

/** To an address of this server alone; not for ever, as another site may be served at this port tomorrow. */
function redirect(response: ServerResponse, to: string): void {
  response.writeHead(301, { "Cache-Control": "no-cache", Location: to.replace(/^\/{2,}/, "/") }).end();
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
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

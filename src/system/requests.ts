/**
 * Decides which requests a local server answers: requests for this machine that only read, with a valid URL.
 * All local servers use it.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { decodePath } from "../utils/percent.js";

/** The decoded path of a request; undefined if the request was refused. */
export function admit(
  request: IncomingMessage,
  response: ServerResponse,
  isOwnHost: (host: string | undefined) => boolean,
): string | undefined {
  if (!isAdmitted(request, response, isOwnHost)) return undefined;
  return pathOf(request.url ?? "/") ?? refuse(response, 400, "This URL is not valid.");
}

/** Whether a request may be answered, judged without its URL; otherwise it was refused. */
export function isAdmitted(
  request: IncomingMessage,
  response: ServerResponse,
  isOwnHost: (host: string | undefined) => boolean,
): boolean {
  response.setHeader("X-Content-Type-Options", "nosniff");
  // Node uses the first of several headers.
  if ((request.headersDistinct["host"] ?? []).length > 1 || !isHost(request.headers.host))
    refuse(response, 400, "The Host header of this request is not valid.");
  else if (!isOwnHost(request.headers.host))
    refuse(response, 403, "This server only accepts requests for localhost.");
  else if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    refuse(response, 405, "This server only accepts GET and HEAD requests.");
  } else return true;
  return false;
}

/** Whether a Host header is valid (RFC 9112, 3.2; RFC 3986, 3.2.2). A missing header is handled elsewhere. */
function isHost(host: string | undefined): boolean {
  const [, port] = /^(?:\[[\da-f:.]+\]|[^\s:/?#@[\]\\,]*)(?::(\d*))?$/i.exec(host ?? "") ?? [
    undefined,
    "none",
  ];
  return port === undefined || Number(port) <= 65_535;
}

/**
 * Whether a Host header is a name that only this machine uses. Another name can come from a foreign page
 * whose host name was made to point here.
 */
export function isLocalHost(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host ?? "");
}

/** The decoded path of a request; undefined if it is not valid. */
function pathOf(url: string): string | undefined {
  const raw = url.replace(/[?#].*$/s, "");
  if (!raw.startsWith("/") || raw.startsWith("//")) return undefined;
  const path = decodePath(raw);
  return path === undefined || /[\u0000\\]/.test(path) || path.split("/").includes("..") ? undefined : path;
}

/**
 * Redirects to a URL of this server. The browser must not cache it: another site may be served at this port
 * tomorrow.
 */
export function redirect(response: ServerResponse, to: string): void {
  response.writeHead(301, { "Cache-Control": "no-cache", Location: to.replace(/^\/{2,}/, "/") }).end();
}

/** Answers with a status and one line of text. */
export function refuse(response: ServerResponse, status: number, text: string): undefined {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

/** Ends a connection with a malformed request (RFC 9112, 2.2). */
export function refuseMalformed(socket: Duplex): void {
  if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
}

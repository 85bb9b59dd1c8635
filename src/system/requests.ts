/**
 * Which requests a server on a developer's machine answers at all: those for this machine, that only read, at an
 * address that can be read. What every such server needs, whatever it serves.
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** The decoded path of a request that may be answered; of any other, undefined, and it has been refused. */
export function admit(
  request: IncomingMessage,
  response: ServerResponse,
  isOwnHost: (host: string | undefined) => boolean,
): string | undefined {
  if (!isAdmitted(request, response, isOwnHost)) return undefined;
  return pathOf(request.url ?? "/") ?? refuse(response, 400, "This URL is not valid.");
}

/** Whether a request may be answered, whatever its address; else it has been refused. */
export function isAdmitted(
  request: IncomingMessage,
  response: ServerResponse,
  isOwnHost: (host: string | undefined) => boolean,
): boolean {
  response.setHeader("X-Content-Type-Options", "nosniff");
  // Node takes the first of several.
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

/** Whether a Host header can be one (RFC 9112, 3.2; RFC 3986, 3.2.2); none at all is another matter. */
function isHost(host: string | undefined): boolean {
  const [, port] = /^(?:\[[\da-f:.]+\]|[^\s:/?#@[\]\\,]*)(?::(\d*))?$/i.exec(host ?? "") ?? [
    undefined,
    "none",
  ];
  return port === undefined || Number(port) <= 65_535;
}

/** Names under which this machine alone reaches the server; another Host is a page elsewhere that was made to point here. */
export function isLocalHost(host: string | undefined): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host ?? "");
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

/** To an address of this server alone; not for ever, as another site may be served at this port tomorrow. */
export function redirect(response: ServerResponse, to: string): void {
  response.writeHead(301, { "Cache-Control": "no-cache", Location: to.replace(/^\/{2,}/, "/") }).end();
}

/** Says in a line why there is no other answer. */
export function refuse(response: ServerResponse, status: number, text: string): undefined {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

/** Ends a connection whose request is none (RFC 9112, 2.2). */
export function refuseMalformed(socket: Duplex): void {
  if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
}

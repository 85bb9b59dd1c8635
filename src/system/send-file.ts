/** Sends one file: whole, in part, compressed, or not at all if the browser has it. */

import { closeSync, constants, createReadStream, fstatSync, openSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { codingFor, compress, isText, MIN_BYTES } from "./compression.js";
import { typeOf } from "../hosting/types.js";
import { refuse } from "./requests.js";

export interface SendOptions {
  /** @default 200 */
  readonly status?: number;
  /** Whether ranges of the file can be requested. @default true */
  readonly ranges?: boolean;
  /** Whether texts are compressed. @default true */
  readonly compresses?: boolean;
}

/**
 * Answers with the file at an absolute path. The file is opened once, so that headers and content match even
 * while a build replaces it. Headers that are set already stay. Without a Content-Type header, the file name
 * decides the type.
 */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  { status = 200, ranges = true, compresses = true }: SendOptions = {},
): void {
  let opened: number;
  try {
    // Do not wait for a pipe. Windows has no flag that refuses links.
    opened = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return refuse(response, 404, "There is no page at this URL.");
  }
  const stats = fstatSync(opened);
  if (!stats.isFile()) {
    closeSync(opened);
    return refuse(response, 404, "There is no page at this URL.");
  }
  const { size, mtimeMs } = stats;
  if (!response.hasHeader("Content-Type")) response.setHeader("Content-Type", typeOf(path));
  const type = String(response.getHeader("Content-Type"));
  const coding = !compresses || size < MIN_BYTES || !isText(type) ? undefined : codingFor(request);
  if (compresses && isText(type)) response.setHeader("Vary", "Accept-Encoding");
  const tag =
    `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}` +
    `${coding === undefined ? "" : `-${coding}`}"`;
  response.setHeader("ETag", tag);
  if (status === 200 && request.headers["if-none-match"] === tag) {
    closeSync(opened);
    response.writeHead(304).end();
    return;
  }
  const range = status === 200 && ranges && coding === undefined ? rangeOf(request, tag, size) : undefined;
  if (range === "none") {
    closeSync(opened);
    response.writeHead(416, { "Content-Range": `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (coding !== undefined) {
    response.writeHead(status, { "Content-Encoding": coding });
    return request.method === "HEAD"
      ? endWithout(response, opened)
      : compress(coding, createReadStream("", { fd: opened }), response);
  }
  if (status === 200 && ranges) response.setHeader("Accept-Ranges", "bytes");
  if (range !== undefined) response.setHeader("Content-Range", `bytes ${start}-${end}/${size}`);
  response.writeHead(range === undefined ? status : 206, { "Content-Length": end - start + 1 });
  if (request.method === "HEAD" || size === 0) return endWithout(response, opened);
  const stream = createReadStream("", { fd: opened, start, end });
  stream.on("error", () => response.destroy()).pipe(response);
  response.on("close", () => stream.destroy());
}

function endWithout(response: ServerResponse, opened: number): void {
  closeSync(opened);
  response.end();
}

/**
 * The requested range of a file (RFC 9110, 14.2). Undefined for the whole file, "none" if the range does not
 * exist.
 */
function rangeOf(
  { method, headers }: IncomingMessage,
  tag: string,
  size: number,
): { readonly start: number; readonly end: number } | "none" | undefined {
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

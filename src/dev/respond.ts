/** Sends the responses of the dev server. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { hashTexts } from "../incremental/fingerprint.js";

/** A tag that changes with the text. */
export function tagOf(text: string): string {
  return hashTexts(text);
}

export function sendHtml(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  html: string,
): void {
  send(request, response, status, "text/html; charset=utf-8", html);
}

/** Sends a text or bytes that browsers must not cache. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  text: string | Uint8Array,
): void {
  response.setHeader("Cache-Control", "no-store");
  // Read by the script: a document cannot read its own headers (Server Timing, W3C).
  if (typeof text === "string") response.setHeader("Server-Timing", `handbill;desc="${tagOf(text)}"`);
  response.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(text) });
  response.end(request.method === "HEAD" ? undefined : text);
}

export function sendJson(response: ServerResponse, value: unknown): void {
  const text = JSON.stringify(value);
  response
    .writeHead(200, {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Length": Buffer.byteLength(text),
    })
    .end(text);
}

/** Texts go over the wire compressed, as hosts send them. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { constants, createBrotliCompress, createGzip } from "node:zlib";

/** Below so many bytes, compressing gains nothing. */
export const SMALL = 1024;

export type Coding = "br" | "gzip";

/** Whether files of this media type get smaller. */
export function isText(type: string): boolean {
  return /^text\/|json|xml|svg|wasm/.test(type);
}

/** The coding that a browser takes (RFC 9110, 12.5.3); none when it asks for a part of the file, whose bytes are counted uncoded. */
export function codingFor({ headers }: IncomingMessage): Coding | undefined {
  if (headers.range !== undefined) return undefined;
  const accepted = new Map(
    String(headers["accept-encoding"] ?? "")
      .split(",")
      .map((part) => {
        const [name = "", ...parameters] = part.trim().toLowerCase().split(";");
        return [
          name.trim(),
          !parameters.some((parameter) => /^\s*q=0(?:\.0*)?\s*$/.test(parameter)),
        ] as const;
      }),
  );
  return (["br", "gzip"] as const).find((coding) => accepted.get(coding) === true);
}

/** Sends a stream compressed; the response's head is written. */
export function compress(coding: Coding, from: Readable, response: ServerResponse): void {
  // Quality 5 is what hosts use for what they compress on the way.
  const through =
    coding === "br"
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : createGzip();
  pipeline(from, through, response, (error) => {
    if (error !== null && error !== undefined) response.destroy();
  });
}

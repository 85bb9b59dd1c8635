/** Compresses texts as hosts do. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { constants, createBrotliCompress, createGzip } from "node:zlib";

/** Compressing fewer bytes gains nothing. */
export const MIN_BYTES = 1024;

export type Coding = "br" | "gzip";

/** Whether files of this media type become smaller. */
export function isText(type: string): boolean {
  return /^text\/|json|xml|svg|wasm/.test(type);
}

/**
 * The coding that a browser accepts (RFC 9110, 12.5.3). None for a part of a file, whose bytes are counted
 * uncompressed.
 */
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

/** Sends a stream compressed, after the response's head was written. */
export function compress(coding: Coding, from: Readable, response: ServerResponse): void {
  // Hosts use quality 5 for responses that they compress on demand.
  const through =
    coding === "br"
      ? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : createGzip();
  pipeline(from, through, response, (error) => {
    if (error !== null && error !== undefined) response.destroy();
  });
}

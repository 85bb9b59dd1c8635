/** Asks a server, and keeps of its answer what a reader would notice. */

import { request } from "node:http";
import { gunzipSync } from "node:zlib";
import { FILES } from "./site.js";
import type { HostRequest } from "./requests.js";

/** Longer names first: one may end with another. */
const NAMES = Object.keys(FILES).sort((a, b) => b.length - a.length);

export interface HostAnswer {
  readonly status: number;
  /** Without scheme and host where it is the server's own. */
  readonly location?: string;
  /** Name of the file that was sent, found in the body; "other" for a page of the server's own, "" for no body. */
  readonly file: string;
  readonly type: string;
  readonly cache: string;
  readonly encoding: string;
  readonly range: string;
  readonly length: string;
  readonly etag: string;
  readonly own: string;
  readonly policy: string;
}

export interface Address {
  readonly port: number;
  /** Default: localhost. */
  readonly hostname?: string;
}

/** Node reads headers byte by byte; some servers send UTF-8 there. */
function textOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(header, "latin1"));
  } catch {
    return header;
  }
}

export async function ask(address: Address, wanted: HostRequest): Promise<HostAnswer> {
  const headers = { ...wanted.headers };
  if (headers["if-none-match"] === "*its own*")
    headers["if-none-match"] = (await send(address, { ...wanted, headers: {} })).etag;
  return send(address, { ...wanted, headers });
}

function send(
  { port, hostname = "localhost" }: Address,
  { path, method = "GET", headers = {} }: HostRequest,
): Promise<HostAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        headers: { host: `${hostname}:${port}`, ...headers },
        agent: false,
        timeout: 20_000,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => void chunks.push(chunk));
        answer.on("end", () => {
          const of = (name: string) => String(answer.headers[name] ?? "");
          const bytes = Buffer.concat(chunks);
          const body = (
            of("content-encoding") === "gzip" && bytes.length > 0 ? gunzipSync(bytes) : bytes
          ).toString();
          const file =
            body === ""
              ? ""
              : (NAMES.find((name) => body.includes(name)) ??
                (/http-equiv="refresh"/.test(body)
                  ? "a page that leads on"
                  : answer.statusCode === 206
                    ? body
                    : "other"));
          const location = textOf(answer.headers.location)
            ?.replace(new RegExp(`^https?://${hostname.replaceAll(".", "\\.")}(?::${port})?(?=/)`), "")
            .replace(/[^\x00-\x7f]+/g, encodeURI)
            .replace(/%[0-9a-f]{2}/g, (escape) => escape.toUpperCase());
          resolve({
            status: answer.statusCode ?? 0,
            ...(location !== undefined && { location }),
            file,
            type: of("content-type").toLowerCase().replace(/;\s*/, "; "),
            cache: of("cache-control").replace(/,\s*/g, ", "),
            encoding: of("content-encoding"),
            range: of("content-range"),
            length: of("content-length"),
            etag: of("etag"),
            own: of("x-own"),
            policy: of("content-security-policy"),
          });
        });
        answer.on("error", reject);
      },
    );
    sent.on("timeout", () => sent.destroy(new Error(`no answer to ${path}`)));
    sent.on("error", reject);
    sent.end();
  });
}

/**
 * Requests to other sites. They never reach a private network, even through a public name: a link in an
 * untrusted page must not reach services next to a build machine.
 */

import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Answer, Ask, Fault, Request } from "../checks/external/classify.js";
import { isPublicAddress } from "./public-addresses.js";

export interface Web {
  /** Sends a single request without following redirects. The body is not read. */
  readonly ask: Ask;
  /** Whether this machine can resolve public host names. */
  isReachable(): Promise<boolean>;
  /** Closes idle connections. */
  close(): void;
}

export interface WebOptions {
  readonly userAgent: string;
  /** Time limit of a response, in milliseconds. @default 10 seconds */
  readonly timeout?: number;
  /** Resolves a host name to IP addresses. @default the system's resolver */
  readonly lookup?: typeof dns.lookup;
  /** Whether requests to an IP address are allowed. @default every public one */
  readonly isAllowed?: (address: string) => boolean;
}

const PRIVATE = "EPRIVATE";
/** A host name that certainly exists (RFC 2606, 3). */
const CERTAIN = "example.com";

export function createWeb({
  userAgent,
  timeout = 10_000,
  lookup = dns.lookup,
  isAllowed = isPublicAddress,
}: WebOptions): Web {
  // A name can have several IP addresses. The checked one is the one to connect to.
  const lookupAllowed: LookupFunction = (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      const failure =
        error ??
        (addresses.every(({ address }) => isAllowed(address))
          ? undefined
          : Object.assign(new Error(`${name} is in a private network.`), { code: PRIVATE }));
      const [first] = failure === undefined ? addresses : [];
      if (failure !== undefined) done(failure, "", 4);
      else if (options.all === true) done(null, addresses);
      else done(null, first?.address ?? "", first?.family);
    });
  };
  const agents = {
    "http:": new http.Agent({ keepAlive: true }),
    "https:": new https.Agent({ keepAlive: true }),
  };
  const send = ({ address, method, cookie }: Request, done: (answer: Answer) => void): void => {
    const url = new URL(address);
    const { request } = url.protocol === "https:" ? https : http;
    const headers = {
      "User-Agent": userAgent,
      Accept: "text/html,application/xhtml+xml,*/*;q=0.8",
      ...(cookie !== undefined && { Cookie: cookie }),
    };
    const options = {
      method,
      headers,
      agent: agents[url.protocol as keyof typeof agents],
      lookup: lookupAllowed,
      maxHeaderSize: 65_536,
      autoSelectFamilyAttemptTimeout: 2500,
    };
    const sent = request(url, options);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      sent.destroy();
    }, timeout);
    sent.on("response", (response) => {
      clearTimeout(timer);
      done(answerOf(response));
      // A connection is free for the next request after its response was read. A body may have any size.
      if (method === "HEAD") response.resume();
      else response.destroy();
    });
    sent.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      done({ fault: isLate ? "time" : faultOf(error) });
    });
    sent.end();
  };
  return {
    ask: async (request) => {
      // Only names are looked up, so a literal IP address is checked here.
      const host = new URL(request.address).hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0 && !isAllowed(host)) return { fault: "private" };
      return new Promise<Answer>((done) => send(request, done)).catch((): Answer => ({ fault: "network" }));
    },
    isReachable: () => new Promise((done) => lookup(CERTAIN, (error) => done(error === null))),
    close: () => Object.values(agents).forEach((agent) => agent.destroy()),
  };
}

function answerOf({ statusCode = 0, headers }: http.IncomingMessage): Answer {
  const { location, "retry-after": retryAfter, "set-cookie": cookies = [] } = headers;
  return {
    status: statusCode,
    // Headers are read as Latin-1, but URLs in them are UTF-8.
    ...(location !== undefined && { location: Buffer.from(location, "latin1").toString("utf8") }),
    ...(retryAfter !== undefined && { retryAfter }),
    cookies: cookies.map((cookie) => cookie.replace(/;.*$/s, "").trim()),
  };
}

function faultOf({ code = "" }: NodeJS.ErrnoException): Fault {
  if (code === "ENOTFOUND") return "no-host";
  if (code === PRIVATE) return "private";
  if (code === "ETIMEDOUT") return "time";
  if (code === "ECONNREFUSED") return "refused";
  return /TLS|SSL|CERT|SIGNATURE|^EPROTO$/.test(code) ? "tls" : "network";
}

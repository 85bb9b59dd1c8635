/** Requests to other sites. Nothing in a private network is ever asked, whatever name it has: what a stranger's page links to must not reach the services beside a build machine. */

import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Answer, Ask, Fault, Request } from "../checks/external/classify.js";
import { isPublicAddress } from "./public-addresses.js";

export interface Web {
  /** Sends a request as it is: redirects are answers. The body is not read. */
  readonly ask: Ask;
  /** Whether any name of the web is known here. */
  isReachable(): Promise<boolean>;
  /** Ends connections that are kept for the next request. */
  close(): void;
}

export interface WebOptions {
  readonly userAgent: string;
  /** So long an answer may take, in milliseconds. @default 10 seconds */
  readonly patience?: number;
  /** Finds the addresses of a name. @default the system's way */
  readonly lookup?: typeof dns.lookup;
  /** Whether an IP address may be asked. @default every one that is public */
  readonly isAllowed?: (address: string) => boolean;
}

const PRIVATE = "EPRIVATE";
/** A name that is there for certain (RFC 2606, 3). */
const CERTAIN = "example.com";

export function createWeb({
  userAgent,
  patience = 10_000,
  lookup = dns.lookup,
  isAllowed = isPublicAddress,
}: WebOptions): Web {
  // Names may have several addresses; what was looked at is what is connected to.
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
    }, patience);
    sent.on("response", (response) => {
      clearTimeout(timer);
      done(answerOf(response));
      // A connection is free for the next request once its answer was read; a body may be any size.
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
      // Names are looked up, and addresses are not.
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
    // Headers are read as Latin-1, and addresses in them are UTF-8.
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

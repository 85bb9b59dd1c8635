/** Classifies the responses of servers as working, broken or unclear links. */

/** A request for one URL. A redirect's target is another request. */
export interface Request {
  readonly address: string;
  readonly method: "HEAD" | "GET";
  /** `Cookie` header, if a previous response set cookies. */
  readonly cookie?: string;
}

/**
 * Why there was no response. "no-host": the name does not exist; "private": the host is in a private network,
 * so no request was sent; "time": the time limit passed; "refused": the connection was refused; "tls": no
 * secure connection; "network": any other reason; "offline": no host name can be resolved.
 */
export type Fault = "no-host" | "private" | "time" | "refused" | "tls" | "network" | "offline";

export interface Answered {
  readonly status: number;
  readonly location?: string;
  /** The `Retry-After` header. */
  readonly retryAfter?: string;
  /** `name=value` of each cookie that was set. */
  readonly cookies: readonly string[];
}

export type Answer = Answered | { readonly fault: Fault };

/** Sends one request. Never rejects. */
export type Ask = (request: Request) => Promise<Answer>;

/** The result for a URL. "unclear": it could not be requested, so it is not reported as broken. */
export type Verdict =
  | { readonly kind: "found" }
  /** `at`: the last URL after all redirects. */
  | { readonly kind: "broken"; readonly why: 404 | 410 | "no-host" | "loop"; readonly at: string }
  | { readonly kind: "unclear"; readonly why: number | Fault };

/**
 * The result of a response that is not a redirect. Only 404 and 410 mean that nothing exists (RFC 9110,
 * 15.5.5 and 15.5.11). Pages that need a login or refuse programs may work for people.
 */
export function verdictOf(answer: Answer, at: string): Verdict {
  if ("fault" in answer)
    return answer.fault === "no-host"
      ? { kind: "broken", why: "no-host", at }
      : { kind: "unclear", why: answer.fault };
  const { status } = answer;
  if (status === 404 || status === 410) return { kind: "broken", why: status, at };
  return status >= 200 && status < 300 ? { kind: "found" } : { kind: "unclear", why: status };
}

/** The target of a redirect (RFC 9110, 15.4). */
export function redirectOf(answer: Answer): string | undefined {
  return "status" in answer && [301, 302, 303, 307, 308].includes(answer.status)
    ? answer.location
    : undefined;
}

/** Whether a host refuses requests in general, regardless of the URL. */
export function isRefusal(answer: Answer): boolean {
  return "fault" in answer || [403, 429, 451].includes(answer.status) || answer.status >= 500;
}

/** Waiting time if the host gives none, in milliseconds. */
const A_WHILE = 3000;

/**
 * Milliseconds for which a host wants no requests (RFC 6585, 4; RFC 9110, 10.2.3); undefined if it does not
 * say so. `now`: in milliseconds since 1970.
 */
export function waitAfter(answer: Answer, now: number): number | undefined {
  if ("fault" in answer || (answer.status !== 429 && answer.status !== 503)) return undefined;
  const { retryAfter = "" } = answer;
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  if (Number.isNaN(wait)) return answer.status === 429 ? A_WHILE : undefined;
  return Math.max(0, wait);
}

/** What a server answers, and what that says about a link. */

/** A request for one address; what it redirects to is another. */
export interface Request {
  readonly address: string;
  readonly method: "HEAD" | "GET";
  /** `Cookie`, where an answer before this one set some. */
  readonly cookie?: string;
}

/**
 * Why there was no answer. "no-host": the name does not exist; "private": it is one of a private network, and was not asked;
 * "time": none came in time; "refused": nothing listens there; "tls": no secure connection; "network": all else; "offline": no
 * name is known here at all.
 */
export type Fault = "no-host" | "private" | "time" | "refused" | "tls" | "network" | "offline";

export interface Answered {
  readonly status: number;
  readonly location?: string;
  /** `Retry-After`, as it was sent. */
  readonly retryAfter?: string;
  /** `name=value` of each cookie that was set. */
  readonly cookies: readonly string[];
}

export type Answer = Answered | { readonly fault: Fault };

/** Sends one request; never fails. */
export type Ask = (request: Request) => Promise<Answer>;

/** What is known of an address. "unclear": it could not be asked, so nothing is said against it. */
export type Verdict =
  | { readonly kind: "found" }
  /** `at`: where it ends, behind all redirects. */
  | { readonly kind: "broken"; readonly why: 404 | 410 | "no-host" | "loop"; readonly at: string }
  | { readonly kind: "unclear"; readonly why: number | Fault };

/** What an answer that leads no further says about the address. Only 404 and 410 say that nothing is there (RFC 9110, 15.5.5 and 15.5.11): what asks for a login, or turns programs away, may be there for people. */
export function verdictOf(answer: Answer, at: string): Verdict {
  if ("fault" in answer)
    return answer.fault === "no-host"
      ? { kind: "broken", why: "no-host", at }
      : { kind: "unclear", why: answer.fault };
  const { status } = answer;
  if (status === 404 || status === 410) return { kind: "broken", why: status, at };
  return status >= 200 && status < 300 ? { kind: "found" } : { kind: "unclear", why: status };
}

/** Where an answer leads on (RFC 9110, 15.4). */
export function redirectOf(answer: Answer): string | undefined {
  return "status" in answer && [301, 302, 303, 307, 308].includes(answer.status)
    ? answer.location
    : undefined;
}

/** Whether a host turns the request away, whatever it asked for. */
export function isRefusal(answer: Answer): boolean {
  return "fault" in answer || [403, 429, 451].includes(answer.status) || answer.status >= 500;
}

/** Without a word about how long, in milliseconds. */
const A_WHILE = 3000;

/** How many milliseconds a host wants to be left alone (RFC 6585, 4; RFC 9110, 10.2.3); undefined where it does not say so. `now`: in milliseconds since 1970. */
export function waitAfter(answer: Answer, now: number): number | undefined {
  if ("fault" in answer || (answer.status !== 429 && answer.status !== 503)) return undefined;
  const { retryAfter = "" } = answer;
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  if (Number.isNaN(wait)) return answer.status === 429 ? A_WHILE : undefined;
  return Math.max(0, wait);
}

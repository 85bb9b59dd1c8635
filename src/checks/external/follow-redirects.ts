/** Requests one URL and follows its redirects. */

import { requestUrl, isReservedName } from "./url.js";
import { redirectOf, verdictOf, type Answer, type Ask, type Request, type Verdict } from "./classify.js";

/** Limit of browsers (Fetch Standard, HTTP-redirect fetch). */
const MAX_REDIRECTS = 20;

/**
 * Checks a URL. If HEAD finds nothing, GET is tried once, because some servers answer HEAD differently or not
 * at all, and networks fail.
 */
export async function askFor(address: string, ask: Ask): Promise<Verdict> {
  const first = await follow(address, "HEAD", ask);
  const isCertain = first.kind === "found" || first.why === "no-host" || first.why === "private";
  return isCertain ? first : follow(address, "GET", ask);
}

async function follow(address: string, method: Request["method"], ask: Ask): Promise<Verdict> {
  const cookies = createCookies();
  const seen = new Set<string>();
  for (let at = address; seen.size <= MAX_REDIRECTS; ) {
    const { host } = new URL(at);
    const cookie = cookies.of(host);
    // Some sites redirect to the same URL to set cookies.
    const step = `${at} ${cookie}`;
    if (seen.has(step)) break;
    seen.add(step);
    const answer = await ask({ address: at, method, ...(cookie !== "" && { cookie }) });
    const to = redirectOf(answer);
    if (to === undefined) return verdictOf(answer, at);
    cookies.take(host, answer);
    if (!URL.canParse(to, at)) return { kind: "unclear", why: "network" };
    const next = requestUrl(new URL(to, at).href);
    // The redirect leads to another program on the visitor's machine.
    if (next === undefined) return { kind: "found" };
    if (isReservedName(new URL(next).hostname)) return { kind: "unclear", why: "private" };
    at = next;
  }
  return { kind: "broken", why: "loop", at: address };
}

/** The cookies of one chain of redirects. Each is sent only to the host that set it. */
function createCookies() {
  const byHost = new Map<string, Map<string, string>>();
  return {
    of: (host: string): string =>
      [...(byHost.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join("; "),
    take(host: string, answer: Answer): void {
      const own = byHost.get(host) ?? new Map<string, string>();
      byHost.set(host, own);
      for (const cookie of "cookies" in answer ? answer.cookies : []) {
        const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(cookie) ?? [];
        if (name !== "") own.set(name, value);
      }
    },
  };
}

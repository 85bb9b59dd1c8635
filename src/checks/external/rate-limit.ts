/** Limits the rate of requests: few at a time to one host, and many hosts in parallel. */

import { isRefusal, waitAfter, type Answer, type Ask } from "./classify.js";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

/** Times are in milliseconds. */
export interface Pace {
  /** Parallel requests in total. */
  readonly atOnce: number;
  /** Parallel requests to one host. */
  readonly perHost: number;
  /** Time between the starts of two requests to the same host. */
  readonly pause: number;
  /** Maximum waiting time that a host may demand. */
  readonly maxWait: number;
  /**
   * Number of refusals in a row after which a host gets no more requests. HEAD does not count: many hosts
   * refuse it and accept GET.
   */
  readonly refusals: number;
}

export const PACE: Pace = { atOnce: 16, perHost: 2, pause: 250, maxWait: 10_000, refusals: 3 };

/** One host of the web. */
interface Host {
  readonly slots: Slots;
  /** Earliest time of the next request. */
  freeAt: number;
  refusals: number;
  /**
   * Its last response, if it gets no more requests. This response counts for all remaining URLs of the host.
   */
  last?: Answer;
}

/**
 * Wraps `ask` with these limits. If a host asks to wait, the request is repeated once. A host gets no more
 * requests if it demands a longer wait, asks again, refuses everything, or does not exist.
 */
export function rateLimited(
  ask: Ask,
  { now, sleep }: Clock,
  { atOnce, perHost, pause, maxWait, refusals }: Pace = PACE,
): Ask {
  const hosts = new Map<string, Host>();
  const all = createSlots(atOnce);
  const inTime = async (host: Host): Promise<void> => {
    const at = Math.max(now(), host.freeAt);
    host.freeAt = at + pause;
    if (at > now()) await sleep(at - now());
  };
  return (request) => {
    const name = new URL(request.address).host;
    const host: Host = hosts.get(name) ?? { slots: createSlots(perHost), freeAt: 0, refusals: 0 };
    hosts.set(name, host);
    // A GET request after a failed HEAD comes first, because it shows whether the host refuses programs.
    return host.slots(request.method === "GET", async () => {
      for (let hasWaited = false; ; hasWaited = true) {
        await inTime(host);
        if (host.last !== undefined) return host.last;
        const answer = await all(false, () => ask(request));
        countRefusal(host, request, answer);
        const wait = waitAfter(answer, now());
        const isOver = host.refusals >= refusals || isFinal(answer);
        if (isOver || (wait !== undefined && (hasWaited || wait > maxWait))) host.last = answer;
        if (wait === undefined || host.last !== undefined) return answer;
        host.freeAt = Math.max(host.freeAt, now() + wait);
      }
    });
  };
}

function countRefusal(host: Host, { method }: Parameters<Ask>[0], answer: Answer): void {
  if (!isRefusal(answer)) host.refusals = 0;
  else if (method === "GET") host.refusals += 1;
}

/** Whether the host cannot give another answer. */
function isFinal(answer: Answer): boolean {
  return "fault" in answer && (answer.fault === "no-host" || answer.fault === "private");
}

type Slots = <T>(isFirst: boolean, work: () => Promise<T>) => Promise<T>;

/** Runs up to `amount` tasks at once. The others wait in order, except for those that come first. */
function createSlots(amount: number): Slots {
  let free = amount;
  const first: (() => void)[] = [];
  const later: (() => void)[] = [];
  return async (isFirst, work) => {
    if (free === 0) await new Promise<void>((go) => (isFirst ? first : later).push(go));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = first.shift() ?? later.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

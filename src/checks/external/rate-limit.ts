/** How fast the web is asked: no host more often than it bears, and many hosts at once. */

import { isRefusal, waitAfter, type Answer, type Ask } from "./classify.js";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<unknown>;
}

/** Times are in milliseconds. */
export interface Pace {
  /** Requests under way at the same time. */
  readonly atOnce: number;
  /** Of them, those to one host. */
  readonly perHost: number;
  /** From the start of a request to that of the next one to the same host. */
  readonly pause: number;
  /** So long a host that asks for it is waited for. */
  readonly patience: number;
  /** A host that refuses so many requests in a row is left alone. Those for HEAD do not count: many a host refuses it, and takes GET. */
  readonly refusals: number;
}

export const PACE: Pace = { atOnce: 16, perHost: 2, pause: 250, patience: 10_000, refusals: 3 };

/** One host of the web. */
interface Host {
  readonly slots: Slots;
  /** When it may be asked again. */
  freeAt: number;
  refusals: number;
  /** Its last answer, where it is left alone: the same is said of all that it was still to be asked for. */
  last?: Answer;
}

/** Asks at this pace. A host that wants to be asked later is asked once more then; one that wants too much later, or says so again, or refuses everything, or does not exist, is left alone. */
export function rateLimited(
  ask: Ask,
  { now, sleep }: Clock,
  { atOnce, perHost, pause, patience, refusals }: Pace = PACE,
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
    // What HEAD did not find is asked for before all else that the host is still to be asked: it tells what the host thinks of programs.
    return host.slots(request.method === "GET", async () => {
      for (let hasWaited = false; ; hasWaited = true) {
        await inTime(host);
        if (host.last !== undefined) return host.last;
        const answer = await all(false, () => ask(request));
        if (!isRefusal(answer)) host.refusals = 0;
        else if (request.method === "GET") host.refusals += 1;
        const wait = waitAfter(answer, now());
        const isOver =
          host.refusals >= refusals ||
          ("fault" in answer && (answer.fault === "no-host" || answer.fault === "private"));
        if (isOver || (wait !== undefined && (hasWaited || wait > patience))) host.last = answer;
        if (wait === undefined || host.last !== undefined) return answer;
        host.freeAt = Math.max(host.freeAt, now() + wait);
      }
    });
  };
}

type Slots = <T>(isFirst: boolean, work: () => Promise<T>) => Promise<T>;

/** Lets so many pieces of work run at once; the others wait in their order, but for those that come first. */
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

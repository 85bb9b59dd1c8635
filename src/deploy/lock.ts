/** The lock of a target: only one deployment at a time. A file at the target names the deployer. */

import { randomUUID } from "node:crypto";
import { DeployFailure } from "./failure.js";
import type { Store } from "./store.js";

const LOCK = ".handbill/lock.json";

/** The user and process that deploy. */
export interface Deployer {
  /** For people: `ada@laptop`. */
  readonly who: string;
  /** The scope of the process id; equal only on the same machine. */
  readonly machine: string;
  readonly pid: number;
}

/** In milliseconds. */
export interface LockTimes {
  /** Interval between two renewals of the lock. */
  readonly renew: number;
  /**
   * Time without renewal after which the holder counts as dead, by the waiting machine's clock, because
   * clocks differ.
   */
  readonly timeout: number;
  /** Interval between two checks while waiting. */
  readonly poll: number;
  /** Maximum time to wait for an active holder. */
  readonly maxWait: number;
}

const TIMES: LockTimes = { renew: 15_000, timeout: 90_000, poll: 3000, maxWait: 600_000 };

export interface LockOptions {
  readonly deployer: Deployer;
  /** Whether a process of this machine is running. */
  isRunning(pid: number): boolean;
  /** Called with the name of the holder at each check. */
  waiting(who: string): void;
  readonly times?: LockTimes;
}

export interface Lock {
  /** Throws if another deployment has taken over the lock because this one was silent for too long. */
  check(): void;
  release(): Promise<void>;
}

interface Held extends Deployer {
  readonly token: string;
  /** Changes with each renewal. */
  readonly beat: number;
}

/**
 * Waits for the lock of a target and takes it. Rejects with the name of the holder if that takes too long.
 */
export async function takeLock(
  store: Store,
  { deployer, isRunning, waiting, times = TIMES }: LockOptions,
): Promise<Lock> {
  const token = randomUUID();
  const started = performance.now();
  let seen: { readonly key: string; readonly since: number } | undefined;
  for (;;) {
    const other = readHeld(await store.read(LOCK));
    if (other === undefined) {
      // If two deployments create the lock at once, the target refuses one of them, or reading it back shows
      // the owner.
      if ((await store.create(note({ ...deployer, token, beat: 0 }))) && (await holds(store, token))) break;
    } else {
      const key = `${other.token} ${other.beat}`;
      if (seen?.key !== key) seen = { key, since: performance.now() };
      const isDead =
        (other.machine === deployer.machine && !isRunning(other.pid)) ||
        performance.now() - seen.since > times.timeout;
      if (isDead) await removeDead(store, other);
      else if (performance.now() - started > times.maxWait)
        throw new DeployFailure(
          `${other.who} is deploying to ${store.place}.`,
          "Deploy again when it has finished.",
        );
      else waiting(other.who);
      if (isDead) continue;
    }
    await new Promise((done) => setTimeout(done, times.poll));
  }
  return keepLock(store, { ...deployer, token, beat: 0 }, times.renew);
}

/** Reads the lock again before removing it: another waiting deployment may have replaced it. */
async function removeDead(store: Store, { token, beat }: Held): Promise<void> {
  const now = readHeld(await store.read(LOCK));
  if (now?.token === token && now.beat === beat) await store.remove([LOCK]);
}

function keepLock(store: Store, first: Held, every: number): Lock {
  let beat = 0;
  let isLost = false;
  // The next renewal follows even if this one fails. Waiting deployments tolerate missed renewals.
  let renewal = Promise.resolve();
  const timer = setInterval(() => {
    renewal = renewal
      .then(async () => {
        if (isLost) return;
        isLost = !(await holds(store, first.token));
        if (!isLost) await store.put([note({ ...first, beat: ++beat })], () => undefined);
      })
      .catch(() => undefined);
  }, every);
  timer.unref();
  return {
    check() {
      if (isLost)
        throw new DeployFailure(
          `Another deployment to ${store.place} took over, because this one stopped responding.`,
          "Deploy again when it has finished.",
        );
    },
    async release() {
      clearInterval(timer);
      await renewal;
      // A lock that cannot be removed expires. The error that made the deployment fail is reported instead of
      // this one.
      await holds(store, first.token)
        .then((isOurs) => (isOurs ? store.remove([LOCK]) : undefined))
        .catch(() => undefined);
    },
  };
}

async function holds(store: Store, token: string): Promise<boolean> {
  return readHeld(await store.read(LOCK))?.token === token;
}

/** An unreadable lock counts as held until it is old enough. */
function readHeld(bytes: Uint8Array | undefined): Held | undefined {
  try {
    return bytes && (JSON.parse(Buffer.from(bytes).toString()) as Held);
  } catch {
    return { who: "Somebody", machine: "", pid: 0, token: "", beat: 0 };
  }
}

function note(held: Held) {
  const text = `${JSON.stringify(held)}\n`;
  return {
    key: LOCK,
    hash: "",
    bytes: () => Buffer.from(text),
    contentType: "application/json; charset=utf-8",
    cacheControl: "no-store",
  };
}

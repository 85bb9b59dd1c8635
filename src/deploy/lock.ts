/** One deployment of a target at a time: a file there says who is at work. */

import { randomUUID } from "node:crypto";
import { DeployFailure } from "./failure.js";
import type { Store } from "./store.js";

const LOCK = ".handbill/lock.json";

/** Who deploys. */
export interface Deployer {
  /** For people: `ada@laptop`. */
  readonly who: string;
  /** Where its process number means something; equal on the same machine alone. */
  readonly machine: string;
  readonly pid: number;
}

/** In milliseconds. */
export interface LockTimes {
  /** How often the one at work says that it is. */
  readonly renew: number;
  /** After how much silence it is taken for dead. By the clock of the one who waits: those of two machines may differ. */
  readonly silence: number;
  /** How often the one who waits looks. */
  readonly look: number;
  /** After how long it gives up, while the other is at work. */
  readonly patience: number;
}

const TIMES: LockTimes = { renew: 15_000, silence: 90_000, look: 3000, patience: 600_000 };

export interface LockOptions {
  readonly deployer: Deployer;
  /** Whether a process of this machine lives. */
  isRunning(pid: number): boolean;
  /** Hears for whom it waits, each time it looks. */
  waiting(who: string): void;
  readonly times?: LockTimes;
}

export interface Lock {
  /** Throws when another deployment has taken the target over: this one was silent for too long. */
  check(): void;
  release(): Promise<void>;
}

interface Held extends Deployer {
  readonly token: string;
  /** Changes while its holder lives. */
  readonly beat: number;
}

/** Waits until nobody else deploys to the target, and keeps others waiting; rejects with who is at work when that takes too long. */
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
      // Of two that ask for it at once, one is told so where the target can tell, and the other sees whose it is.
      if ((await store.create(note({ ...deployer, token, beat: 0 }))) && (await holds(store, token))) break;
    } else {
      const key = `${other.token} ${other.beat}`;
      if (seen?.key !== key) seen = { key, since: performance.now() };
      const isDead =
        (other.machine === deployer.machine && !isRunning(other.pid)) ||
        performance.now() - seen.since > times.silence;
      if (isDead) await removeDead(store, other);
      else if (performance.now() - started > times.patience)
        throw new DeployFailure(
          `${other.who} is deploying to ${store.place}.`,
          "Deploy again when it has finished.",
        );
      else waiting(other.who);
      if (isDead) continue;
    }
    await new Promise((done) => setTimeout(done, times.look));
  }
  return keepLock(store, { ...deployer, token, beat: 0 }, times.renew);
}

/** Looked at again: another who waits may have removed it, and taken the target for itself. */
async function removeDead(store: Store, { token, beat }: Held): Promise<void> {
  const now = readHeld(await store.read(LOCK));
  if (now?.token === token && now.beat === beat) await store.remove([LOCK]);
}

function keepLock(store: Store, first: Held, every: number): Lock {
  let beat = 0;
  let isLost = false;
  // A renewal that fails is followed by another; whoever waits allows for some.
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
      // What stays of it is silent, and nobody waits for it for long; what made the deployment fail is told, not this.
      await holds(store, first.token)
        .then((isOurs) => (isOurs ? store.remove([LOCK]) : undefined))
        .catch(() => undefined);
    },
  };
}

async function holds(store: Store, token: string): Promise<boolean> {
  return readHeld(await store.read(LOCK))?.token === token;
}

/** What cannot be read is somebody's all the same, until it is old enough. */
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

/** Two deployments of one target at once. */

import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { folderStore } from "../../src/deploy/folder.js";
import { takeLock, type LockOptions, type LockTimes } from "../../src/deploy/lock.js";
import { readEach, type Store } from "../../src/deploy/store.js";
import { thisProcess } from "../../src/system/processes.js";
import { handbill, readTree, site } from "../support/site.js";
import { openWorld, type World } from "./s3-world.js";

const TIMES: LockTimes = { renew: 20, timeout: 400, poll: 10, maxWait: 5000 };
const deployer = (name: string, machine = name) => ({ who: name, machine, pid: 1 });
const as = (name: string, times: Partial<LockTimes> = {}, heard: string[] = []): LockOptions => ({
  deployer: deployer(name),
  isRunning: () => true,
  waiting: (who) => void heard.push(who),
  times: { ...TIMES, ...times },
});
/** Nobody is taken for dead, however slow the machine is. */
const PATIENT: Partial<LockTimes> = { timeout: 1e9, maxWait: 1e9 };

function folder(): { readonly store: Store; readonly path: string; readonly lock: string } {
  const path = mkdtempSync(join(tmpdir(), "handbill-lock-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return { store: folderStore(path), path, lock: join(path, ".handbill/lock.json") };
}

const KEY = ".handbill/lock.json";

/** A target that answers at once, so that only the time that a test lets pass passes. */
function memory(): { readonly store: Store; readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const read = async (key: string) => files.get(key);
  const store: Store = {
    place: "memory",
    canCopy: false,
    read,
    readAll: (keys) => readEach(keys, 1, read),
    hashOf: async (key) => (files.has(key) ? "" : undefined),
    put: async (uploads) => uploads.forEach(({ key, bytes }) => files.set(key, bytes())),
    create: async ({ key, bytes }) => !files.has(key) && files.set(key, bytes()) !== undefined,
    copy: async () => undefined,
    remove: async (keys) => keys.forEach((key) => files.delete(key)),
  };
  return { store, files };
}

/** Many at once, each at work for a moment; how many were at work at the same time, at most. */
async function crowd(store: () => Store, names: readonly string[]): Promise<number> {
  let atWork = 0;
  let most = 0;
  await Promise.all(
    names.map(async (name) => {
      const lock = await takeLock(store(), as(name, PATIENT));
      most = Math.max(most, ++atWork);
      await new Promise((done) => setTimeout(done, 15));
      lock.check();
      atWork -= 1;
      await lock.release();
    }),
  );
  return most;
}

describe("a target that somebody deploys to", () => {
  it("is taken by one at a time", async () => {
    const { store, path } = folder();
    expect(await crowd(() => store, ["a", "b", "c", "d", "e"])).toBe(1);
    expect([...readTree(path).keys()]).toEqual([]);
  });

  it("is not taken from another process that removed the dead one's lock first", async () => {
    const { store, lock } = folder();
    mkdirSync(dirname(lock));
    writeFileSync(lock, JSON.stringify({ ...deployer("carl"), token: "c", beat: 0 }));
    // What was read just before.
    const before = [Buffer.from(JSON.stringify({ ...deployer("ada", "ben"), token: "x", beat: 3 }))];
    const late: Store = { ...store, read: async (key) => before.pop() ?? store.read(key) };
    await expect(
      takeLock(late, { ...as("ben", { timeout: 1e9, maxWait: 50 }), isRunning: () => false }),
    ).rejects.toThrow(/^carl is deploying to /);
    expect(readFileSync(lock, "utf8")).toContain("carl");
  });
});

describe("a target, as time passes", () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"],
    });
    return () => void vi.useRealTimers();
  });
  const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

  it("keeps others waiting while its holder is active, and names the holder", async () => {
    const { store } = memory();
    const first = await takeLock(store, as("ada"));
    const heard: string[] = [];
    const second = takeLock(store, as("ben", {}, heard));
    await pass(TIMES.timeout * 2);
    expect(new Set(heard)).toEqual(new Set(["ada"]));
    expect(heard.length).toBeGreaterThan(TIMES.timeout / TIMES.poll);
    await first.release();
    await pass(TIMES.poll);
    await (await second).release();
    const third = await takeLock(store, as("ada"));
    const refused = expect(takeLock(store, as("ben", { maxWait: 50 }))).rejects.toThrow(
      /^ada is deploying to /,
    );
    await pass(100);
    await refused;
    await third.release();
  });

  it("is taken over when its holder has died: at once on the same machine, elsewhere after a silence", async () => {
    const { store, files } = memory();
    for (const text of [JSON.stringify({ ...deployer("ada"), token: "x", beat: 3 }), "{"]) {
      files.set(KEY, Buffer.from(text));
      let isTaken = false;
      const taken = takeLock(store, as("ben")).then((lock) => {
        isTaken = true;
        return lock;
      });
      await pass(TIMES.timeout);
      expect(isTaken).toBe(false);
      await pass(TIMES.poll);
      await (await taken).release();
    }
    files.set(KEY, Buffer.from(JSON.stringify({ ...deployer("ada", "ben"), token: "x", beat: 3 })));
    await (
      await takeLock(store, { ...as("ben", { timeout: 1e9, maxWait: 1 }), isRunning: () => false })
    ).release();
    expect(files.has(KEY)).toBe(false);
  });

  it("is given up by a process that was silent for too long, which leaves the other's lock alone", async () => {
    const { store, files } = memory();
    const slept = await takeLock(store, as("ada", { renew: 50 }));
    files.set(KEY, Buffer.from(JSON.stringify({ ...deployer("ben"), token: "other", beat: 0 })));
    await pass(50);
    expect(() => slept.check()).toThrow(/took over/);
    await slept.release();
    expect(String(files.get(KEY))).toContain("ben");
  });
});

describe("a bucket that somebody deploys to", () => {
  let world: World;
  beforeAll(async () => void (world = await openWorld()));
  afterAll(() => world.close());

  it.each(["kept", "unknown"] as const)(
    "is taken by one at a time, where conditions are %s",
    async (conditions) => {
      world.clear();
      world.conditions = conditions;
      // Where the service cannot tell, two that ask in the same moment are told apart by what they read back.
      const names = conditions === "kept" ? ["a", "b", "c", "d"] : ["a"];
      expect(await crowd(() => world.store(), names)).toBe(1);
      expect(await world.get(".handbill/lock.json")).toBeUndefined();
      await world.put(".handbill/lock.json", JSON.stringify({ ...deployer("ada"), token: "x", beat: 3 }));
      await expect(takeLock(world.store(), as("ben", { timeout: 1e9, maxWait: 50 }))).rejects.toThrow(
        /^ada is deploying to s3:\/\/site\//,
      );
    },
  );
});

it("`handbill deploy` waits for another, and continues after a killed one", async () => {
  const made = site({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ layout: "blank", deploy: { production: { to: "folder", path: ' +
      '"served" } } });\n',
    "content/index.md": "one\n",
  });
  await made.build();
  const both = await Promise.all([handbill(["deploy"], made.root), handbill(["deploy"], made.root)]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(readFileSync(made.path("served/index.html"), "utf8")).toContain("one");
  const ended = spawn(process.execPath, ["-e", ""]);
  await new Promise((done) => ended.once("close", done));
  writeFileSync(
    made.path("served/.handbill/lock.json"),
    JSON.stringify({ ...thisProcess(), pid: ended.pid, token: "x", beat: 1 }),
  );
  await made.write("content/index.md", "two\n").build().run("deploy").expectExit(0);
  expect(readFileSync(made.path("served/index.html"), "utf8")).toContain("two");
  expect(existsSync(made.path("served/.handbill/lock.json"))).toBe(false);
});

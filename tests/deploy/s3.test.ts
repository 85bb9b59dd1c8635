/** Deploying to a real S3 server, with faults on the way. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { previousRelease, openState, planFor, carryOut } from "../../src/deploy/deploy-to-store.js";
import { deployFailure } from "../../src/deploy/failure.js";
import { isEmpty } from "../../src/deploy/plan.js";
import {
  DAY,
  deployTo,
  expectWholeSite,
  filesOf,
  NEW,
  OLD,
  openWorld,
  release,
  surviveCut,
  type World,
} from "./s3-world.js";
import { runs } from "../support/runs.js";

let world: World;
beforeAll(async () => void (world = await openWorld()));
afterAll(() => world.close());
beforeEach(() => {
  world.harm = () => "pass";
  world.clear();
});

const style = (made: ReadonlyMap<string, string>) =>
  [...made.keys()].find((path) => path.endsWith(".css")) ?? "";

describe("a deployment to a bucket", () => {
  it("uploads every file with its type and how long it may be kept, and nothing twice", async () => {
    await deployTo(world.store(), OLD);
    for (const [path, text] of OLD) expect((await world.get(path))?.text).toBe(text);
    expect(await world.get("index.html")).toMatchObject({
      type: "text/html; charset=utf-8",
      cache: "public, max-age=0, must-revalidate",
    });
    expect(await world.get(style(OLD))).toMatchObject({
      type: "text/css; charset=utf-8",
      cache: "public, max-age=31536000, immutable",
    });
    expect(await world.get("feed é &.xml")).toMatchObject({ type: "application/xml; charset=utf-8" });
    const before = world.writes.size;
    await deployTo(world.store(), OLD);
    expect([...world.writes.values()].every((times) => times === 1)).toBe(true);
    expect(world.writes.size).toBe(before);
    const state = await openState(world.store());
    expect(isEmpty(planFor(world.store(), state, filesOf(OLD), { now: 0, keepDays: 30 }))).toBe(true);
  });

  it("removes only files of this site; old style sheets stay for some days", async () => {
    await world.put("foreign.html", "mine");
    await deployTo(world.store(), OLD, 100 * DAY);
    await deployTo(world.store(), NEW, 101 * DAY);
    expect(await world.get("gone/index.html")).toBeUndefined();
    expect(await world.get(style(OLD))).toBeDefined();
    await deployTo(world.store(), release(3, ["a"]), 131.5 * DAY);
    expect(await world.get(style(OLD))).toBeUndefined();
    expect(await world.get(style(NEW))).toBeDefined();
    expect((await world.get("foreign.html"))?.text).toBe("mine");
  });

  it("goes back to an earlier release without an upload", async () => {
    await deployTo(world.store(), OLD, 100 * DAY);
    await deployTo(world.store(), NEW, 101 * DAY);
    const before = world.writes.size;
    const store = world.store();
    const state = await openState(store);
    const files = await previousRelease(store, state);
    if (files === undefined) throw new Error("no previous release");
    await carryOut(
      store,
      planFor(store, state, files, { now: 102 * DAY, keepDays: 30 }),
      files,
      undefined,
      () => undefined,
    );
    for (const [path, text] of OLD) expect((await world.get(path))?.text, path).toBe(text);
    expect(await world.get("new/index.html")).toBeUndefined();
    expect(await world.get("index.html")).toMatchObject({
      type: "text/html; charset=utf-8",
      cache: "public, max-age=0, must-revalidate",
    });
    expect(world.writes.size).toBe(before);
  });

  it("survives a connection that is cut anywhere, and goes on where it stopped", async () => {
    for (let run = 0; run < runs(30); run += 1) await surviveCut(world);
  });

  it("bears with errors of the server and with slow answers", async () => {
    const patient = await openWorld(5, 1000);
    try {
      let count = 0;
      patient.harm = (number) =>
        number % 5 === 0
          ? "500"
          : number % 7 === 0
            ? "lose"
            : number % 11 === 0
              ? { wait: 300 }
              : number === 12
                ? { wait: 2000 }
                : ((count += 1), "pass");
      await deployTo(patient.store(), OLD);
      await deployTo(patient.store(), NEW, 101 * DAY);
      expect(count).toBeGreaterThan(20);
      for (const [path, text] of NEW) expect((await patient.get(path))?.text, path).toBe(text);
      expect(await patient.get("gone/index.html")).toBeUndefined();
    } finally {
      await patient.close();
    }
  });

  it("changes nothing with wrong credentials, and reports them without their values", async () => {
    await deployTo(world.store(), OLD);
    const failed = await deployTo(world.store("wrong-secret-1234"), NEW).then(
      () => undefined,
      (error: unknown) => deployFailure(error, "s3://site/"),
    );
    expect(failed).toMatchObject({
      code: "deploy-failed",
      message: "Handbill could not deploy to s3://site/: the secret key does not match the access key.",
    });
    expect(JSON.stringify(failed)).not.toContain("wrong-secret-1234");
    await expectWholeSite(world, [OLD]);
  });

  it("shows readers no missing page and no page without styles meanwhile", async () => {
    const many = Array.from({ length: 30 }, (_, index) => `p${index}`);
    const [old, next] = [release(1, many), release(2, [...many, "new"])];
    await deployTo(world.store(), old);
    let reads = 0;
    const waiting: { readonly until: number; readonly go: () => void }[] = [];
    // Slow enough for a reader to see every moment of it: each request waits for some reads.
    world.harm = () => ({
      wait: new Promise<void>((go) => void waiting.push({ until: reads + 20, go })),
    });
    let isOver = false;
    const deployed = deployTo(world.store(), next, 101 * DAY).finally(() => (isOver = true));
    let [seenNew, atTheEnd] = [0, 0];
    const read = (path: string) => ((reads += 1), world.get(path));
    /** The parts that a reader of a page misses. */
    const missing = async (path: string): Promise<string[]> => {
      const page = await read(path);
      if (page === undefined || !page.text.endsWith("</html>")) return [`${path} (page)`];
      if (page.text.includes("home 2")) seenNew += 1;
      const style = /stylesheet" href="\/([^"]+)/.exec(page.text)?.[1] ?? "no style";
      const parts = (await read(style)) === undefined ? [`${style} (style)`] : [];
      // The last link of a new page leads to the newest one.
      const isNew = page.text.includes('<a href="/new/index.html"');
      return isNew && (await world.get("new/index.html")) === undefined ? [...parts, "new (link)"] : parts;
    };
    const wrong: string[] = [];
    while (!isOver || atTheEnd < 10) {
      if (isOver) atTheEnd += 1;
      while (waiting[0] !== undefined && waiting[0].until <= reads) waiting.shift()?.go();
      const path = reads % 5 === 0 ? "index.html" : `${many[reads % many.length] ?? ""}/index.html`;
      wrong.push(...(await missing(path)));
    }
    await deployed;
    expect(wrong).toEqual([]);
    expect(reads).toBeGreaterThan(200);
    expect(seenNew).toBeGreaterThan(0);
  });
});

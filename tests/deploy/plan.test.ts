/** What a deployment will do. */

import { describe, expect, it } from "vitest";
import { cacheControlOf, kindOf } from "../../src/deploy/file-kind.js";
import { isEmpty, planDeploy, trueState } from "../../src/deploy/plan.js";
import { NOTHING, readState, stateText, type Files, type State } from "../../src/deploy/state.js";
import { inParallel } from "../../src/deploy/store.js";

const DAY = 86_400_000;
const files = (...list: readonly string[]): Files =>
  new Map(list.map((one) => [one.split("=")[0] ?? "", { hash: one.split("=")[1] ?? "h", size: 1 }]));
const held = (...list: readonly string[]): State => ({ ...NOTHING, files: files(...list) });
const plan = (wanted: Files, state: State, now = 0, canCopy = true) =>
  planDeploy({ wanted, state, now, keepDays: 30, canCopy });

describe("the order of a deployment", () => {
  it("is hashed files, other files, new pages, changed pages, the home page", () => {
    const made = plan(
      files("index.html=2", "old/index.html=2", "new/index.html", "a.0a1b2c3d.css", "feed.xml=2", "same.txt"),
      held("index.html=1", "old/index.html=1", "feed.xml=1", "same.txt"),
    );
    expect(made.phases.map((phase) => phase.map(({ path, why }) => `${path} ${why}`))).toEqual([
      ["a.0a1b2c3d.css new"],
      ["feed.xml changed"],
      ["new/index.html new"],
      ["old/index.html changed"],
      ["index.html changed"],
    ]);
  });

  it("has nothing in it when nothing changed", () => {
    expect(isEmpty(plan(files("a.html", "b.css"), held("a.html", "b.css")))).toBe(true);
  });

  it("does not depend on the order of the files", () => {
    const [one, two] = [plan(files("a.html", "b.html"), NOTHING), plan(files("b.html", "a.html"), NOTHING)];
    expect(one.id).toBe(two.id);
    expect(one.phases).toEqual(two.phases);
  });
});

describe("a file that the release has no longer", () => {
  it("goes at once, when its name says nothing of its bytes", () => {
    const made = plan(files("a.html"), held("a.html", "b.html"));
    expect(made.remove).toEqual(["b.html"]);
    expect(made.keep).toEqual([{ path: "b.html", hash: "h" }]);
    expect([...made.closing.files.keys()].sort()).toEqual(["a.html", "b.html"]);
    expect([...made.after.files.keys()]).toEqual(["a.html"]);
  });

  it("stays for some days if its name has a hash, counted from its last use", () => {
    const first = plan(files("a.html"), held("a.html", "x.0a1b2c3d.js"), 10 * DAY);
    expect(first.remove).toEqual([]);
    expect(first.after.files.get("x.0a1b2c3d.js")?.gone).toBe(10 * DAY);
    expect(plan(files("a.html"), first.after, 39 * DAY).remove).toEqual([]);
    expect(plan(files("a.html"), first.after, 40 * DAY).remove).toEqual(["x.0a1b2c3d.js"]);
    expect(
      plan(files("a.html", "x.0a1b2c3d.js"), first.after, 99 * DAY).after.files.get("x.0a1b2c3d.js"),
    ).toEqual({ hash: "h", size: 1 });
  });

  it("is dropped from the copies after as many days", () => {
    const made = plan(files("a.html=2"), held("a.html=1"), 10 * DAY);
    expect([...made.after.kept]).toEqual([["1", { hash: "1", size: 1, gone: 10 * DAY }]]);
    expect(plan(files("a.html=2"), made.after, 40 * DAY)).toMatchObject({
      drop: ["1"],
      after: { kept: new Map() },
    });
  });

  it("is removed with releases of that age, except the last two", () => {
    let state: State = NOTHING;
    const deploy = (at: number, keepDays: number) =>
      planDeploy({ wanted: files(`a.html=${at}`), state, now: at * DAY, keepDays, canCopy: true });
    for (const day of [0, 1, 2]) state = deploy(day, 30).after;
    const known = state.releases.map(({ id }) => id);
    expect(known).toHaveLength(3);
    // The first was replaced on day 1, the second on day 2.
    const made = deploy(31, 30);
    expect([made.forget, made.closing.releases.length, made.after.releases.map(({ id }) => id)]).toEqual([
      [known[0]],
      4,
      [known[1], known[2], made.id],
    ]);
    expect(deploy(99, 30).forget).toEqual(known.slice(0, 2));
    for (const day of [3, 4, 5, 6]) state = deploy(day, 0).after;
    expect(state.releases).toHaveLength(2);
  });

  it("is not copied where the target cannot", () => {
    expect(plan(files("a.html=2"), held("a.html=1"), 0, false)).toMatchObject({
      keep: [],
      after: { kept: new Map() },
    });
  });
});

it("uses the files of the target after an interruption, and treats no file of others as its own", () => {
  const state: State = { ...held("a=1", "b=1", "c=1", "d=1"), pending: ["a", "b", "c", "e", "f"] };
  const now = trueState(
    state,
    new Map([
      ["a", "2"],
      ["b", "1"],
      ["c", undefined],
      ["e", "9"],
      ["f", ""],
    ]),
  );
  expect([...now.files].map(([path, { hash }]) => `${path}=${hash}`)).toEqual(["a=2", "b=1", "d=1", "e=9"]);
  expect(now.pending).toEqual([]);
});

it("stores the reason that it gets", () => {
  const state: State = {
    files: new Map([
      ["a", { hash: "h", size: 1 }],
      ["b", { hash: "i", size: 2, gone: 3 }],
    ]),
    kept: new Map([["k", { hash: "k", size: 1, gone: 1 }]]),
    releases: [{ id: "r", time: 5 }],
    pending: ["a"],
  };
  expect(readState(Buffer.from(stateText(state)))).toEqual(state);
  expect(readState(undefined)).toEqual(NOTHING);
  expect(() => readState(Buffer.from("{"))).toThrow("damaged");
  expect(() => readState(Buffer.from('{"version":99}'))).toThrow("another version");
});

it.each([
  ["a path that leads out", { files: { "../victim/file.txt": ["h", 1] } }],
  ["a path from the root", { files: { "/etc/x": ["h", 1] } }],
  ["a path that climbs later", { pending: ["a/../../x"] }],
  ["a path of another system", { files: { "a\\..\\x": ["h", 1] } }],
  ["a file of the program's own", { files: { ".handbill/state.json": ["h", 1] } }],
  ["a hash that is a path", { files: { a: ["../../x", 1] } }],
  ["a copy that is a path", { kept: { "../x": ["h", 1] } }],
  ["a release that is a path", { releases: [{ id: "../x", time: 1 }] }],
  ["no list", { pending: 7 }],
])("remembers nothing of a target where it finds %s", (_, odd) => {
  expect(() =>
    readState(
      Buffer.from(JSON.stringify({ version: 1, files: {}, kept: {}, releases: [], pending: [], ...odd })),
    ),
  ).toThrow(/has entries outside the target's folder/);
});

it.each([
  ["assets/app.3f9c01ab.css", "hashed"],
  ["assets/app-3f9c01ab.js", "hashed"],
  ["assets/app.3f9c01ab.js.map", "hashed"],
  ["app.20240101.css", "other"],
  ["report-deadbeef.pdf", "other"],
  ["jquery-3.7.1.min.js", "other"],
  ["pagefind/fragment/en_1a2b3c4.pf_fragment", "hashed"],
  ["pagefind/pagefind-entry.json", "other"],
  ["page-3f9c01ab.html", "page"],
  ["index.html", "page"],
])("%s is %s", (path, kind) => {
  expect(kindOf(path)).toBe(kind);
  expect(cacheControlOf(path).includes("immutable")).toBe(kind === "hashed");
});

it("stops at the first failure, and starts nothing after it", async () => {
  const started: number[] = [];
  const work = async (item: number): Promise<void> => {
    started.push(item);
    await new Promise((done) => setTimeout(done, 5));
    if (item === 1) throw new Error("no");
  };
  await expect(inParallel([0, 1, 2, 3, 4, 5], 2, work)).rejects.toThrow("no");
  expect(started).toEqual([0, 1, 2]);
});

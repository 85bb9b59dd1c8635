/** The watcher where the system watches no more folders. */

import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { watchSite } from "../../src/system/watch.js";
import { eventually } from "../support/eventually.js";

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  return { ...fs, watch: vi.fn(fs.watch) };
});

const full = (code: string) => () => {
  throw Object.assign(new Error(`${code}: System limit for number of file watchers reached`), { code });
};

it.each([
  ["the first folder of all", "ENOSPC", 0],
  ["a folder in the middle", "ENOSPC", 2],
  ["the folder of the configuration, the last", "EMFILE", 3],
])("polls files from %s on, reports that once, and notices every change", async (_, code, good) => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-limit-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "content/docs/deep"), { recursive: true });
  writeFileSync(join(root, "content/docs/deep/a.md"), "a");
  writeFileSync(join(root, ".eleventy.ts"), "");
  const { watch: real } = await vi.importActual<typeof import("node:fs")>("node:fs");
  const mocked = vi
    .mocked(watch)
    .mockReset()
    .mockImplementation(full(code) as never);
  for (let times = 0; times < good; times += 1) mocked.mockImplementationOnce(real as never);
  const heard = new Set<string>();
  const limited: string[] = [];
  const watcher = watchSite({
    root,
    trees: ["content"],
    changed: (paths) => paths.forEach((path) => heard.add(path)),
    gone: () => undefined,
    limited: (reason) => limited.push(reason),
  });
  onTestFinished(() => watcher.close());
  watcher.also([""]);
  watcher.also(["", "lib"]);
  const hears = async (path: string): Promise<void> => {
    heard.clear();
    await eventually(
      () => heard.has(path),
      () => `${path} was not heard, but ${[...heard].join(", ")}`,
    );
  };
  appendFileSync(join(root, "content/docs/deep/a.md"), "more");
  await hears("content/docs/deep/a.md");
  writeFileSync(join(root, ".eleventy.ts"), "// changed");
  await hears(".eleventy.ts");
  // A folder that came later, and what is in it.
  mkdirSync(join(root, "lib"));
  writeFileSync(join(root, "lib/x.ts"), "x");
  mkdirSync(join(root, "content/new"));
  writeFileSync(join(root, "content/new/b.md"), "b");
  heard.clear();
  await eventually(
    () => heard.has("lib/x.ts") && heard.has("content/new/b.md"),
    () => [...heard].join(", "),
  );
  expect(limited).toEqual([
    `the system cannot watch more folders (${code}; on Linux, raise fs.inotify.max_user_watches)`,
  ]);
});

it("goes on watching where one folder cannot be read, and watches that when it can be", async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-closed-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "content/docs"), { recursive: true });
  const { watch: real } = await vi.importActual<typeof import("node:fs")>("node:fs");
  vi.mocked(watch)
    .mockReset()
    .mockImplementation(real as never)
    .mockImplementationOnce(real as never)
    .mockImplementationOnce(full("EACCES") as never);
  const heard = new Set<string>();
  const limited: string[] = [];
  const watcher = watchSite({
    root,
    trees: ["content"],
    changed: (paths) => paths.forEach((path) => heard.add(path)),
    gone: () => undefined,
    limited: (reason) => limited.push(reason),
  });
  onTestFinished(() => watcher.close());
  expect(vi.mocked(watch).mock.calls.map(([path]) => path)).toEqual(
    ["content", "content/docs", ""].map((path) => join(root, path)),
  );
  chmodSync(join(root, "content/docs"), 0o755);
  await eventually(
    () => heard.has("content/docs"),
    () => [...heard].join(", "),
  );
  writeFileSync(join(root, "content/docs/a.md"), "a");
  await eventually(
    () => heard.has("content/docs/a.md"),
    () => [...heard].join(", "),
  );
  expect(limited).toEqual([]);
});

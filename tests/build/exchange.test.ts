/** A site that takes the place of another one, with a reader at each step and a kill at each step. */

import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, describe, it, onTestFinished } from "vitest";
import { isCheap } from "../../src/writer/exchange.js";
import type { FileSystem } from "../../src/writer/file-system.js";
import { readPending } from "../../src/writer/pending.js";
import { openWriter } from "../../src/writer/write.js";
import { disk } from "../../src/system/disk.js";
import { readTree } from "../support/site.js";

type Site = Readonly<Record<string, string>>;

const old: Site = { "index.html": "old", "a/index.html": "old a", "gone.html": "old", "same.css": "same" };
const next: Site = { "index.html": "new", "a/index.html": "new a", "b/b.html": "new b", "same.css": "same" };
const other: Site = { "index.html": "third", "same.css": "same" };

const MINE = "mine.txt";

function folder(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-exchange-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

const paths = (root: string) => ({
  folder: join(root, "_site"),
  cache: join(root, ".cache/handbill"),
  root,
  pid: process.pid,
});

function write(files: FileSystem, root: string, site: Site): void {
  const writer = openWriter(files, paths(root));
  if ("code" in writer) throw new Error(writer.message);
  try {
    for (const [path, content] of Object.entries(site)) writer.write(path, content);
    writer.commit(() => undefined);
  } finally {
    writer.close();
  }
}

const read = (root: string): Site =>
  Object.fromEntries(
    [...readTree(join(root, "_site"))]
      .map(([path, bytes]): [string, string] => [path, bytes.toString()])
      .filter(([path]) => path !== MINE),
  );

const begun = (root: string) =>
  readPending(disk, join(root, ".cache/handbill/outputs.pending.json"))?.get("_site");

/** The real disk, with a look after each change of it; from the change with this number on, nothing happens any more. */
function watched(
  look: () => void,
  dies = Infinity,
): { readonly files: FileSystem; readonly steps: () => number } {
  let steps = 0;
  const step =
    <A extends unknown[], R>(operation: (...args: A) => R) =>
    (...args: A): R => {
      if ((steps += 1) >= dies) throw new Error("killed");
      const result = operation(...args);
      look();
      return result;
    };
  const { makeFolder, write, append, copy, link, rename, remove, removeFolder, create } = disk;
  const changes = { makeFolder, write, append, copy, link, rename, remove, removeFolder, create };
  const files = Object.fromEntries(
    Object.entries(changes).map(([name, change]) => [name, step(change as never)]),
  );
  return { files: { ...disk, ...files }, steps: () => steps };
}

/** Writes `site` on a disk on which the process is killed at a step; false when it ended before. */
function killedAt(step: number, root: string, site: Site): boolean {
  const { files, steps } = watched(() => undefined, step);
  try {
    write(files, root, site);
    return false;
  } catch (error) {
    if (steps() < step) throw error;
    return true;
  } finally {
    // The process that held it is gone.
    rmSync(join(root, ".cache/handbill/lock"), { force: true });
  }
}

describe("a small site", () => {
  it("is the old one or the new one at each step, and missing only between two renames", () => {
    const root = folder();
    write(disk, root, old);
    const seen: string[] = [];
    const site = (tree: Site) => JSON.stringify(Object.entries(tree).sort());
    const names = new Map([
      [site(old), "old"],
      [site(next), "new"],
      [site({}), "missing"],
    ]);
    write(watched(() => seen.push(names.get(site(read(root))) ?? "mixed")).files, root, next);
    expect(seen.filter((name, index) => name !== seen[index - 1])).toEqual(["old", "missing", "new"]);
    expect(seen.filter((name) => name === "missing")).toHaveLength(1);
  });

  it("is the old or the new site after a kill at each step, and the next build completes it", () => {
    let step = 1;
    for (let ends = false; !ends; step += 1) {
      const root = folder();
      write(disk, root, old);
      ends = !killedAt(step, root, next);
      const tree = read(root);
      if (disk.stat(join(root, "_site")) === undefined)
        expect(begun(root)?.isMixed, `step ${step}`).toBe(false);
      else expect([old, next], `step ${step}`).toContainEqual(tree);
      expect(begun(root)?.isMixed ?? false).toBe(false);
      write(disk, root, other);
      expect(read(root), `step ${step}`).toEqual(other);
      expect(disk.list(root).sort()).toEqual([".cache", "_site"]);
      expect(begun(root)).toBeUndefined();
    }
    expect(step).toBeGreaterThan(20);
  });

  it("comes back as it was when a build was killed between the two renames and the next one fails", () => {
    const root = folder();
    write(disk, root, old);
    let step = 1;
    const isMissing = () => disk.stat(join(root, "_site")) === undefined;
    while (killedAt(step, root, next) && !isMissing()) step += 1;
    expect(isMissing()).toBe(true);
    const writer = openWriter(disk, paths(root));
    if ("code" in writer) throw new Error(writer.message);
    writer.close();
    expect(read(root)).toEqual(old);
  });
});

describe("a folder that is not exchanged", () => {
  /** Changes the old site so that its folder must stay; gives what undoes it. */
  const reasons: readonly [string, (root: string) => void][] = [
    ["as it holds somebody else's file", (root) => writeFileSync(join(root, "_site", MINE), "mine")],
    ["as it holds somebody else's folder", (root) => mkdirSync(join(root, "_site/empty"))],
    ["as it has rights of its own", (root) => chmodSync(join(root, "_site"), 0o700)],
  ];

  it.each(reasons)("%s is the same folder after the build", (_, change) => {
    const root = folder();
    write(disk, root, old);
    change(root);
    const before = readFolder(root);
    write(disk, root, next);
    expect(read(root)).toEqual(next);
    expect(readFolder(root)).toBe(before);
  });

  it.runIf(process.platform === "linux")(
    "as a program works in it is the same folder after the build",
    async () => {
      const root = folder();
      write(disk, root, { ...old, "deep/er/x.html": "x" });
      const child = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => 0, 1e6)"], {
        cwd: join(root, "_site/deep/er"),
      });
      onTestFinished(() => void child.kill("SIGKILL"));
      await new Promise((ready) => child.stdout.once("data", ready));
      const before = readFolder(root);
      write(disk, root, next);
      expect(read(root)).toEqual(next);
      expect(readFolder(root)).toBe(before);
    },
  );

  it("as the system refuses it gets its files one by one", () => {
    for (const refused of ["_site", "old"]) {
      const root = folder();
      write(disk, root, old);
      const busy: FileSystem = {
        ...disk,
        rename(from, to) {
          if ((refused === "_site" ? from : to).endsWith("_site"))
            if (from.endsWith("_site") || from.endsWith("/site"))
              throw Object.assign(new Error("EBUSY"), { code: "EBUSY", syscall: "rename" });
          disk.rename(from, to);
        },
      };
      write(busy, root, next);
      expect(read(root), refused).toEqual(next);
      expect(disk.list(root).sort()).toEqual([".cache", "_site"]);
    }
  });

  it("is known to be mixed after a kill, and the next build completes it before anything else", () => {
    let mixed = 0;
    let step = 1;
    for (let ends = false; !ends; step += 1) {
      const root = folder();
      write(disk, root, old);
      writeFileSync(join(root, "_site", MINE), "mine");
      ends = !killedAt(step, root, next);
      const isMixed = ![old, next].some((site) => same(site, read(root)));
      if (isMixed) {
        mixed += 1;
        expect(begun(root)?.isMixed, `step ${step}`).toBe(true);
      }
      const wasBegun = begun(root)?.isMixed === true;
      const writer = openWriter(disk, paths(root));
      if ("code" in writer) throw new Error(writer.message);
      writer.close();
      expect(read(root), `step ${step}`).toEqual(wasBegun ? next : read(root));
      expect(begun(root)?.isMixed ?? false).toBe(false);
      write(disk, root, other);
      expect(read(root), `step ${step}`).toEqual(other);
      expect(readFileSync(join(root, "_site", MINE), "utf8")).toBe("mine");
      expect(disk.list(root).sort()).toEqual([".cache", "_site"]);
    }
    expect(mixed).toBeGreaterThan(2);
  });

  it("writes assets before pages and the home page after them, and removes old files last", () => {
    const root = folder();
    write(disk, root, { ...old, "style.css": "old" });
    writeFileSync(join(root, "_site", MINE), "mine");
    const changed: string[] = [];
    let last = read(root);
    const look = () => {
      const now = read(root);
      for (const path of new Set([...Object.keys(last), ...Object.keys(now)]))
        if (last[path] !== now[path]) changed.push(path);
      last = now;
    };
    write(watched(look).files, root, { ...next, "style.css": "new" });
    expect(changed).toEqual(["style.css", "a/index.html", "b/b.html", "index.html", "gone.html"]);
  });
});

it("a file that somebody puts into the folder while it is exchanged comes along", () => {
  const root = folder();
  write(disk, root, old);
  const late: FileSystem = {
    ...disk,
    rename(from, to) {
      if (from.endsWith("_site")) {
        mkdirSync(join(from, "a/new"));
        writeFileSync(join(from, "a/new", "late.txt"), "late");
      }
      disk.rename(from, to);
    },
  };
  write(late, root, next);
  expect(read(root)).toEqual({ ...next, "a/new/late.txt": "late" });
});

it("one edit among thousands of pages gives no second name to the others", () => {
  expect([isCheap(500, 1), isCheap(10_000, 1), isCheap(0, 10_000), isCheap(2000, 10_000)]).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

const same = (a: Site, b: Site) => {
  const text = (site: Site) => JSON.stringify(Object.entries(site).sort());
  return text(a) === text(b);
};

/** What tells one folder from another. */
function readFolder(root: string): string {
  return disk.stat(join(root, "_site"))?.look.split(" ").at(-1) ?? "";
}

/** Writing a site on a file system that fails at any step. */

import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FileSystem } from "../../src/build/file-system.js";
import { openWriter, writeFailure, type Written } from "../../src/build/write.js";
import type { Diagnostic } from "../../src/model.js";
import { disk } from "../../src/host/disk.js";
import { readTree } from "../support/site.js";

interface WriteInput {
  readonly files: Record<string, string>;
  readonly root: string;
}

/** One build's writing, from the opening to the end. */
function writeSite(fileSystem: FileSystem, { files, root }: WriteInput): Written | Diagnostic {
  const writer = openWriter(fileSystem, { folder: join(root, "_site"), cache: join(root, ".cache/handbill"), root, pid: process.pid });
  if ("code" in writer) return writer;
  try {
    for (const [path, content] of Object.entries(files)) writer.write(path, content);
    return writer.commit();
  } catch (error) {
    return writeFailure(error, root);
  } finally {
    writer.close();
  }
}

function folder(): { readonly root: string; input(files: Record<string, string>): WriteInput } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-write-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "content"));
  return {
    root,
    input: (files) => ({ files, root }),
  };
}

const old = { "index.html": "old home", "a/index.html": "old a", "gone.html": "old gone" };
const next = { "index.html": "new home", "a/index.html": "new a", "b/index.html": "new b" };

/** The real disk, but the operation with this number fails. */
function failingAt(step: number, code: string): { readonly files: FileSystem; readonly steps: () => number } {
  let steps = 0;
  const guard = <A extends unknown[], R>(operation: (...args: A) => R) => (...args: A): R => {
    steps += 1;
    if (steps === step) throw Object.assign(new Error(code), { code });
    return operation(...args);
  };
  return { files: { ...disk, write: guard(disk.write), copy: guard(disk.copy), makeFolder: guard(disk.makeFolder), create: guard(disk.create) }, steps: () => steps };
}

describe("a disk that is full, or may not be written", () => {
  it("leaves the old site byte for byte, wherever it fails, and the next build mends it", () => {
    const count = failingAt(0, "");
    const { input: first } = folder();
    writeSite(disk, first(old));
    writeSite(count.files, first(next));
    expect(count.steps()).toBeGreaterThan(6);
    for (const code of ["ENOSPC", "EROFS", "EACCES"]) {
      for (let step = 1; step < count.steps(); step += 1) {
        const { root, input } = folder();
        expect(writeSite(disk, input(old))).toEqual({ written: 3, removed: 0, unchanged: 0 });
        const failed = writeSite(failingAt(step, code).files, input(next));
        // The last step is the manifest's, after the site is whole.
        const tree = Object.fromEntries([...readTree(join(root, "_site"))].map(([name, bytes]) => [name, bytes.toString()]));
        if (!("code" in failed)) continue;
        expect(failed.code).toBe("write-failed");
        expect([old, next], `${code} at step ${step}`).toContainEqual(tree);
        expect(writeSite(disk, input(next))).not.toHaveProperty("code");
        expect([...readTree(root).keys()].filter((name) => name.includes("tmp"))).toEqual([]);
        expect(readFileSync(join(root, "_site/index.html"), "utf8")).toBe("new home");
      }
    }
  });
});

describe("the lock", () => {
  it("says who writes, and does not outlive its process", () => {
    const { root, input } = folder();
    mkdirSync(join(root, ".cache/handbill"), { recursive: true });
    writeFileSync(join(root, ".cache/handbill/lock"), String(process.ppid));
    const refused = writeSite(disk, input(old));
    expect(refused).toMatchObject({ code: "write-failed", message: `Another build of this site is writing (process ${process.ppid}).` });
    writeFileSync(join(root, ".cache/handbill/lock"), "999999999");
    expect(writeSite(disk, input(old))).toMatchObject({ written: 3 });
  });
});

describe("the manifest", () => {
  it.each([["missing", undefined], ["no JSON", "{"], ["of another version", '{"version":0,"files":{"mine.txt":"x"}}'], ["pointing outside", '{"version":2,"files":{"../content/a.md":["x",""],"/etc/passwd":["x",""]}}'], ["of the wrong form", '{"version":2,"files":null}']])("is not trusted when it is %s: nothing is removed", (_, text) => {
    const { root, input } = folder();
    mkdirSync(join(root, ".cache/handbill"), { recursive: true });
    mkdirSync(join(root, "_site"));
    writeFileSync(join(root, "_site/mine.txt"), "mine");
    writeFileSync(join(root, "content/a.md"), "a");
    if (text !== undefined) writeFileSync(join(root, ".cache/handbill/outputs.json"), text);
    expect(writeSite(disk, input(old))).toMatchObject({ written: 3, removed: 0 });
    expect(readFileSync(join(root, "_site/mine.txt"), "utf8")).toBe("mine");
    expect(readFileSync(join(root, "content/a.md"), "utf8")).toBe("a");
  });

  it("does not let a file go that somebody has changed since", () => {
    const { root, input } = folder();
    writeSite(disk, input(old));
    writeFileSync(join(root, "_site/gone.html"), "changed by hand");
    expect(writeSite(disk, input(next))).toMatchObject({ removed: 0 });
    expect(readFileSync(join(root, "_site/gone.html"), "utf8")).toBe("changed by hand");
  });

  it("lets a page become a folder and a folder a page", () => {
    const { root, input } = folder();
    writeSite(disk, input({ "a.html": "page" }));
    expect(writeSite(disk, input({ "a.html/index.html": "folder" }))).toMatchObject({ written: 1 });
    expect(writeSite(disk, input({ "a.html": "page again" }))).not.toHaveProperty("code");
    expect([...readTree(join(root, "_site")).keys()]).toEqual(["a.html"]);
  });
});

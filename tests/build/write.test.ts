/** Writing a site on a file system that fails at any step. */

import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { FileSystem } from "../../src/writer/file-system.js";
import type { Written } from "../../src/writer/site-writer.js";
import { isWriteError, openWriter, writeFailure } from "../../src/writer/write.js";
import type { Diagnostic } from "../../src/model/model.js";
import { disk } from "../../src/system/disk.js";
import { readTree } from "../support/read-tree.js";

interface WriteInput {
  readonly files: Record<string, string>;
  readonly root: string;
}

/** One build's writing, from the opening to the end. */
function writeSite(
  fileSystem: FileSystem,
  { files, root }: WriteInput,
  name = "_site",
  remember: () => void = () => undefined,
): Written | Diagnostic {
  const writer = openWriter(fileSystem, {
    folder: join(root, name),
    cache: join(root, ".cache/handbill"),
    root,
    pid: process.pid,
  });
  if ("code" in writer) return writer;
  try {
    for (const [path, content] of Object.entries(files)) writer.write(path, content);
    return writer.commit(remember);
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
  const guard =
    <A extends unknown[], R>(operation: (...args: A) => R) =>
    (...args: A): R => {
      steps += 1;
      if (steps === step) throw Object.assign(new Error(code), { code });
      return operation(...args);
    };
  return {
    files: {
      ...disk,
      write: guard(disk.write),
      copy: guard(disk.copy),
      makeFolder: guard(disk.makeFolder),
      create: guard(disk.create),
    },
    steps: () => steps,
  };
}

describe("a disk that is full, or may not be written", () => {
  it("leaves the old site byte for byte wherever it fails, and the next build completes it", () => {
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
        const tree = Object.fromEntries(
          [...readTree(join(root, "_site"))].map(([name, bytes]) => [name, bytes.toString()]),
        );
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

describe("the writer", () => {
  it.each([
    "../evil.html",
    "a/../../evil.html",
    "/evil.html",
    "..\\evil.html",
    "c:/evil.html",
    "a//b.html",
    "./b.html",
    "a/..",
    "",
    ".",
  ])("takes no file whose path is %j", (path) => {
    const { root, input } = folder();
    expect(writeSite(disk, input(old))).toMatchObject({ written: 3 });
    const before = readTree(root);
    expect(writeSite(disk, input({ ...next, [path]: "evil" }))).toMatchObject({
      code: "write-failed",
      message: expect.stringContaining(`${path} is not a path below the output folder`) as unknown,
    });
    expect(readTree(root)).toEqual(before);
  });

  it("takes files whose names have dots", () => {
    const { root, input } = folder();
    expect(writeSite(disk, input({ ".well-known/a..b.txt": "x", "..a/.b": "x" }))).toMatchObject({
      written: 2,
    });
    expect([...readTree(join(root, "_site")).keys()].sort()).toEqual(["..a/.b", ".well-known/a..b.txt"]);
  });
});

describe("an obstacle in the output folder", () => {
  it("stops the writing before anything is changed when it is somebody else's", () => {
    const { root, input } = folder();
    writeSite(disk, input({ "a.html": "page", "z.html": "old z" }));
    mkdirSync(join(root, "_site/b.html"));
    writeFileSync(join(root, "_site/b.html/mine.txt"), "mine");
    const before = [...readTree(join(root, "_site"))].map(String);
    expect(
      writeSite(disk, input({ "a.html/index.html": "folder", "b.html": "b", "z.html": "new z" })),
    ).toMatchObject({
      code: "write-failed",
      message:
        "Handbill could not write the site: b.html must be a file, but a folder with another " +
        "program's b.html/mine.txt is there. The previous site stays as it was.",
    });
    expect([...readTree(join(root, "_site"))].map(String)).toEqual(before);
    writeFileSync(join(root, "_site/a.html"), "changed by hand");
    expect(writeSite(disk, input({ "a.html/index.html": "folder" }))).toMatchObject({
      message:
        "Handbill could not write the site: a.html must be a folder, but another program's file is " +
        "there. The previous site stays as it was.",
    });
    expect(readFileSync(join(root, "_site/a.html"), "utf8")).toBe("changed by hand");
  });

  it("is not written through when it is a link, even to a folder inside", () => {
    const { root, input } = folder();
    mkdirSync(join(root, "_site/real"), { recursive: true });
    symlinkSync("real", join(root, "_site/docs"));
    expect(writeSite(disk, input({ "docs/a.html": "a" }))).toMatchObject({ code: "write-failed" });
    expect([...readTree(join(root, "_site")).keys()]).toEqual([]);
  });
});

describe("the output folder", () => {
  it("may be a link to a separate folder, but not to the sources or to the home folder", () => {
    const { root, input } = folder();
    mkdirSync(join(root, "elsewhere"));
    symlinkSync("elsewhere", join(root, "_site"));
    expect(writeSite(disk, input({ "a.html": "a" }))).toMatchObject({ written: 1 });
    expect(readFileSync(join(root, "elsewhere/a.html"), "utf8")).toBe("a");
    for (const target of ["content", ".", "..", "content/deep"]) {
      rmSync(join(root, "_site"));
      mkdirSync(join(root, "content/deep"), { recursive: true });
      symlinkSync(target, join(root, "_site"));
      expect(writeSite(disk, input({ "a.html": "a" })), target).toMatchObject({ code: "output-unsafe" });
    }
    const away = folder();
    expect(
      openWriter(
        { ...disk, home: () => away.root },
        { folder: away.root, cache: join(root, ".cache/handbill"), root, pid: process.pid },
      ),
    ).toMatchObject({ code: "output-unsafe" });
  });

  it("has its own list of written files", () => {
    const { root, input } = folder();
    const elsewhere = (files: Record<string, string>) => writeSite(disk, input(files), "dist");
    writeSite(disk, input(old));
    expect(elsewhere(old)).toEqual({ written: 3, removed: 0, unchanged: 0 });
    expect(writeSite(disk, input({ "index.html": "old home" }))).toEqual({
      written: 0,
      removed: 2,
      unchanged: 1,
    });
    expect([...readTree(join(root, "dist")).keys()]).toEqual(["a/index.html", "gone.html", "index.html"]);
    expect(elsewhere({ "index.html": "old home" })).toMatchObject({ removed: 2 });
  });

  it("keeps pages unread only if it is the folder of the last build", () => {
    const { root, input } = folder();
    const keeps = (name: string) => {
      const writer = openWriter(disk, {
        folder: join(root, name),
        cache: join(root, ".cache/handbill"),
        root,
        pid: process.pid,
      });
      if ("code" in writer) throw new Error(writer.message);
      const kept = writer.keep("index.html");
      writer.close();
      return kept;
    };
    writeSite(disk, input(old));
    expect(keeps("_site")).toBe(true);
    writeSite(disk, input(next), "dist");
    expect([keeps("_site"), keeps("dist")]).toEqual([false, true]);
  });
});

describe("files on their way", () => {
  it.each([
    [1, "_site.handbill-tmp"],
    [2, "_site/.handbill-tmp"],
  ])("are on the file system of the output folder (device %i)", (device, expected) => {
    const { root, input } = folder();
    mkdirSync(join(root, "_site"));
    const made = new Set<string>();
    const mounted: FileSystem = {
      ...disk,
      stat(path) {
        const found = disk.stat(path);
        return found && { ...found, device: path.startsWith(join(root, "_site")) ? device : 1 };
      },
      write(path, content) {
        made.add(dirname(path));
        disk.write(path, content);
      },
    };
    expect(writeSite(mounted, input(old))).toMatchObject({ written: 3 });
    expect(made).toContain(join(root, expected));
    expect([...readTree(root).keys()].filter((name) => name.includes("tmp"))).toEqual([]);
  });

  it("that a dead build left are cleaned away", () => {
    const { root, input } = folder();
    mkdirSync(join(root, "_site.handbill-tmp"));
    writeFileSync(join(root, "_site.handbill-tmp/0"), "left");
    writeSite(disk, input({}));
    expect([...readTree(root).keys()]).toEqual([".cache/handbill/outputs.json"]);
  });
});

describe("a page whose name changes only in letter case", () => {
  it("is not taken for an old file where the file system takes both for one", () => {
    const { root, input } = folder();
    writeSite(disk, input({ "About.html": "a" }));
    const real = (path: string) => path.replace("about.html", "About.html");
    const folding: FileSystem = {
      ...disk,
      stat: (path) => disk.stat(real(path)),
      readBytes: (path) => disk.readBytes(real(path)),
    };
    expect(writeSite(folding, input({ "about.html": "a" }))).toEqual({
      written: 0,
      removed: 0,
      unchanged: 1,
    });
    expect(readFileSync(join(root, "_site/About.html"), "utf8")).toBe("a");
  });
});

describe("a build that dies while files take their places", () => {
  it("is repaired by the next build, which removes obsolete files and checks all others", () => {
    const { root, input } = folder();
    writeSite(disk, input(old));
    // With a file of somebody else in it, the folder is not exchanged.
    writeFileSync(join(root, "_site/mine.txt"), "mine");
    let renames = 0;
    const dying: FileSystem = {
      ...disk,
      rename(from, to) {
        if (!to.endsWith(".json") && (renames += 1) > 2)
          throw Object.assign(new Error("EIO"), { code: "EIO", syscall: "rename" });
        disk.rename(from, to);
      },
    };
    const failed = writeSite(dying, input({ ...next, "new.html": "new", "style.css": "x" }));
    expect(failed).toMatchObject({
      code: "write-failed",
      message:
        "Handbill could not write the site: EIO. Some files were already replaced. Fix this and build again.",
    });
    expect(readFileSync(join(root, "_site/style.css"), "utf8")).toBe("x");
    const writer = openWriter(disk, {
      folder: join(root, "_site"),
      cache: join(root, ".cache/handbill"),
      root,
      pid: process.pid,
    });
    expect("code" in writer ? writer : writer.keep("index.html")).toBe(false);
    if (!("code" in writer)) writer.close();
    expect(writeSite(disk, input({ "index.html": "old home" }))).not.toHaveProperty("code");
    expect([...readTree(join(root, "_site")).keys()]).toEqual(["index.html", "mine.txt"]);
    expect([...readTree(join(root, ".cache/handbill")).keys()]).toEqual([
      "outputs.json",
      expect.stringMatching(/^pages\/./),
    ]);
  });
});

describe("a cache that cannot be saved after the site is written", () => {
  it("is reported as such, and the next build does not use it", () => {
    const { root, input } = folder();
    writeSite(disk, input(old));
    const failed = writeSite(disk, input(next), "_site", () => {
      throw Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" });
    });
    expect(failed).toMatchObject({
      code: "write-failed",
      message: expect.stringMatching(/disk is full.*Some files were already replaced/) as string,
    });
    const writer = openWriter(disk, {
      folder: join(root, "_site"),
      cache: join(root, ".cache/handbill"),
      root,
      pid: process.pid,
    });
    if ("code" in writer) throw new Error(writer.message);
    expect(writer.keep("index.html")).toBe(false);
    writer.close();
  });
});

describe("a copy", () => {
  const copy = (files: FileSystem, root: string, from: string) => {
    const writer = openWriter(files, {
      folder: join(root, "_site"),
      cache: join(root, ".cache/handbill"),
      root,
      pid: process.pid,
    });
    if ("code" in writer) return writer;
    try {
      writer.copy(join(root, from), "x.bin");
      return writer.commit(() => undefined);
    } catch (error) {
      return isWriteError(error) ? writeFailure(error, root) : undefined;
    } finally {
      writer.close();
    }
  };

  it("is not read again while it and its source look the same, and follows its bytes", () => {
    const { root } = folder();
    writeFileSync(join(root, "content/x.bin"), "one");
    expect(copy(disk, root, "content/x.bin")).toMatchObject({ written: 1 });
    const read: string[] = [];
    const watching: FileSystem = { ...disk, readBytes: (path) => (read.push(path), disk.readBytes(path)) };
    expect(copy(watching, root, "content/x.bin")).toEqual({ written: 0, removed: 0, unchanged: 1 });
    expect(read).toEqual([]);
    writeFileSync(join(root, "content/x.bin"), "two");
    expect(copy(disk, root, "content/x.bin")).toMatchObject({ written: 1 });
    writeFileSync(join(root, "_site/x.bin"), "2wo");
    expect(copy(disk, root, "content/x.bin")).toMatchObject({ written: 1 });
    expect(readFileSync(join(root, "_site/x.bin"), "utf8")).toBe("two");
  });

  it("of an unreadable file is reported at that file", () => {
    const { root } = folder();
    expect(copy(disk, root, "content/gone.bin")).toMatchObject({
      code: "file-gone",
      file: "content/gone.bin",
    });
  });
});

describe("the lock", () => {
  it("is not held by a process that only has the number of a dead one", () => {
    const { root, input } = folder();
    mkdirSync(join(root, ".cache/handbill"), { recursive: true });
    writeFileSync(join(root, ".cache/handbill/lock"), `${process.ppid} 1`);
    const files: FileSystem = { ...disk, processStart: (pid) => (pid === process.ppid ? "2" : "3") };
    expect(writeSite(files, input(old))).toMatchObject({ written: 3 });
    writeFileSync(join(root, ".cache/handbill/lock"), `${process.ppid} 2`);
    expect(writeSite(files, input(old))).toMatchObject({ code: "write-failed" });
    expect(readFileSync(join(root, ".cache/handbill/lock"), "utf8")).toBe(`${process.ppid} 2`);
  });

  it("says who writes, and does not outlive its process", () => {
    const { root, input } = folder();
    mkdirSync(join(root, ".cache/handbill"), { recursive: true });
    writeFileSync(join(root, ".cache/handbill/lock"), String(process.ppid));
    const refused = writeSite(disk, input(old));
    expect(refused).toMatchObject({
      code: "write-failed",
      message: `Another build of this site is writing (process ${process.ppid}).`,
    });
    writeFileSync(join(root, ".cache/handbill/lock"), "999999999");
    expect(writeSite(disk, input(old))).toMatchObject({ written: 3 });
  });
});

describe("the manifest", () => {
  it.each([
    ["missing", undefined],
    ["no JSON", "{"],
    ["of another version", '{"version":0,"files":{"mine.txt":"x"}}'],
    [
      "pointing outside",
      JSON.stringify({
        version: 4,
        last: "_site",
        folders: {
          _site: { paths: "../content/a.md\0/etc/passwd", hashes: "ypeBEsobvcr6wjGzmiPcTQ\0x", looks: "\0" },
        },
      }),
    ],
    ["of the wrong form", '{"version":4,"folders":null}'],
    ["of wrong entries", '{"version":4,"folders":{"_site":{"paths":7,"hashes":{}},"x":null}}'],
    ["a list", "[]"],
  ])("is not trusted when it is %s: nothing is removed", (_, text) => {
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

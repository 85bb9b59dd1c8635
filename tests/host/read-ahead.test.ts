/** Many files are read in another thread, and come as if they were read here. */

import { EventEmitter } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { readAhead, readHashed } from "../../src/system/read-ahead.js";

const root = mkdtempSync(join(tmpdir(), "handbill-read-ahead-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each([3, 2600])("%i files arrive in order, with the unreadable ones", async (amount) => {
  mkdirSync(join(root, "content"), { recursive: true });
  const paths = Array.from({ length: amount }, (_, index) => `content/${index}.md`);
  for (const [index, path] of paths.entries())
    if (index % 7 !== 2)
      writeFileSync(join(root, path), index % 5 === 0 ? "" : `# Page ${index} é\n`.repeat(index % 13));
  const read: ReturnType<typeof readHashed>[] = [];
  for await (const files of readAhead(root, paths)) read.push(...files);
  const bytes = (file: (typeof read)[number]) =>
    "bytes" in file ? { ...file, bytes: Buffer.from(file.bytes).toString() } : file;
  expect(read.map(bytes)).toEqual(paths.map((path) => bytes(readHashed(root, path))));
  expect(read[2]).toMatchObject({ code: "file-gone", file: "content/2.md" });
});

it("a reader that stops before the end leaves no thread behind", async () => {
  const paths = Array.from({ length: 2600 }, (_, index) => `content/${index}.md`);
  for await (const files of readAhead(root, paths)) {
    expect([...files][0]).toMatchObject({ path: "content/0.md" });
    break;
  }
});

it.each(["error", "exit"])(
  "all files come, too, where the thread ends with `%s` before its time",
  async (event) => {
    vi.resetModules();
    vi.doMock("node:worker_threads", () => ({
      Worker: class extends EventEmitter {
        postMessage(): void {
          setImmediate(() => this.emit(event, new Error("out of memory")));
        }
        terminate(): void {}
      },
    }));
    const dying = await import("../../src/system/read-ahead.js");
    vi.doUnmock("node:worker_threads");
    const paths = Array.from({ length: 2600 }, (_, index) => `content/${index}.md`);
    const read: string[] = [];
    for await (const files of dying.readAhead(root, paths))
      for (const file of files) read.push("path" in file ? file.path : String(file.file));
    expect(read).toEqual(paths);
  },
);

/** A folder comes into its place whole, or not at all, on a file system that fails at any step. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { FileSystem } from "../../src/writer/file-system.js";
import { placeFolder } from "../../src/writer/place-folder.js";
import { disk } from "../../src/system/disk.js";
import { readTree } from "../support/read-tree.js";

const files = new Map([
  ["content/index.md", "home"],
  ["content/docs/a.md", "a"],
  [".eleventy.ts", "settings"],
]);

function folder(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-place-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** The real disk, but the operation with this number fails. */
function failingAt(step: number): { readonly files: FileSystem; readonly steps: () => number } {
  let steps = 0;
  const guard =
    <A extends unknown[], R>(operation: (...args: A) => R) =>
    (...args: A): R => {
      steps += 1;
      if (steps === step) throw Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" });
      return operation(...args);
    };
  return {
    files: {
      ...disk,
      write: guard(disk.write),
      makeFolder: guard(disk.makeFolder),
      rename: guard(disk.rename),
    },
    steps: () => steps,
  };
}

it.each([
  ["that is new, with the folders above it", ["a/b/site"], []],
  ["that is there, beside what is in it", ["."], [".git/HEAD", "LICENSE"]],
])("a folder %s", (_, [name = ""], others) => {
  const make = () => {
    const root = folder();
    for (const path of others) {
      mkdirSync(join(root, path, ".."), { recursive: true });
      writeFileSync(join(root, path), "other");
    }
    return root;
  };
  const count = failingAt(0);
  const whole = make();
  placeFolder(count.files, files, join(whole, name), 7);
  const placed = [...files].map(([path, text]) => [name === "." ? path : `${name}/${path}`, text] as const);
  expect(Object.fromEntries([...readTree(whole)].map(([path, bytes]) => [path, bytes.toString()]))).toEqual(
    Object.fromEntries([...others.map((path) => [path, "other"] as const), ...placed]),
  );
  expect(count.steps()).toBeGreaterThan(7);
  for (let step = 1; step <= count.steps(); step += 1) {
    const root = make();
    const before = [disk.list(root), readTree(root)];
    expect(() => placeFolder(failingAt(step).files, files, join(root, name), 7), `step ${step}`).toThrow(
      "full",
    );
    expect([disk.list(root), readTree(root)], `step ${step}`).toEqual(before);
  }
});

it("removes files of a killed build, and keeps files that another program put there", () => {
  const root = folder();
  mkdirSync(join(root, ".handbill-new-7/content"), { recursive: true });
  writeFileSync(join(root, ".handbill-new-7/content/half.md"), "half");
  placeFolder(disk, files, join(root, "site"), 7);
  expect([...readTree(root).keys()]).toEqual([...files.keys()].map((path) => `site/${path}`).sort());

  const taken: FileSystem = {
    ...disk,
    rename(from, to) {
      mkdirSync(to);
      writeFileSync(join(to, "mine.txt"), "mine");
      disk.rename(from, to);
    },
  };
  const other = folder();
  expect(() => placeFolder(taken, files, join(other, "a/site"), 7)).toThrow();
  expect([...readTree(other).keys()]).toEqual(["a/site/mine.txt"]);
});

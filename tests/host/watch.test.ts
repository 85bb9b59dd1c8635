/** The watcher: every way in which a file of a site changes is heard, and at once. */

import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { pollFolders } from "../../src/system/poll.js";
import { watchSite } from "../../src/system/watch.js";
import { eventually } from "../support/eventually.js";

function folder(): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-watch-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "content/docs"), { recursive: true });
  writeFileSync(join(root, "content/docs/a.md"), "a");
  writeFileSync(join(root, ".eleventy.ts"), "");
  return root;
}

/** Watches a folder; gives what was heard since this was last asked. */
function watching(root: string) {
  const heard = new Set<string>();
  const watcher = watchSite({
    root,
    trees: ["content", "layouts"],
    changed: (paths) => paths.forEach((path) => heard.add(path)),
    gone: () => heard.add("gone"),
    limited: (reason) => heard.add(reason),
  });
  watcher.also(["", "tools/lib"]);
  onTestFinished(() => watcher.close());
  const hears = async (path: string): Promise<void> => {
    await eventually(
      () => heard.has(path),
      () => `${path} was not heard, but ${[...heard].join(", ")}`,
    );
    heard.clear();
  };
  return { heard, hears };
}

describe("is noticed", () => {
  it("a file that is saved, made, renamed and removed, at any depth", async () => {
    const root = folder();
    const { hears } = watching(root);
    appendFileSync(join(root, "content/docs/a.md"), "more");
    await hears("content/docs/a.md");
    // As editors save: aside, and renamed into its place.
    writeFileSync(join(root, "content/docs/a.md.tmp"), "new");
    renameSync(join(root, "content/docs/a.md.tmp"), join(root, "content/docs/a.md"));
    await hears("content/docs/a.md");
    rmSync(join(root, "content/docs/a.md"));
    await hears("content/docs/a.md");
  });

  it("a file in a folder that is new, moved, or was missing at first", async () => {
    const root = folder();
    const { hears } = watching(root);
    mkdirSync(join(root, "content/new/deep"), { recursive: true });
    await hears("content/new");
    writeFileSync(join(root, "content/new/deep/b.md"), "b");
    await hears("content/new/deep/b.md");
    renameSync(join(root, "content/new"), join(root, "content/moved"));
    await hears("content/moved");
    writeFileSync(join(root, "content/moved/deep/b.md"), "c");
    await hears("content/moved/deep/b.md");
    mkdirSync(join(root, "layouts"));
    await hears("layouts");
    writeFileSync(join(root, "layouts/page.njk"), "");
    await hears("layouts/page.njk");
  });

  it("a file in a folder that replaced another, at once and later", async () => {
    const root = folder();
    mkdirSync(join(root, "tools/lib"), { recursive: true });
    const { hears } = watching(root);
    for (const path of ["content/docs", "content", "tools/lib", "tools"]) {
      // Before the watcher can look.
      renameSync(join(root, path), join(root, "aside"));
      mkdirSync(join(root, path), { recursive: true });
      await hears(path);
      writeFileSync(join(root, path, "new.md"), "new");
      await hears(`${path}/new.md`);
      rmSync(join(root, path), { recursive: true });
      mkdirSync(join(root, path, "deep"), { recursive: true });
      renameSync(join(root, "aside"), join(root, path, "deep/moved"));
      await hears(path);
      writeFileSync(join(root, path, "newer.md"), "newer");
      await hears(`${path}/newer.md`);
    }
    mkdirSync(join(root, "tools/lib"));
    await hears("tools/lib");
    writeFileSync(join(root, "tools/lib/x.ts"), "x");
    await hears("tools/lib/x.ts");
  });

  it("another folder that replaces the whole site", async () => {
    const root = folder();
    const { hears } = watching(root);
    const from = process.cwd();
    onTestFinished(() => process.chdir(from));
    renameSync(root, `${root}-aside`);
    onTestFinished(() => rmSync(`${root}-aside`, { recursive: true, force: true }));
    await hears("gone");
    mkdirSync(join(root, "content/docs"), { recursive: true });
    await hears("");
    writeFileSync(join(root, "content/docs/b.md"), "b");
    await hears("content/docs/b.md");
  });

  it("a saved or added file at the target of a link, and a new target", async () => {
    const root = folder();
    mkdirSync(join(root, "shared/texts"), { recursive: true });
    writeFileSync(join(root, "shared/texts/l.md"), "l");
    symlinkSync("../shared/texts/l.md", join(root, "content/l.md"));
    symlinkSync("a.md", join(root, "content/docs/again.md"));
    symlinkSync("../later/x.md", join(root, "content/later.md"));
    symlinkSync("../shared/texts", join(root, "content/texts"));
    const { hears } = watching(root);
    writeFileSync(join(root, "shared/texts/l.md"), "more");
    await hears("content/l.md");
    // As editors save, and with the folder in another's place.
    writeFileSync(join(root, "shared/texts/l.tmp"), "more");
    renameSync(join(root, "shared/texts/l.tmp"), join(root, "shared/texts/l.md"));
    await hears("content/l.md");
    renameSync(join(root, "shared"), join(root, "aside"));
    mkdirSync(join(root, "shared/texts"), { recursive: true });
    await hears("content/texts");
    writeFileSync(join(root, "shared/texts/l.md"), "new");
    await hears("content/l.md");
    writeFileSync(join(root, "shared/texts/m.md"), "new");
    await hears("content/texts/m.md");
    writeFileSync(join(root, "content/docs/a.md"), "more");
    await hears("content/docs/again.md");
    mkdirSync(join(root, "later"));
    await hears("content/later.md");
    writeFileSync(join(root, "later/x.md"), "x");
    await hears("content/later.md");
    symlinkSync("../aside/texts", join(root, "content/t"));
    renameSync(join(root, "content/t"), join(root, "content/texts"));
    await hears("content/texts");
    writeFileSync(join(root, "aside/texts/l.md"), "other");
    await hears("content/texts/l.md");
  });

  it("the configuration, and a file in a linked folder", async () => {
    const root = folder();
    mkdirSync(join(root, "shared"));
    symlinkSync("../shared", join(root, "content/shared"));
    symlinkSync("..", join(root, "content/round"));
    const { hears } = watching(root);
    writeFileSync(join(root, ".eleventy.ts"), "// changed");
    await hears(".eleventy.ts");
    writeFileSync(join(root, "content/shared/c.md"), "c");
    await hears("content/shared/c.md");
  });
});

it("ignores files that editors leave next to a file", async () => {
  const root = folder();
  const { heard, hears } = watching(root);
  for (const name of [".a.md.swp", "a.md~", "#a.md#"]) writeFileSync(join(root, "content/docs", name), "x");
  writeFileSync(join(root, "content/docs/z.md"), "z");
  await hears("content/docs/z.md");
  expect([...heard]).toEqual([]);
});

it("files are polled if the system cannot watch more folders", async () => {
  const root = folder();
  const heard = new Set<string>();
  const poll = pollFolders(root, ["content"], [""], (path) => heard.add(path));
  onTestFinished(() => poll.close());
  appendFileSync(join(root, "content/docs/a.md"), "more");
  writeFileSync(join(root, "content/docs/b.md"), "b");
  writeFileSync(join(root, ".eleventy.ts"), "// more");
  await eventually(
    () => heard.size === 3,
    () => [...heard].join(", "),
  );
  expect([...heard].sort()).toEqual([".eleventy.ts", "content/docs/a.md", "content/docs/b.md"]);
});

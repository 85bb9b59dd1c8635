/** What is a file of the site, and what is not. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createLineReader, listFiles, listPublished, readSource } from "../../src/system/files.js";
import { isLeftOut } from "../../src/system/leftovers.js";

function folder(...files: string[]): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-files-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), file);
  }
  return root;
}

const told = (root: string, name = "content") =>
  listFiles(root, name).diagnostics.map(({ code, file, message }) => `${code} ${file}: ${message}`);

describe("the files of a site", () => {
  it("are listed from the root, in one order", () => {
    const root = folder(
      "content/b.md",
      "content/B.md",
      "content/a/z.md",
      "content/a.md",
      "content/ä.md",
      "public/x",
    );
    expect(listFiles(root, "content")).toEqual({
      value: ["content/B.md", "content/a.md", "content/a/z.md", "content/b.md", "content/ä.md"],
      diagnostics: [],
    });
  });

  it("are empty in a missing folder, or at a file", () => {
    expect(listFiles(folder("content"), "content")).toEqual({ value: [], diagnostics: [] });
    expect(listFiles(folder(), "content")).toEqual({ value: [], diagnostics: [] });
  });

  it("are never hidden ones, keys or leftovers", () => {
    const left = [
      ".git/config",
      ".env",
      ".env.local",
      ".DS_Store",
      "a~",
      ".a.swp",
      "a.swp",
      "#a#",
      ".#a",
      "Thumbs.db",
      "thumbs.DB",
      "desktop.ini",
      "node_modules/x.md",
      "id_rsa",
      "id_ed25519",
      "tls.pem",
      "tls.key",
      "cert.P12",
    ];
    const kept = [
      ".well-known/security.txt",
      ".nojekyll",
      ".htaccess",
      "keys.md",
      "id_rsa.md",
      "a#b.md",
      "a.key.md",
    ];
    const root = folder(...[...left, ...kept].map((name) => `public/${name}`));
    expect(listFiles(root, "public").value).toEqual(kept.map((name) => `public/${name}`).sort());
    expect(left.filter((name) => !name.split("/").some(isLeftOut))).toEqual([]);
  });
});

describe("links", () => {
  it("are followed inside the site", () => {
    const root = folder("content/a/x.md", "shared/y.md");
    symlinkSync("../shared", join(root, "content/more"));
    symlinkSync("a/x.md", join(root, "content/x.md"));
    expect(listFiles(root, "content")).toEqual({
      value: ["content/a/x.md", "content/more/y.md", "content/x.md"],
      diagnostics: [],
    });
  });

  it("are not followed out of it, nor to a folder whose name starts like the site's", () => {
    const root = folder("site/content/a.md", "site-private/b.md");
    symlinkSync("../../site-private", join(root, "site/content/out"));
    symlinkSync("/etc/hostname", join(root, "site/content/h.md"));
    symlinkSync("nowhere", join(root, "site/content/n.md"));
    expect(listFiles(join(root, "site"), "content").value).toEqual(["content/a.md"]);
    expect(told(join(root, "site")).sort()).toEqual([
      "symlink-outside content/h.md: This link points outside the site, so Handbill ignores it.",
      "symlink-outside content/n.md: This link is broken, so Handbill ignores it.",
      "symlink-outside content/out: This link points outside the site, so Handbill ignores it.",
    ]);
  });

  it("are not followed if the folder itself is a link out of the site", () => {
    const root = folder("site/x", "private/b.md");
    symlinkSync("../private", join(root, "site/content"));
    expect(listFiles(join(root, "site"), "content").value).toEqual([]);
    expect(told(join(root, "site"))).toEqual([
      "symlink-outside content: This link points outside the site, so Handbill ignores it.",
    ]);
  });

  it("do not publish ignored files under another name", () => {
    const root = folder("content/a.md", ".env", ".git/config", "id_rsa", "node_modules/lib/logo.svg");
    symlinkSync("../.env", join(root, "content/env.txt"));
    symlinkSync("../.git", join(root, "content/git"));
    symlinkSync("../id_rsa", join(root, "content/key.txt"));
    symlinkSync("../node_modules/lib/logo.svg", join(root, "content/logo.svg"));
    expect(listFiles(root, "content").value).toEqual(["content/a.md", "content/logo.svg"]);
    expect(told(root)).toContain(
      "symlink-outside content/env.txt: This link points to .env, which Handbill never publishes.",
    );
  });

  it("that lead round in a circle end it, and make no page twice", () => {
    const root = folder("content/a/b/x.md");
    symlinkSync(".", join(root, "content/a/b/self"));
    symlinkSync("../..", join(root, "content/a/b/up"));
    symlinkSync("loop", join(root, "content/loop"));
    expect(listFiles(root, "content").value).toEqual(["content/a/b/x.md"]);
  });
});

describe("a pipe", () => {
  it("is left out with a warning, also through a link", () => {
    const root = folder("content/a.md");
    execFileSync("mkfifo", [join(root, "content/pipe.md"), join(root, "other")]);
    symlinkSync("../other", join(root, "content/to-pipe"));
    expect(listFiles(root, "content").value).toEqual(["content/a.md"]);
    expect(told(root).sort()).toEqual(
      ["content/pipe.md", "content/to-pipe"].map(
        (name) => `special-file ${name}: This is a pipe, a socket or a device, so Handbill ignores it.`,
      ),
    );
  });
});

describe("reading", () => {
  it("gives bytes, or why there are none", () => {
    const root = folder("content/a.md");
    expect(readSource(root, "content/a.md")).toEqual({
      path: "content/a.md",
      bytes: Buffer.from("content/a.md"),
    });
    expect(readSource(root, "content/b.md")).toMatchObject({
      code: "file-gone",
      file: "content/b.md",
      message: "The file disappeared while Handbill was reading the site (ENOENT).",
    });
    expect(readSource(root, "content")).toMatchObject({ code: "file-gone", file: "content" });
    expect(readSource(root, `content/${"a".repeat(300)}`)).toMatchObject({
      code: "file-unreadable",
      message: "Handbill cannot read this file or folder: its path is too long for this system.",
    });
  });

  it("gives lines as the author counts them", () => {
    const root = folder();
    writeFileSync(join(root, "a"), "\ufeffone\r\ntwo\rthree\nfour");
    writeFileSync(join(root, "b"), "other");
    const readLine = createLineReader(root);
    expect([
      readLine("a", 1),
      readLine("a", 3),
      readLine("b", 1),
      readLine("a", 4),
      readLine("a", 9),
      readLine("c", 1),
    ]).toEqual(["one", "three", "other", "four", undefined, undefined]);
  });
});

describe("the published files", () => {
  it("is every file below the folder, but no link", () => {
    const root = folder("index.html", "a/index.html", ".well-known/x");
    symlinkSync("/etc/hostname", join(root, "h"));
    symlinkSync("a", join(root, "linked"));
    expect([...listPublished(root)].sort()).toEqual([".well-known/x", "a/index.html", "index.html"]);
    expect(listPublished(join(root, "missing")).size).toBe(0);
  });
});

/** When pages last changed, by histories that a test makes. */

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lastChanges } from "../../src/system/git.js";
import { site, type SiteDriver } from "../support/site.js";

const git = (root: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

/** Commits everything on a day. */
function commit(root: string, day: string): void {
  git(root, "add", "-A");
  execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "-qm", day], {
    cwd: root,
    env: {
      ...process.env,
      GIT_AUTHOR_DATE: `${day}T23:30:00-0800`,
      GIT_COMMITTER_DATE: `${day}T23:30:00-0800`,
    },
  });
}

/** A site in a folder of a repository: a.md from January, b.md changed in March, ü.md from February. */
async function repository(): Promise<{ readonly driver: SiteDriver; readonly root: string }> {
  const driver = await site({
    "site/content/a.md": "# A\n",
    "site/content/b.md": "# B\n",
    "site/.eleventy.ts":
      'import { defineSite } from "handbill";\nexport default defineSite({ lastUpdated: true });\n',
  });
  git(driver.root, "init", "-q");
  commit(driver.root, "2026-01-01");
  writeFileSync(driver.path("site/content/ü.md"), "# Ü\n");
  commit(driver.root, "2026-02-02");
  writeFileSync(driver.path("site/content/b.md"), "# B2\n");
  commit(driver.root, "2026-03-03");
  return { driver, root: driver.path("site") };
}

describe("the last changes", () => {
  const days = { "content/a.md": "2026-01-01", "content/ü.md": "2026-02-02", "content/b.md": "2026-03-03" };

  it("are those of the history, as the committers' calendars had them, by path from the site", async () => {
    const { root } = await repository();
    expect(lastChanges(root, "content")).toMatchObject({ days, isShallow: false });
  });

  it("are found from cached commits and newer ones", async () => {
    const { driver, root } = await repository();
    const before = lastChanges(root, "content");
    writeFileSync(join(root, "content/a.md"), "# A2\n");
    commit(driver.root, "2026-04-04");
    // What is known is believed, not asked again.
    expect(
      lastChanges(root, "content", {
        head: before?.head ?? "",
        days: { ...days, "content/b.md": "2000-01-01" },
      })?.days,
    ).toEqual({ ...days, "content/a.md": "2026-04-04", "content/b.md": "2000-01-01" });
  });

  it("of a shallow clone are those that are certain, and those that a previous build knew", async () => {
    const { driver } = await repository();
    mkdirSync(driver.path("clones"));
    git(driver.path("clones"), "clone", "-q", "--depth", "2", `file://${driver.root}`, "shallow");
    const root = driver.path("clones/shallow/site");
    expect(lastChanges(root, "content")).toMatchObject({
      days: { "content/b.md": "2026-03-03" },
      isShallow: true,
    });
    expect(
      lastChanges(root, "content", { head: "0".repeat(40), days: { "content/a.md": "2026-01-01" } })?.days,
    ).toEqual({ "content/a.md": "2026-01-01", "content/b.md": "2026-03-03" });
  });

  it("are nothing where there is no history", async () => {
    const driver = await site({ "content/a.md": "# A\n" });
    expect(lastChanges(driver.root, "content")).toBeUndefined();
  });
});

describe("a page", () => {
  it("shows when it changed; a commit renders only pages with another date", async () => {
    const { driver } = await repository();
    const inside = (await site({})) as SiteDriver;
    cpSync(driver.root, inside.root, { recursive: true });
    const build = () => inside.run("build", "--root", "site", "--explain");
    await build()
      .expectExit(0)
      .check(({ root }) => {
        expect(readPage(root, "a")).toContain('<time datetime="2026-01-01">2026-01-01</time>');
        writeFileSync(join(root, "site/content/b.md"), "---\nupdated: 2026-05-05\n---\n# B3\n");
        commit(root, "2026-06-06");
      });
    await build().check(({ root }, { stderr }) => {
      expect([...stderr.matchAll(/^content\/(\S+): /gm)].map(([, path]) => path)).toEqual(["b.md"]);
      expect(readPage(root, "b")).toContain('<time datetime="2026-05-05">');
    });
  });
});

function readPage(root: string, name: string): string {
  return execFileSync("cat", [join(root, "site/_site", name, "index.html")], { encoding: "utf8" });
}

/** The fourth oracle: the dev server answers with the bytes that a build writes, plus its one script; also after any edits. */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import { some } from "../support/runs.js";
import { site } from "../support/site.js";
import { expectSameAfterEdits, ownEdits, ownSite, usersEdits, usersSite } from "./same.js";

it("is the same for a site with templates, pagination, collections and computed data, after edits of each kind", {
  timeout: 120_000,
}, async () => {
  await expectSameAfterEdits(await usersSite(), usersEdits, 6);
});

async function newSite(): Promise<void> {
  const driver = await site({}).run("new", ".", "--title", "One");
  const settings = readFileSync(driver.path(".eleventy.ts"), "utf8");
  await expectSameAfterEdits(
    driver,
    { "the name": (root) => writeFileSync(join(root, ".eleventy.ts"), settings.replace("One", "Two")) },
    1,
  );
}

it.each(
  some<[string, () => Promise<void>]>(
    [
      ["a new site", newSite],
      ["Handbill's own site", async () => expectSameAfterEdits(await ownSite(), ownEdits, 2)],
    ],
    1,
  ),
)("is the same for %s", (_, holds) => holds(), 120_000);

it("is the same for a site whose pages say when they last changed", async () => {
  const driver = site({
    ".gitignore": ".cache\n",
    ".eleventy.ts":
      'import { defineSite } from "handbill";\nexport default defineSite({ lastUpdated: true });\n',
    "content/index.md": "# Home\n",
    "content/docs/index.md": "# Docs\n",
    "content/docs/a.md": "# A\n",
  });
  const git = (...args: string[]) =>
    driver
      .runOther("git", "-c", "user.name=Test", "-c", "user.email=test@example.com", ...args)
      .expectExit(0);
  await git("init", "-q");
  await git("add", "-A");
  await git("commit", "-qm", "All");
  await driver.build().expectContains("docs/a/index.html", "<time");
  await driver.remove(".cache").remove("_site");
  await expectSameAfterEdits(
    driver,
    { "a title": (root) => writeFileSync(join(root, "content/docs/a.md"), "# B\n") },
    1,
  );
});

it("reads only the bodies of requested pages", async () => {
  const driver = site({
    "content/index.md": "# Home\n",
    "content/a.md": "# A\n\n[b](b.md)\n",
    "content/b.md": "Text\n\n## Not parsed\n",
  });
  process.chdir(driver.root);
  const live = await openDevSite({ root: driver.root }, Date.now());
  const answer = await live.answer("a/");
  expect(answer.kind === "page" && answer.html).toContain('<h1 id="a">A</h1>');
  expect(live.unparsed()).toEqual(["content/b.md", "content/index.md"]);
});

it("starts from the cache of a build, renders no unchanged page, and works without that cache", async () => {
  const layout = "{{ title | counted }}{{ content | safe }}";
  const config =
    'import { defineSite } from "handbill";\n' +
    'export default defineSite({ eleventy(config) { config.addFilter("counted", (text: string) => ' +
    "{ (globalThis as { counted?: number }).counted = ((globalThis as { counted?: number " +
    "}).counted ?? 0) + 1; return text; }); } });\n";
  const driver = site({
    ".eleventy.ts": config,
    "layouts/docs.njk": layout,
    "content/index.md": "# Home\n",
    "content/a.md": "# A\n\n[b](b.md)\n",
    "content/b.md": "# B\n\nText\n",
  });
  // Files that were written a moment ago are read again.
  await new Promise((done) => setTimeout(done, 300));
  await driver.build().expectExit(0);
  process.chdir(driver.root);
  const counted = globalThis as { counted?: number };
  counted.counted = 0;
  const live = await openDevSite({ root: driver.root }, Date.now());
  const first = await live.answer("a/");
  expect(first.kind === "page" && first.html).toBe(readFileSync(driver.path("_site/a/index.html"), "utf8"));
  expect(live.unparsed()).toEqual([]);
  expect(counted.counted).toBe(0);
  await driver.remove(".cache").remove("_site");
  const second = await live.answer("b/");
  expect(second.kind === "page" && second.html).toBe('B<h1 id="b">B</h1>\n<p>Text</p>\n');
  expect(counted.counted).toBe(1);
});

it("answers like the last build before it has read the site, and never with outdated pages", async () => {
  const driver = site({ "content/index.md": "# Home\n", "content/a.md": "# A\n", "public/logo.txt": "logo" });
  await new Promise((done) => setTimeout(done, 300));
  await driver.build().expectExit(0).write("_site/a/index.html", "by hand");
  process.chdir(driver.root);
  const live = await openDevSite({ root: driver.root }, Date.now());
  const home = await live.answer("");
  expect(home.kind === "page" && [home.source, home.html]).toEqual([
    "content/index.md",
    readFileSync(driver.path("_site/index.html"), "utf8"),
  ]);
  expect(await live.answer("logo.txt")).toMatchObject({ kind: "made", output: "logo.txt" });
  // Nobody needed the pages yet.
  expect([live.counts.pages, live.near("x")]).toEqual([2, []]);
  const a = await live.answer("a/");
  expect(a.kind === "page" && a.html).toContain('<h1 id="a">A</h1>');

  const other = await openDevSite({ root: driver.root }, Date.now());
  await driver.write("content/index.md", "# New\n");
  // A page that is asked for while the change is taken up is the new one, too.
  const [applied, edited] = await Promise.all([other.apply(["content/index.md"]), other.answer("")]);
  expect(applied.pages).toBe(true);
  expect(edited.kind === "page" && edited.html).toContain('<h1 id="new">New</h1>');
});

it("shows drafts, which no build has made", async () => {
  const driver = site({
    "content/index.md": "# Home\n",
    "content/draft.md": "---\ndraft: true\n---\n# Draft\n",
  });
  await new Promise((done) => setTimeout(done, 300));
  await driver.build().expectExit(0);
  process.chdir(driver.root);
  const live = await openDevSite({ root: driver.root }, Date.now());
  expect(await live.answer("draft/")).toMatchObject({ kind: "page", isDraft: true });
  expect(live.counts.drafts).toBe(1);
});

it("ignores file changes that do not repair broken settings", async () => {
  const config = (title: string) =>
    `import { defineSite } from "handbill";\nexport default defineSite({ title: ${title} });\n`;
  const driver = site({ "content/index.md": "# Home\n", ".eleventy.ts": config('"T"') });
  process.chdir(driver.root);
  const live = await openDevSite({ root: driver.root }, Date.now());
  await driver.write(".eleventy.ts", config("="));
  expect((await live.apply([".eleventy.ts"])).pages).toBe(true);
  expect((await live.apply(["dev.log"])).pages).toBe(false);
  await driver.write(".eleventy.ts", config('"U"'));
  expect((await live.apply([".eleventy.ts"])).pages).toBe(true);
  expect(live.problems()).toEqual([]);
});

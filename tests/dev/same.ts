/** Compares what the dev server answers with what a build writes. */

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { startDev, type DevProcess } from "../support/dev.js";
import { eventually } from "../support/eventually.js";
import { runHere } from "../support/run-here.js";
import { PROJECT, readTree, site, type SiteDriver } from "../support/site.js";

const SCRIPT = '<script type="module" src="/@handbill/dev.js"></script>';

/** Every file of a build, asked of the server; gives their number. */
export async function expectSameAsBuild(dev: DevProcess, root: string): Promise<number> {
  const out = join(root, "..", `${root.split("/").pop()}-built`);
  const built = await runHere(["build", "--drafts", "--no-cache", "--jobs", "1", "--output", out], root);
  expect(built.code, built.stderr).toBe(0);
  const files = readTree(out);
  rmSync(out, { recursive: true });
  for (const [name, bytes] of files) {
    const path = `/${name
      .replace(/(^|\/)index\.html$/, "$1")
      .split("/")
      .map(encodeURIComponent)
      .join("/")}`;
    const answer = await dev.ask(path);
    expect(answer.status, `${path}\n${dev.said()}`).toBe(name === "404.html" ? 404 : 200);
    const isPage = name.endsWith(".html");
    expect(answer.body.includes(SCRIPT), name).toBe(isPage);
    expect(answer.body.replace(SCRIPT, ""), name).toBe(bytes.toString());
  }
  return files.size;
}

function isSameAsBuild(dev: DevProcess, root: string): Promise<boolean> {
  return expectSameAsBuild(dev, root).then(
    () => true,
    () => false,
  );
}

/** An edit of each kind after the other, in one process; compares after every so many edits. */
export async function expectSameAfterEdits(
  driver: SiteDriver,
  edits: Readonly<Record<string, (root: string) => void>>,
  every: number,
): Promise<void> {
  const dev = await startDev(driver.root);
  for (const [index, [name, edit]] of Object.entries(edits).entries()) {
    // A page that was asked for is kept; the edit must be seen all the same.
    await dev.ask("/");
    const before = dev.said().length;
    edit(driver.root);
    // An edit that the server reads before it is told of it changes nothing any more, and has no line.
    let polls = 0;
    await eventually(
      async () =>
        / ms\n/.test(dev.said().slice(before)) ||
        (++polls % 200 === 0 && (await isSameAsBuild(dev, driver.root))),
      () => `nothing was said of ${name}:\n${dev.said()}`,
    );
    if ((index + 1) % every === 0 || index + 1 === Object.keys(edits).length)
      expect(await expectSameAsBuild(dev, driver.root), name).toBeGreaterThan(3);
  }
}

const write = (file: string, text: string) => (root: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const change = (file: string, from: string | RegExp, to: string) => (root: string) =>
  writeFileSync(join(root, file), readFileSync(join(root, file), "utf8").replace(from, to));

export function ownSite(): SiteDriver {
  const driver = site({ "package.json": '{ "type": "module" }' });
  for (const name of [".eleventy.ts", "content", "layouts", "public"]) {
    if (existsSync(join(PROJECT, name)))
      cpSync(join(PROJECT, name), join(driver.root, name), { recursive: true });
  }
  return driver;
}

/** Of Handbill's own site. */
export const ownEdits = {
  "a body": change("content/index.md", /$/, "\n\nMore.\n"),
  "a title": change("content/docs/index.md", /^title: .*$/m, "title: Manual"),
};

export function usersSite(): SiteDriver {
  return site("a-site-that-uses-eleventy-as-its-users-do").install(
    "handbill",
    "@11ty/eleventy-plugin-rss",
    "@11ty/eleventy-navigation",
  );
}

/** Of a site with templates, pagination, collections and computed data: one of each kind. */
export const usersEdits = {
  "a body that a feed holds": change("content/posts/2024-01-05-first.md", /$/, "\n\nMore.\n"),
  "front matter": change("content/posts/2024-02-01-second.md", /^---$/m, "---\nsubtitle: Changed"),
  "a layout": change("layouts/base.njk", "</body>", "<p>Below</p></body>"),
  "an include": change("layouts/partials/side.njk", /$/, "<p>Side</p>"),
  "global data": change("content/_data/brand.json", /\{/, '{ "more": 1,'),
  "a picture of another size": change("content/dot.svg", 'width="40"', 'width="50"'),
  "a template": change("content/list.njk", /$/, "<p>More</p>"),
  "a new page": write("content/posts/2025-01-01-new.md", "---\ntitle: New\n---\nNew.\n"),
  "a page that moves": (root) =>
    renameSync(join(root, "content/posts/2025-01-01-new.md"), join(root, "content/notes/newer.md")),
  "a page that goes": (root) => rmSync(join(root, "content/notes/newer.md")),
  "the configuration": change(".eleventy.ts", /title: "[^"]*"/, 'title: "Renamed"'),
  "a module that it imports": change("lib/shout.ts", /toUpperCase\(\)/, "toLowerCase()"),
};

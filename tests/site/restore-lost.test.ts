/** `handbill check --write`: redirects and heading ids of a previous release are written where each has one certain answer. */

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { site, type Files, type SiteDriver } from "../support/site.js";

const config = (options: string) =>
  `import { defineSite } from "handbill";\nexport default defineSite(${options});\n`;

const HOME: Files = { "content/index.md": "# Home\n" };

/** A release in `old`, and the site after a change. */
const released = (files: Files, old: Files = {}): SiteDriver =>
  Object.entries(old).reduce(
    (driver, [path, text]) => driver.write(`old/${path}`, text),
    site({ ...HOME, ...files }).write("old/index.html", "<h1>Home</h1>"),
  );
const oldPage = (heading: string, ...ids: string[]) =>
  `<h1>${heading}</h1>${ids.map((id) => `<h2 id="${id}">x</h2>`).join("")}`;
const alias = (url: string) => `<meta http-equiv="refresh" content="0; url=${url}">`;

describe("check --write", () => {
  it.each<[string, Files, Files, Files]>([
    [
      "a page that moved with its heading and its name",
      { "content/guide/install.md": "# Install it\n" },
      { "docs/install/index.html": oldPage("Install it") },
      { "content/guide/install.md": "---\nredirectFrom: /docs/install/\n---\n\n# Install it\n" },
    ],
    [
      "a page that moved with its heading and every id",
      { "content/guide/setup.md": "---\norder: 1\n---\n# Install it\n\n## On Linux\n\n## On a Mac\n" },
      { "docs/install/index.html": oldPage("Install it", "on-linux", "on-a-mac") },
      {
        "content/guide/setup.md":
          "---\norder: 1\nredirectFrom: /docs/install/\n---\n# Install it\n\n## On Linux\n\n## On a Mac\n",
      },
    ],
    [
      "URLs with .html, and with capital letters",
      {
        "content/docs/start.md": "---\nredirectFrom: [/first/]\n---\n# Start\n",
        ".eleventy.ts": config('{ hosts: ["netlify"] }'),
      },
      { "docs/start.html": oldPage("Start"), "Docs/Start/index.html": oldPage("Start") },
      {
        "content/docs/start.md":
          "---\nredirectFrom: [/Docs/Start/, /docs/start.html, /first/]\n---\n# Start\n",
      },
    ],
    [
      "pages that only led on",
      {
        "content/a.md": "# A\n",
        ".eleventy.ts": config('{\n  redirects: {\n    "/x/": "/a/",\n  },\n}'),
      },
      { "one/index.html": alias("/a/"), "two/index.html": alias("https://other.example/b") },
      {
        "content/a.md": "---\nredirectFrom: /one/\n---\n\n# A\n",
        ".eleventy.ts": config(
          '{\n  redirects: {\n    "/two/": "https://other.example/b",\n    "/x/": "/a/",\n  },\n}',
        ),
      },
    ],
    [
      "what leads to a page of Eleventy",
      {
        "content/list.njk": "---\npermalink: /list/\ntitle: List\n---\n<p>x</p>",
        ".eleventy.ts": config('{ title: "T" }'),
      },
      { "one/index.html": alias("/list/") },
      { ".eleventy.ts": config('{\n  redirects: { "/one/": "/list/" }, title: "T" }') },
    ],
    [
      "the id of a heading that was renamed in its place",
      { "content/a.md": "# A\n\n## First\n\n```md\n## On Linuxes\n```\n\n## On Linuxes\n\n## Last ##\n" },
      { "a/index.html": oldPage("A", "first", "on-linux", "last") },
      {
        "content/a.md":
          "# A\n\n## First\n\n```md\n## On Linuxes\n```\n\n## On Linuxes {#on-linux}\n\n## Last ##\n",
      },
    ],
  ])("writes for %s", async (_, files, old, after) => {
    const made = released(files, old);
    for (const path of Object.keys(files)) made.keep(path.split("/")[0]?.startsWith(".") ? "old" : "content");
    await made
      .run("check", "--against", "old", "--write", "--dry-run")
      .expectStdout(/^diff --git [^]*can be written\n$/)
      .run("check", "--against", "old", "--write")
      .expectExit(0)
      .expectStderr(
        /[1-9]\d* (?:redirects?|heading ids?) written|[1-9] redirects? and \d heading ids? written/,
      )
      .check(({ root }) => expect(root).not.toBe(""));
    for (const [path, text] of Object.entries({ ...files, ...after })) await made.expectSource(path, text);
    await made
      .run("check", "--against", "old", "--write")
      .expectExit(0)
      .expectStderr(/0 redirects and 0 heading ids written/)
      .run("check", "--against", "old", "--format", "json")
      .expectDiagnostics();
  });

  it.each<[string, Files, Files]>([
    [
      "a heading that two pages have",
      { "content/x/a.md": "# Same\n", "content/y/a.md": "# Same\n" },
      { "a/index.html": oldPage("Same") },
    ],
    [
      "a heading that two old pages had",
      { "content/x/a.md": "# Same\n" },
      { "a/index.html": oldPage("Same"), "b/index.html": oldPage("Same") },
    ],
    [
      "a page that was there before, beside the lost one",
      { "content/x/a.md": "# Same\n" },
      { "a/index.html": oldPage("Same"), "x/a/index.html": oldPage("Other") },
    ],
    [
      "a page of the same name with another heading",
      { "content/x/a.md": "# Other\n" },
      { "a/index.html": oldPage("Same") },
    ],
    [
      "a page of the same heading with another name and other ids",
      { "content/x/b.md": "# Same\n\n## Two\n" },
      { "a/index.html": oldPage("Same", "one", "two") },
    ],
    [
      "an alias of a page that is gone, too",
      { "content/x/b.md": "# Same\n" },
      { "one/index.html": alias("/gone/") },
    ],
  ])("writes nothing for %s", async (_, files, old) => {
    await released(files, old)
      .keep("content")
      .run("check", "--against", "old", "--write")
      .expectExit(1)
      .expectStderr(/0 redirects and 0 heading ids written/)
      .expectUntouched("content");
  });

  it.each([
    ["a heading that a link names", "# A\n\n[x](#on-linuxes)\n\n## First\n\n## On Linuxes\n\n## Last\n"],
    ["a number that changed", "# A\n\n## First\n\n## On Linux 2\n\n## Last\n"],
    ["another topic in the place", "# A\n\n## First\n\n## With Docker\n\n## Last\n"],
    ["two new headings in the place", "# A\n\n## First\n\n## On Linuxes\n\n## On Linus\n\n## Last\n"],
    ["a heading in another place", "# A\n\n## First\n\n## Last\n\n## On Linuxes\n"],
    ["a heading with an id", "# A\n\n## First\n\n## On Linuxes {#linuxes}\n\n## Last\n"],
  ])("writes no id for %s", async (_, text) => {
    await released({ "content/a.md": text }, { "a/index.html": oldPage("A", "first", "on-linux", "last") })
      .run("check", "--against", "old", "--write")
      .expectStderr(/0 redirects and 0 heading ids written/)
      .expectSource("content/a.md", text);
  });

  it("guesses nothing from a list of URLs", async () => {
    await site({ ...HOME, "content/guide/install.md": "# Install it\n", "urls.txt": "/docs/install/\n" })
      .run("check", "--against", "urls.txt", "--write")
      .expectExit(1)
      .expectStderr(/0 redirects and 0 heading ids written/)
      .expectSource("content/guide/install.md", "# Install it\n");
  });

  it("compares with a git ref", async () => {
    const made = site({
      ...HOME,
      ".gitignore": "_site\n.cache\n",
      "content/docs/install.md": "# Install it\n",
    });
    const git = (...args: string[]) =>
      spawnSync("git", ["-c", "user.email=t@t.example", "-c", "user.name=T", ...args], { cwd: made.root });
    git("init", "--quiet", "-b", "main");
    git("add", "--all");
    git("commit", "--quiet", "-m", "x");
    await made
      .rename("content/docs/install.md", "content/guide/install.md")
      .run("check", "--since", "main", "--write")
      .expectExit(0)
      .expectStderr(/1 redirect and 0 heading ids written/)
      .expectSource("content/guide/install.md", "---\nredirectFrom: /docs/install/\n---\n\n# Install it\n");
  });

  it("makes a broken link to the lost URL one to a redirect", async () => {
    const link = "# A\n\nSee [it](/docs/install/).\n";
    await released(
      { "content/guide/install.md": "# Install it\n", "content/a.md": link },
      { "docs/install/index.html": oldPage("Install it") },
    )
      .run("check", "--against", "old", "--write")
      .expectExit(0)
      .expectStderr(/\n1 warning\n1 redirect and 0 heading ids written\n$/)
      .expectSource("content/a.md", link);
  });

  it("puts everything back where the site would have a new finding", async () => {
    await released(
      {
        "content/a.md": "# A\n\n## On Linuxes\n",
        "content/b.md": "---\nlayout: own\n---\n# B\n",
        "layouts/own.njk": '<title>{{ title }}</title><a href="/a/#on-linuxes">x</a>{{ content | safe }}',
      },
      { "a/index.html": oldPage("A", "on-linux") },
    )
      .keep("content")
      .run("check", "--against", "old", "--write")
      .expectStderr(/Nothing was written, because the site would have a new finding: [^\n]*#on-linuxes/)
      .expectUntouched("content");
  });

  it("needs a previous release", async () => {
    await site(HOME)
      .run("check", "--write")
      .expectExit(2)
      .expectStderr(/--write needs the previous release: --against with a URL or a folder, or --since/)
      .run("check", "--against", "old", "--write", "--external")
      .expectExit(2)
      .expectStderr(/--write and --external cannot be combined/);
  });
});

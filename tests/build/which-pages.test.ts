/** For each kind of edit: exactly which pages are rendered, not one too many, not one too few. */

import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, describe, it } from "vitest";
import { runHere } from "../support/run-here.js";
import { gif, png } from "../support/image-bytes.js";
import { site, writeFiles, type Files, type SiteDriver } from "../support/site.js";

const page = (title: string, body = "", front = "") => `---\ntitle: ${title}\n${front}---\n${body}\n`;
const config = (more = "") =>
  `import { defineSite } from "handbill";\nimport { word } from "./word.ts";\n` +
  `export default defineSite({ title: "T", ${more} eleventy(config) { config.addFilter("mark", ` +
  "(text: string) => text + word); } });\n";

/** Three sections of pages, each with a layout of its own; what the layouts name differs. */
const files: Files = {
  ".eleventy.ts": config(),
  "word.ts": 'export const word = "!";\n',
  "layouts/frame.njk": "<title>{{ title }}</title>{{ content | safe }}",
  "layouts/plain.njk": "---\nlayout: frame\n---\n<nav>collections</nav>{{ content | safe }}",
  "layouts/team.njk": '{% from "macros.njk" import shown %}{{ shown(team.lead) }}{{ content | safe }}',
  "layouts/macros.njk": "{% macro shown(text) %}<b>{{ text }}</b>{% endmacro %}",
  "layouts/list.njk": "{% for p in collections.post %}{{ p.data.title }},{% endfor %}{{ content | safe }}",
  "layouts/nav.njk": "{% for item in nav %}{{ item.title }},{% endfor %}{{ content | safe }}",
  "layouts/unused.njk": "{{ content | safe }}",
  "content/_data/team.json": '{"lead":"Ada"}',
  "content/_data/price.json": '{"euro":1}',
  "content/posts/posts.json": '{"layout":"plain"}',
  "content/posts/a.md": page("A", "a [b](b.md)", "tags: post\n"),
  "content/posts/b.md": page("B", "b"),
  "content/posts/c.md": page("C", "c [away](https://example.com/)"),
  "content/about/about.json": '{"layout":"team"}',
  "content/about/us.md": page("Us", "u ![x](x.png)"),
  "content/about/x.png": png(3, 2),
  "content/posts/pics.md": page(
    "Pics",
    '![a](a.gif) <img src="/b.gif" alt="b" width="5"> ![none](/none.gif)',
  ),
  "content/posts/a.gif": gif(3, 2),
  "public/b.gif": gif(3, 2),
  "public/none.gif": "no picture",
  "content/list.md": page("List", "", "layout: list\nnav: false\n"),
  "content/docs/docs.json": '{"layout":"nav"}',
  "content/docs/x.md": page("X", "x"),
  "content/docs/y.md": page("Y", "y"),
  "content/feed.njk": "---\npermalink: feed.xml\n---\n<feed>{{ team.lead }}</feed>",
};

/** The Markdown pages that the next build renders. `allowed`: what may be wrong with the site. */
async function rendered(driver: SiteDriver, allowed: readonly string[] = []): Promise<string[]> {
  let pages: string[] = [];
  await driver.build("--explain").check((_, { stderr }) => {
    expect(
      [...stderr.matchAll(/^error {2}(\S+)/gm)]
        .map(([, code = ""]) => code)
        .filter((code) => !allowed.includes(code)),
    ).toEqual([]);
    pages = [...stderr.matchAll(/^content\/(\S+)\.md: /gm)].map(([, name = ""]) => name).sort();
  });
  return pages;
}

let built: string;

beforeAll(async () => {
  built = realpathSync(mkdtempSync(join(tmpdir(), "handbill-built-")));
  writeFiles(built, files);
  expect(await runHere(["build"], built)).toMatchObject({ code: 0 });
});

afterAll(() => rmSync(built, { recursive: true }));

type Edit = (driver: SiteDriver) => SiteDriver;
const write =
  (file: string, text: string | Uint8Array): Edit =>
  (driver) =>
    driver.write(file, text);

const everyone = ["about/us", "docs/x", "docs/y", "list", "posts/a", "posts/b", "posts/c", "posts/pics"];

describe("a build renders", () => {
  it.each<[string, Edit, string[]]>([
    ["nothing when nothing changed", (driver) => driver, []],
    [
      "nothing when a file has a new time and the same bytes",
      write("content/posts/b.md", page("B", "b")),
      [],
    ],
    [
      "the page whose body changed, and the list",
      write("content/posts/b.md", page("B", "new")),
      ["list", "posts/b"],
    ],
    [
      "the page whose title changed, where no layout shows the navigation",
      write("content/posts/b.md", page("B2", "b")),
      ["list", "posts/b"],
    ],
    [
      "the pages whose sidebar shows a title that changed",
      write("content/docs/x.md", page("X2", "x")),
      ["docs/x", "docs/y", "list"],
    ],
    [
      "the page whose own data changed, and the list",
      write("content/posts/b.md", page("B", "b", "note: n\n")),
      ["list", "posts/b"],
    ],
    [
      "a page whose address changed, and the one that links to it",
      write("content/posts/b.md", page("B", "b", "permalink: /moved/\n")),
      ["list", "posts/a", "posts/b"],
    ],
    [
      "the page with a new date, and the list",
      write("content/posts/c.md", page("C", "c [away](https://example.com/)", "date: 2024-01-01\n")),
      ["list", "posts/c"],
    ],
    [
      "the pages of a layout that changed",
      write("layouts/team.njk", "{{ team.lead }}{{ content | safe }}"),
      ["about/us"],
    ],
    [
      "the pages of a layout around a layout",
      write("layouts/frame.njk", "{{ title }}{{ content | safe }}"),
      ["posts/a", "posts/b", "posts/c", "posts/pics"],
    ],
    [
      "the pages that use a macro",
      write("layouts/macros.njk", "{% macro shown(text) %}<i>{{ text }}</i>{% endmacro %}"),
      ["about/us"],
    ],
    ["nothing for a layout that no page uses", write("layouts/unused.njk", "x"), []],
    [
      "the pages whose layouts name a data file, and the list, which sees all of every page",
      write("content/_data/team.json", '{"lead":"Grace"}'),
      ["about/us", "list"],
    ],
    [
      "the list alone for data that no layout names",
      write("content/_data/price.json", '{"euro":2}'),
      ["list"],
    ],
    [
      "the pages of a folder whose data changed, and the list",
      write("content/about/about.json", '{"layout":"team","color":"red"}'),
      ["about/us", "list"],
    ],
    [
      "every page when the configuration changed",
      write(".eleventy.ts", config('description: "D",')),
      everyone,
    ],
    [
      "every page when something changed that the configuration imports",
      write("word.ts", 'export const word = "?";\n'),
      everyone,
    ],
    ["a new page, and the list", write("content/posts/d.md", page("D", "d")), ["list", "posts/d"]],
    [
      "a new page, and those whose sidebar shows it",
      write("content/docs/z.md", page("Z", "z")),
      ["docs/x", "docs/y", "docs/z", "list"],
    ],
    ["no page for a draft", write("content/posts/d.md", page("D", "d", "draft: true\n")), []],
    [
      "those that showed a page that is gone",
      (driver) => driver.remove("content/docs/y.md"),
      ["docs/x", "list"],
    ],
    [
      "a page with another name, and those that show it",
      (driver) => driver.rename("content/docs/y.md", "content/docs/w.md"),
      ["docs/w", "docs/x", "list"],
    ],
    [
      "the pages of a folder that moved, and those whose sidebar shows the folder",
      (driver) =>
        driver
          .rename("content/about", "content/people")
          .rename("content/people/about.json", "content/people/people.json"),
      ["docs/x", "docs/y", "list", "people/us"],
    ],
    [
      "both pages whose addresses are swapped, and who links to one",
      (driver) =>
        driver
          .write("content/posts/b.md", page("B", "b", "permalink: /posts/c/\n"))
          .write("content/posts/c.md", page("C", "c", "permalink: /posts/b/\n")),
      ["list", "posts/a", "posts/b", "posts/c"],
    ],
    [
      "nothing for a picture with other pixels: its address and its size are the same",
      write("content/about/x.png", png(3, 2, "other")),
      [],
    ],
    [
      "the page that shows a picture whose size changed, and the list",
      write("content/about/x.png", png(3, 4)),
      ["about/us", "list"],
    ],
    [
      "a page that shows a file which was no picture",
      write("public/none.gif", gif(1, 1)),
      ["list", "posts/pics"],
    ],
    [
      "a page whose picture can no longer be read",
      write("content/posts/a.gif", "GIF"),
      ["list", "posts/pics"],
    ],
    ["nothing for a picture to which its page gives a size", write("public/b.gif", gif(9, 9)), []],
    [
      "the list when a page changed that Eleventy evaluates",
      write("content/feed.njk", "---\npermalink: feed.xml\n---\n<feed>2</feed>"),
      ["list"],
    ],
    ["nothing when an output file is lost: it is kept", (driver) => driver.remove("_site/posts/a"), []],
  ])("%s", async (_, edit, expected) => {
    const driver = site({});
    // A copy of a site with its cache is a site that has been built.
    cpSync(built, driver.root, { recursive: true });
    await edit(driver);
    expect(await rendered(driver)).toEqual(expected);
    expect(await rendered(driver)).toEqual([]);
  });
});

/** Without what only Eleventy can do, a build looks again only at pages that something can have changed for. */
const simple: Files = {
  ...Object.fromEntries(
    Object.entries(files).filter(
      ([name]) => !["content/feed.njk", "content/list.md", "word.ts"].includes(name),
    ),
  ),
  ".eleventy.ts": 'import { defineSite } from "handbill";\nexport default defineSite({ title: "T" });\n',
  "content/index.md": page("Home", "[docs](docs/x.md)", "layout: team\n"),
  "content/posts/d.md": page("D", "d [new](../docs/z.md) [up](../about)"),
};

describe("a build of a site that needs nothing of Eleventy renders", () => {
  let builtSimple: string;

  beforeAll(async () => {
    builtSimple = realpathSync(mkdtempSync(join(tmpdir(), "handbill-built-")));
    writeFiles(builtSimple, { ...simple, "content/docs/z.md": page("Z", "z") });
    const { stderr } = await runHere(["build"], builtSimple);
    expect([...stderr.matchAll(/^error {2}(\S+)/gm)].map(([, code]) => code)).toEqual(["broken-link"]);
  });

  afterAll(() => rmSync(builtSimple, { recursive: true }));

  it.each<[string, Edit, string[]]>([
    ["nothing when nothing changed", (driver) => driver, []],
    [
      "the pages whose sidebar shows a title that changed",
      write("content/docs/x.md", page("X2", "x")),
      ["docs/x", "docs/y", "docs/z"],
    ],
    [
      "a new page, and those whose sidebar shows it",
      write("content/docs/w.md", page("W", "w")),
      ["docs/w", "docs/x", "docs/y", "docs/z"],
    ],
    [
      "a new page alone, where no layout shows the navigation",
      write("content/posts/e.md", page("E", "e")),
      ["posts/e"],
    ],
    [
      "a new page, and the one whose link leads to it",
      write("content/about/index.md", page("About", "")),
      ["about/index", "docs/x", "docs/y", "docs/z", "posts/d"],
    ],
    [
      "the page that linked to one that moved, and those whose sidebar shows that",
      write("content/docs/z.md", page("Z", "z", "permalink: /z/\n")),
      ["docs/x", "docs/y", "docs/z", "posts/d"],
    ],
    [
      "the page that links to another address now",
      write("content/posts/b.md", page("B", "b", "permalink: /moved/\n")),
      ["posts/a", "posts/b"],
    ],
    ["no page for a draft", write("content/docs/w.md", page("W", "w", "draft: true\n")), []],
    ["nothing for a picture with other pixels", write("content/about/x.png", png(3, 2, "other")), []],
    [
      "the page that shows a picture whose size changed",
      write("content/about/x.png", png(3, 4)),
      ["about/us"],
    ],
    ["the page that shows a file which was no picture", write("public/none.gif", gif(1, 1)), ["posts/pics"]],
    ["the page whose picture is gone", (driver) => driver.remove("content/posts/a.gif"), ["posts/pics"]],
    ["nothing for a picture to which its page gives a size", write("public/b.gif", gif(9, 9)), []],
    [
      "the page whose picture changed with a title elsewhere",
      (driver) => driver.write("content/docs/x.md", page("X2", "x")).write("content/posts/a.gif", gif(7, 7)),
      ["docs/x", "docs/y", "docs/z", "posts/pics"],
    ],
    [
      "the page whose picture changed with a text elsewhere",
      (driver) =>
        driver.write("content/posts/c.md", page("C", "other")).write("content/posts/a.gif", gif(7, 7)),
      ["posts/c", "posts/pics"],
    ],
  ])("%s", async (_, edit, expected) => {
    const driver = site({});
    cpSync(builtSimple, driver.root, { recursive: true });
    await edit(driver);
    expect(await rendered(driver, ["broken-link"])).toEqual(expected);
    expect(await rendered(driver, ["broken-link"])).toEqual([]);
  });
});

describe("a new page at the end of a long folder", () => {
  const names = Array.from({ length: 220 }, (_, index) => `p${String(index).padStart(3, "0")}`);
  const long = (layout: string): Files => ({
    ".eleventy.ts":
      'import { defineSite } from "handbill";\nexport default defineSite({ title: "T", layout: "list" });\n',
    "layouts/list.njk": layout,
    ...Object.fromEntries(names.map((name) => [`content/docs/${name}.md`, page(name, "x")])),
  });
  const shownAgain = async (layout: string): Promise<string[]> => {
    const driver = site(long(layout));
    await driver.build();
    driver.write("content/docs/q.md", page("q", "x"));
    return rendered(driver);
  };
  const of = (some: readonly string[]): string[] => [...some, "q"].map((name) => `docs/${name}`);

  it("is news to those whose part of the sidebar shows it", async () => {
    expect(await shownAgain("{{ sidebar.html | safe }}{{ content | safe }}")).toEqual(of(names.slice(200)));
  });

  it("changes the page before it, if layouts show nothing else", async () => {
    expect(await shownAgain("{{ next.title }}{{ content | safe }}")).toEqual(of(["p219"]));
  });

  it("is news to all where layouts go through the tree", async () => {
    expect(
      await shownAgain(
        "{% for item in nav %}{% for page in item.items %}{{ page.title }}{% endfor %}{% endfor " +
          "%}{{ content | safe }}",
      ),
    ).toEqual(of(names));
  });
});

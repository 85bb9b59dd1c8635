/** What a warm build does, and what it does with a cache that it cannot trust. */

import { cpSync, readFileSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTree, site, type Files, type SiteDriver } from "../support/site.js";

const page = (title: string, body = "", front = "") => `---\ntitle: ${title}\n${front}---\n${body}\n`;
const files: Files = {
  ".eleventy.ts":
    'import { defineSite } from "handbill";\nimport { word } from "./word.ts";\n' +
    'export default defineSite({ title: "T", eleventy(config) { config.addFilter("mark", (text: ' +
    "string) => text + word); } });\n",
  "word.ts": 'export const word = "!";\n',
  "layouts/one.njk": '{% include "part.njk" %}{{ title | mark }}{{ content | safe }}',
  "layouts/two.njk": "{{ title }}{{ content | safe }}",
  "layouts/list.njk": "{% for p in collections.post %}{{ p.data.title }},{% endfor %}",
  "layouts/part.njk": "<p>",
  "content/_data/team.json": '{"lead":"Ada"}',
  "content/a.md": page("A", "a [b](b.md)", "layout: one\ntags: post\n"),
  "content/b.md": page("B", "b", "layout: one\n"),
  "content/c.md": page("C", "c", "layout: two\n"),
  "content/list.md": page("List", "", "layout: list\n"),
};

/** The pages that a build renders after an edit: each gets a mark in the output folder first, which only rendering takes away. */
function expectRendered(driver: SiteDriver, ...pages: string[]): SiteDriver {
  return driver
    .build()
    .expectExit(0)
    .expectStderr(new RegExp(`^4 pages, ${pages.length} files? written`, "m"));
}

describe("a warm build", () => {
  it("writes nothing when nothing changed, also when every file has a new time", async () => {
    const driver = site(files);
    await driver.build().expectExit(0);
    await expectRendered(driver);
    await driver.check(({ root }) => {
      for (const name of readTree(join(root, "content")).keys())
        utimesSync(join(root, "content", name), new Date(), new Date());
    });
    await expectRendered(driver);
  });

  it.each<[string, string, string, string[]]>([
    ["a body", "content/b.md", page("B", "changed", "layout: one\n"), ["b"]],
    [
      "a title that the list names",
      "content/a.md",
      page("A2", "a [b](b.md)", "layout: one\ntags: post\n"),
      ["a", "list"],
    ],
    [
      "a permalink that is linked to",
      "content/b.md",
      page("B", "b", "layout: one\npermalink: /moved/\n"),
      ["a", "moved"],
    ],
    ["a layout", "layouts/two.njk", "2{{ title }}{{ content | safe }}", ["c"]],
    ["an include", "layouts/part.njk", "<div>", ["a", "b"]],
    ["what the configuration imports", "word.ts", 'export const word = "?";\n', ["a", "b"]],
  ])("after an edit of %s writes the pages that depend on it", async (_, file, text, changed) => {
    const driver = site(files);
    await driver.build().expectExit(0).write(file, text);
    await expectRendered(driver, ...changed);
  });

  it("takes the bytes and not the time of a file for its word", async () => {
    const driver = site(files);
    await driver
      .build()
      .expectExit(0)
      .check(({ root }) => {
        const path = join(root, "content/c.md");
        const { mtime, atime } = { mtime: new Date(1_700_000_000_000), atime: new Date(1_700_000_000_000) };
        utimesSync(path, atime, mtime);
      });
    await driver
      .build()
      .expectExit(0)
      .check(({ root }) => {
        writeFileSync(join(root, "content/c.md"), page("C", "d", "layout: two\n"));
        utimesSync(join(root, "content/c.md"), new Date(1_700_000_000_000), new Date(1_700_000_000_000));
      });
    await driver.build().expectContains("c/index.html", "<p>d</p>");
  });

  it("restores an output file that was changed or removed", async () => {
    const driver = site(files);
    await driver.build().expectExit(0).write("_site/c/index.html", "changed by hand").remove("_site/b");
    await driver
      .build()
      .expectStderr(/^4 pages, 2 files written/m)
      .expectFile("c/index.html", "C<p>c</p>\n")
      .expectContains("b/index.html", "<p>b</p>");
  });

  it("knows how its files look also when rendering them left the same bytes, so that the next need not read them", async () => {
    await site(files)
      .build()
      .build("--no-cache")
      .expectExit(0)
      .check(({ root }) => {
        const { folders } = JSON.parse(readFileSync(join(root, ".cache/handbill/outputs.json"), "utf8")) as {
          folders: Record<string, { looks: string }>;
        };
        const looks = folders["_site"]?.looks.split("\0") ?? [];
        expect(looks.length).toBeGreaterThan(4);
        expect(looks).not.toContain("");
      });
  });

  it("makes a lost output folder again", async () => {
    const driver = site(files);
    await driver.build().keep().remove("_site").build().expectExit(0).expectUntouched();
  });

  it("follows a link to a page that Eleventy places, when that page's URL changes", async () => {
    for (const [source, front] of [
      ["t.njk", (n: number) => `permalink: "x/{{ n }}/"\nn: ${n}\n`],
      ["t.njk", (n: number) => `eleventyComputed: { permalink: "x/${n}/" }\n`],
      ["t.md", (n: number) => `eleventyComputed: { permalink: "x/${n}/" }\n`],
    ] as const) {
      const driver = site({
        "layouts/plain.njk": "{{ content | safe }}",
        "content/a.md": page("A", `[t](${source})`, "layout: plain\n"),
        [`content/${source}`]: page("T", "t", `layout: plain\n${front(1)}`),
      });
      await driver
        .build()
        .expectExit(0)
        .expectContains("a/index.html", 'href="/x/1/"')
        .write(`content/${source}`, page("T", "t", `layout: plain\n${front(2)}`))
        .build()
        .expectExit(0)
        .expectContains("a/index.html", 'href="/x/2/"');
    }
  });

  it("renders pages of a layout in JavaScript again, with any imports", async () => {
    const driver = site({
      "package.json": '{ "type": "module" }',
      "lib/word.js": 'export const word = "one";\n',
      "layouts/program.11ty.js":
        'import { word } from "../lib/word.js";\nexport const render = ({ content }) => word + content;\n',
      "content/a.md": page("A", "a", "layout: program\n"),
    });
    // Node keeps what a process has imported as modules.
    await driver
      .runProcess("build")
      .expectExit(0)
      .expectFile("a/index.html", "one<p>a</p>\n")
      .write("lib/word.js", 'export const word = "two";\n')
      .runProcess("build")
      .expectFile("a/index.html", "two<p>a</p>\n");
  });

  it("remembers warnings", async () => {
    await site({ "content/a.md": "# A\n\nweâ€™ve\n" })
      .build()
      .expectStderr(/double-encoded/)
      .build()
      .expectStderr(/double-encoded {2}content\/a\.md:3:3/);
  });
});

describe("a cache that cannot be trusted", () => {
  const damage: [string, (folder: string, name: string) => void][] = [
    ["truncated", (folder, name) => truncateSync(join(folder, name), 60)],
    ["empty", (folder, name) => writeFileSync(join(folder, name), "")],
    [
      "changed in one byte",
      (folder, name) => {
        const bytes = readFileSync(join(folder, name));
        bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
        writeFileSync(join(folder, name), bytes);
      },
    ],
    [
      "of another version",
      (folder, name) =>
        writeFileSync(
          join(folder, name),
          `handbill cache 0\n${readFileSync(join(folder, name)).toString("latin1").slice(17)}`,
          "latin1",
        ),
    ],
    [
      "random",
      (folder, name) =>
        writeFileSync(
          join(folder, name),
          Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 7919) % 256)),
        ),
    ],
  ];

  it.each(damage)("is rebuilt when it is %s", async (_, harm) => {
    const driver = site(files);
    await driver
      .build()
      .keep()
      .check(({ root }) => {
        const folder = join(root, ".cache/handbill");
        for (const name of [...readTree(folder).keys()].filter((file) => !file.endsWith("outputs.json")))
          harm(folder, name);
      });
    await driver
      .build()
      .expectExit(0)
      .expectUntouched()
      .write("content/c.md", page("C", "new", "layout: two\n"))
      .build()
      .expectFile("c/index.html", "C<p>new</p>\n");
  });

  it("is not read with --no-cache", async () => {
    await site(files)
      .build()
      .build("--no-cache")
      .expectExit(0)
      .expectStderr(/^4 pages, 0 files written/m);
  });

  it("holds no path of this machine, and serves a copy of the site elsewhere", async () => {
    const [one, two] = [site(files), site({})];
    await one.build().expectExit(0);
    for (const [name, bytes] of readTree(join(one.root, ".cache")))
      expect(bytes.includes(one.root), name).toBe(false);
    cpSync(one.root, two.root, { recursive: true });
    rmSync(join(one.root, "content"), { recursive: true });
    await two
      .build()
      .expectExit(0)
      .expectStderr(/^4 pages, 0 files written/m)
      .write("content/c.md", page("C", "new", "layout: two\n"));
    await expectRendered(two, "c");
  });

  it("removes entries that the last build did not use", async () => {
    const driver = site(files);
    const size = () =>
      [...readTree(join(driver.root, ".cache/handbill")).values()].reduce(
        (sum, bytes) => sum + bytes.length,
        0,
      );
    await driver.build();
    const before = size();
    for (let index = 0; index < 5; index += 1)
      await driver
        .write(`content/more-${index}.md`, page(`M${index}`, "x".repeat(2000)))
        .build()
        .remove(`content/more-${index}.md`);
    await driver.build();
    expect(size()).toBeLessThan(before * 1.1);
    expect(readdirSync(join(driver.root, ".cache/handbill")).filter((name) => name.endsWith(".tmp"))).toEqual(
      [],
    );
  });
});

/** `handbill new`: a site to begin with. */

import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sectionSchemas } from "../src/content/sections/registry.js";
import { PROJECT, readTree, run, site } from "./support/site.js";

const FILES = [
  ".eleventy.ts",
  ".gitignore",
  "README.md",
  "content/404.md",
  "content/blog.md",
  "content/blog/2026-11-01-a-first-post.md",
  "content/blog/blog.json",
  "content/docs/index.md",
  "content/docs/start.md",
  "content/docs/writing.md",
  "content/index.md",
  "public/icon.svg",
];
const SAID_NOTHING = /^Reading…\nRendering…\n\d+ pages, nothing to report\n$/;

describe("a new site", () => {
  it("is complete, builds without findings, and has the same bytes every time", async () => {
    const driver = site({});
    await driver
      .runProcess("new", "my-site")
      .expectExit(0)
      .expectStdout("")
      .expectStderr(
        "Created your site in my-site. To start the dev server:\n\n  cd my-site\n  npx handbill dev\n",
      )
      .run("new", "other/my-site", "--quiet")
      .expectExit(0)
      .expectStderr("")
      .run("check", "--root", "my-site")
      .expectExit(0)
      .expectStderr(SAID_NOTHING)
      .build("--root", "my-site")
      .expectExit(0);
    const made = readTree(driver.path("other/my-site"));
    expect([...made.keys()]).toEqual(FILES);
    for (const [name, bytes] of made)
      expect(readFileSync(driver.path("my-site", name)).equals(bytes), name).toBe(true);
    expect(readFileSync(driver.path("my-site/_site/index.html"), "utf8")).toContain("<title>My site</title>");
    expect(
      [...readTree(driver.path("my-site/_site")).keys()].filter((name) => name.endsWith(".html")),
    ).toEqual([
      "404.html",
      "blog/a-first-post/index.html",
      "blog/index.html",
      "docs/index.html",
      "docs/start/index.html",
      "docs/writing/index.html",
      "index.html",
    ]);
  });

  it("is the starter of the repository with its own name", () => {
    const starter = readTree(join(PROJECT, "starter"));
    expect([...starter.keys()].sort()).toEqual(
      FILES.map((name) => name.replace(".gitignore", "gitignore")).sort(),
    );
    // What a build makes is left out of version control: the names are those of the repository's own list.
    expect(starter.get("gitignore")?.toString().split("\n")).toEqual(
      expect.arrayContaining(["_site/", ".cache/", "node_modules/"]),
    );
  });

  it("needs no settings, and its optional settings work", async () => {
    const driver = site({});
    await driver.run("new", ".").expectExit(0);
    const settings = readFileSync(driver.path(".eleventy.ts"), "utf8");
    const taken = settings.replace(/^( +)\/\/ (\w+: .*,)$/gm, "$1$2");
    expect(taken.split("\n").filter((line, index) => line !== settings.split("\n")[index])).toEqual([
      '  url: "https://www.example.com",',
      '    footer: { legal: "© The people of this site" },',
    ]);
    await driver
      .write(".eleventy.ts", taken)
      .run("check")
      .expectStderr(SAID_NOTHING)
      .build()
      .expectContains("index.html", "© The people of this site")
      .expectContains("blog/index.html", 'href="/blog/feed.xml"')
      .remove(".eleventy.ts")
      .run("check")
      .expectExit(0)
      .expectStderr(SAID_NOTHING);
  });

  it("follows its own instructions: a page and a post next to the existing ones", async () => {
    const driver = site({});
    await driver.run("new", ".").expectExit(0);
    for (const page of ["content/docs/start.md", "content/blog/2026-11-01-a-first-post.md"]) {
      const [, name = "", text = ""] =
        /^```md title="(.*?)"\n([\s\S]*?)^```/m.exec(readFileSync(driver.path(page), "utf8")) ?? [];
      await driver.write(name, text);
    }
    await driver
      .run("check")
      .expectStderr(SAID_NOTHING)
      .build()
      .expectContains("docs/index.html", ">Questions</a>")
      .expectContains("blog/index.html", ">News</a>")
      .run("eject", "styles/site.css")
      .expectExit(0)
      .run("ci", "github")
      .expectExit(0)
      .run("ci", "gitlab")
      .expectExit(0);
  });

  it("shows every section type", () => {
    const home = readFileSync(join(PROJECT, "starter/content/index.md"), "utf8");
    const used = [...home.matchAll(/^  - type: (\w+)$/gm)].map(([, type]) => type);
    const others = [...(/answer: "(`feature`.*)"/.exec(home)?.[1]?.matchAll(/`(\w+)`/g) ?? [])]
      .map(([, type]) => type)
      .filter((type) => type !== "type");
    expect([...used, ...others].sort()).toEqual(Object.keys(sectionSchemas).sort());
  });
});

describe("the name of a new site", () => {
  it.each([
    ["my_new-site", "My new site"],
    ["Ä b 日本", "Ä b 日本"],
    ["élan", "Élan"],
    ["acme.example", "Acme.example"],
    ["--", "My site"],
  ])("is made of its folder's: %s", async (folder, title) => {
    const driver = site({});
    await driver
      .run("new", `./${folder}`)
      .expectExit(0)
      .run("check", "--root", `./${folder}`)
      .expectStderr(SAID_NOTHING)
      .build("--root", `./${folder}`);
    expect(readFileSync(driver.path(folder, "_site/docs/index.html"), "utf8")).toContain(
      `<title>Documentation · ${title}</title>`,
    );
    expect(readFileSync(driver.path(folder, "README.md"), "utf8")).toMatch(`# ${title}\n`);
  });

  it("is escaped for Markdown, YAML and code", async () => {
    const title = `'A' "b" *c* _d_ [e](f) <i> & $& \\ \`g\` {{ 1 }} #: 50% — ${"`"}\${h}`;
    const driver = site({});
    await driver
      .run("new", "a", `--title=  ${title} \n`)
      .expectExit(0)
      .run("check", "--root", "a")
      .expectStderr(SAID_NOTHING)
      .build("--root", "a");
    const text = (html: string | undefined) =>
      html
        ?.replace(/&quot;/g, '"')
        .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
        .replace(/&lt;/g, "<")
        .replace(/&gt;/g, ">")
        .replace(/&amp;/g, "&");
    const home = readFileSync(driver.path("a/_site/index.html"), "utf8");
    expect(text(/<title>(.*?)<\/title>/.exec(home)?.[1])).toBe(title);
    expect(text(/<h1[^>]*>(.*?)<\/h1>/.exec(home)?.[1])).toBe(title);
    await driver
      .write("a/content/read.md", readFileSync(driver.path("a/README.md"), "utf8"))
      .build("--root", "a")
      .expectExit(0);
    expect(
      text(/<h1[^>]*>(.*?)<\/h1>/.exec(readFileSync(driver.path("a/_site/read/index.html"), "utf8"))?.[1]),
    ).toBe(title);
  });
});

describe("the folder of a new site", () => {
  it("may be the current folder, with files of version control, packages and a build without pages", async () => {
    const others = {
      ".git/HEAD": "ref",
      "package.json": "{}",
      "package-lock.json": "{}",
      "node_modules/x/index.js": "",
      ".DS_Store": "",
      LICENSE: "",
    };
    const driver = site(others);
    await driver
      .build()
      .expectExit(1)
      .expectStderr(/or run `handbill new \.` in an empty folder\.$/m);
    expect(existsSync(driver.path(".cache"))).toBe(true);
    await driver
      .run("new", ".")
      .expectExit(0)
      .expectStderr("Created your site in this folder. To start the dev server:\n\n  npx handbill dev\n");
    expect([...readTree(driver.root).keys()].filter((name) => !name.startsWith(".cache"))).toEqual(
      [...Object.keys(others), ...FILES].sort(),
    );
    await driver.run("check").expectStderr(SAID_NOTHING);
  });

  it("may be a new repository: its README and .gitignore stay", async () => {
    const driver = site({ ".git/HEAD": "ref", "README.md": "# Mine\n", ".gitignore": "*.log\n" });
    await driver
      .run("new", ".")
      .expectExit(0)
      .expectStderr(
        "Your .gitignore was not changed. Add _site and .cache to it.\n" +
          "Created your site in this folder. To start the dev server:\n\n  npx handbill dev\n",
      );
    expect([
      readFileSync(driver.path("README.md"), "utf8"),
      readFileSync(driver.path(".gitignore"), "utf8"),
    ]).toEqual(["# Mine\n", "*.log\n"]);
    await driver.run("check").expectStderr(SAID_NOTHING);
  });

  it.each([
    ["my-site", "my-site"],
    ["deep/er/Ünï", "deep/er/Ünï"],
    ["two words", '"two words"'],
    ["it's (new) & $5", "'it'\\''s (new) & $5'"],
    ["~", '"~"'],
    ["./-x", "./-x"],
  ])("is quoted for a shell: %s", async (folder, word) => {
    const driver = site({});
    await driver
      .run("new", folder)
      .expectExit(0)
      .expectStderr(
        `Created your site in ${folder}. To start the dev server:\n\n  cd ${word}\n  npx handbill dev\n`,
      );
    const entered = await run("sh", ["-c", `cd ${word} && pwd`], driver.root);
    expect(entered.stdout.trimEnd()).toBe(join(driver.root, folder));
  });

  it("is not touched when there is something in it", async () => {
    const driver = site({
      "one/a.md": "mine",
      "many/.env": "",
      "many/b": "",
      "many/c": "",
      "many/d": "",
      "many/e": "",
      "many/f": "",
    });
    await driver
      .run("new", "one")
      .expectExit(1)
      .expectStderr(
        "handbill: one is not empty: it contains a.md. Choose a new or an empty folder. Nothing " +
          "was changed.\n",
      )
      .run("new", "many")
      .expectExit(1)
      .expectStderr(
        "handbill: many is not empty: it contains .env, b, c, d and 2 more. Choose a new or an " +
          "empty folder. Nothing was changed.\n",
      )
      .run("new", ".")
      .expectExit(1)
      .expectStderr(
        "handbill: This folder is not empty: it contains many and one. Choose a new or an empty " +
          "folder. Nothing was changed.\n",
      );
    expect(readTree(driver.root).size).toBe(7);
    expect(readFileSync(driver.path("one/a.md"), "utf8")).toBe("mine");
  });

  it("is a folder", async () => {
    const driver = site({ file: "x" });
    symlinkSync("nowhere", driver.path("link"));
    await driver
      .run("new", "file")
      .expectExit(1)
      .expectStderr("handbill: file is a file. Choose a new or an empty folder.\n")
      .run("new", "file/inside")
      .expectExit(1)
      .expectStderr(
        "handbill: Could not create a site in file/inside: a file is in the way of a folder. " +
          "Nothing was changed.\n",
      )
      .run("new", "link")
      .expectExit(1)
      .expectStderr("handbill: link is a broken link. Choose a new or an empty folder.\n")
      .run("new", `a/${"long".repeat(70)}`)
      .expectExit(1)
      .expectStderr(
        /^handbill: Could not create a site in a\/long.*: the name is too long\. Nothing was changed\.\n$/,
      );
    expect([...readTree(driver.root).keys()]).toEqual(["file"]);
    expect(existsSync(driver.path("a"))).toBe(false);
  });

  it("may be a symbolic link to a folder", async () => {
    const driver = site({});
    mkdirSync(driver.path("real"));
    symlinkSync("real", driver.path("link"));
    await driver.run("new", "link").expectExit(0);
    expect(readFileSync(driver.path("real/.eleventy.ts"), "utf8")).toContain('title: "Link"');
  });

  it("is in no folder of another site", async () => {
    const driver = site({ "content/index.md": "# Home\n", "plain/content/notes/x.txt": "" });
    symlinkSync("content", driver.path("pages"));
    for (const [folder, part] of [
      ["content/a", "content"],
      ["content/a/b/c", "content"],
      ["public", "public"],
      ["pages/a", "content"],
    ] as const) {
      await driver
        .run("new", folder)
        .expectExit(1)
        .expectStderr(
          `handbill: ${folder} would be inside ${driver.path(part)}, which belongs to another ` +
            "site. Choose a folder outside it.\n",
        );
    }
    await driver.run("new", "beside").expectExit(0).run("new", "plain/content/a").expectExit(0);
    expect(existsSync(driver.path("content/a"))).toBe(false);
  });

  it("has a name that can be typed", async () => {
    for (const folder of ["", "a\nb"])
      await site({})
        .run("new", folder)
        .expectExit(2)
        .expectStderr(
          "handbill: `handbill new` needs a folder name, such as my-site, or `.` for the current folder.\n",
        );
    await site({})
      .run("new")
      .expectExit(2)
      .expectStderr("handbill: `handbill new` needs one argument: <folder>.\n");
    await site({})
      .run("new", "a", "--title", " ")
      .expectExit(2)
      .expectStderr("handbill: `--title` needs a text.\n");
    await site({})
      .run("new", "a", "--root", "b")
      .expectExit(2)
      .expectStderr(/`handbill new` has no option --root/);
  });

  it("is reported if it cannot be written, and stays as it was", async () => {
    // Root writes everywhere but in the file system of the kernel.
    const folder = process.getuid?.() === 0 ? "/sys/site" : "/site";
    const { code, stderr } = await run(
      process.execPath,
      [join(PROJECT, "dist/cli.js"), "new", folder],
      PROJECT,
    );
    expect([code, stderr.replace(/: [^:]*\. Nothing/, ": …. Nothing")]).toEqual([
      1,
      `handbill: Could not create a site in ${folder}: …. Nothing was changed.\n`,
    ]);
  });
});

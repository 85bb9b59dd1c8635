import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT, readTree, run, site } from "./support/site.js";

const page = (title: string, body = "") => `---\ntitle: ${title}\n---\n${body}\n`;

describe("the security page", () => {
  it("is at /security/ with its title, ids, URLs and repaired entities", async () => {
    await site({ "content/security.md": readFileSync(join(PROJECT, "content/security.md")) })
      .build()
      .expectExit(0)
      .expectFiles(["security/index.html"])
      .expectContains(
        "security/index.html",
        "<title>Security is Core to Everything We Do",
        "<h1>Security is Core to Everything We Do</h1>",
        '<h2 id="access-controls">Access Controls</h2>',
        '<a href="mailto:security@sourcegraph.com">security@sourcegraph.com</a>',
        '(<a href="https://cloud.google.com/security/" ' +
          'class="autolink">https://cloud.google.com/security/</a>)',
        "We've detailed",
      )
      .check(({ root }) => {
        const html = readFileSync(join(root, "_site/security/index.html"), "utf8");
        expect(html.match(/<h1/g)).toHaveLength(1);
        expect(html.match(/<h2(?! id=")/g) ?? []).toEqual([]);
      })
      .expectStderr(/^warning {2}double-encoded {2}content\/security\.md:37:193$/m)
      .expectStderr(/Replace it with “we’ve”\./)
      .expectStderr(/^2 warnings$/m);
  });

  it("is the page that arrived, byte for byte", () => {
    const original = join(PROJECT, "../shared/pages/security.md");
    if (!existsSync(original)) return;
    expect(readFileSync(join(PROJECT, "content/security.md")).equals(readFileSync(original))).toBe(true);
  });
});

describe("URLs", () => {
  it("follow the table of the documentation", async () => {
    await site({
      "content/index.md": page("Home"),
      "content/docs/start.md": page("Start"),
      "content/a.md": "---\npermalink: security\n---\n",
      "content/b.md": "---\npermalink: /a/b/\n---\n",
      "content/c.md": "---\npermalink: /old.html\n---\n",
      "content/d.md": "---\npermalink: feed.xml\nlayout: false\n---\n",
      "content/e.md": '---\npermalink: "blog/{{ page.fileSlug }}"\n---\n',
      "content/f.md": "---\npermalink: false\n---\n",
      "content/404.md": page("Nothing here"),
    })
      .build()
      .expectExit(0)
      .expectFiles([
        "index.html",
        "docs/start/index.html",
        "security/index.html",
        "a/b/index.html",
        "old.html",
        "feed.xml",
        "blog/e/index.html",
        "404.html",
      ]);
  });

  it("end in .html with the style “file”, and links follow", async () => {
    await site({
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nexport default defineSite({ urls: { style: "file" } });\n',
      "content/index.md": page("Home", "[a](a.md) [b](b/index.md)"),
      "content/a.md": page("A", "[home](index.md)"),
      "content/b/index.md": page("B"),
    })
      .build()
      .expectExit(0)
      .expectFiles(["index.html", "a.html", "b/index.html"])
      .expectContains("index.html", '<a href="/a">a</a> <a href="/b/">b</a>')
      .expectContains("a.html", '<a href="/">home</a>');
  });

  it("end in .html with the style “file”, redirects follow, and a trailing slash is reported", async () => {
    await site({
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ urls: { style: "file" }, redirects: { "/old/": "/docs/a/#x", ' +
        '"/older/": "/t/" } });\n',
      "content/index.md": "---\nlayout: own\n---\n[t](/t/)\n",
      "content/docs/a.md": page("A"),
      "content/t.njk": "t",
      "layouts/own.njk": '<a href="/docs/a/"><a href="/docs/a"><a href="/t">{{ content | safe }}',
    })
      .build("--format", "json")
      .expectDiagnostics("broken-link layouts/own.njk:1:10")
      .expectContains("index.html", '<a href="/t">t</a>')
      .expectStdout(/Write \/docs\/a\./)
      .expectContains("old/index.html", 'content="0; url=/docs/a#x"')
      .expectContains("older/index.html", 'content="0; url=/t"');
  });

  it("start with the base path in every link", async () => {
    await site({
      "content/index.md": page("Home", "[a](a.md) [b](/a/) ![p](p.png)"),
      "content/a.md": page("A"),
      "content/p.png": "png",
    })
      .build("--base", "/x/")
      .expectExit(0)
      .expectContains(
        "index.html",
        '<a href="/x/a/">a</a> <a href="/x/a/">b</a> <img src="/x/p.png" alt="p">',
        'href="/x/assets/favicon.svg"',
        'href="/x/assets/handbill.',
      );
  });
});

describe("static files", () => {
  it("are copied from public/ and from folders of pages, and links find them", async () => {
    await site({
      "public/robots.txt": "User-agent: *\n",
      "content/docs/start.md": page("Start", "![Plan](./plan.png) [data](table.csv)"),
      "content/docs/plan.png": Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff]),
      "content/docs/table.csv": "a,b\n",
      "content/docs/.secret": "no",
      "content/docs/notes.txt~": "no",
    })
      .build()
      .expectExit(0)
      .expectFiles(["robots.txt", "docs/start/index.html", "docs/plan.png", "docs/table.csv"])
      .expectFile("docs/plan.png", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff]))
      .expectContains(
        "docs/start/index.html",
        '<img src="/docs/plan.png" alt="Plan"> <a href="/docs/table.csv">data</a>',
      );
  });

  it("conflict with a page of the same output", async () => {
    await site({ "content/about.md": "---\npermalink: /about.html\n---\n", "public/about.html": "mine" })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("output-conflict content/about.md:2:12")
      .expectStdout(/content\/about\.md and public\/about\.html both write the file about\.html/)
      .expectFiles([]);
  });
});

describe("files of previous builds", () => {
  it("go away when nothing makes them, and files of others stay", async () => {
    await site({
      "content/index.md": page("Home"),
      "content/old/a.md": page("A"),
      "content/kept.md": page("Kept"),
    })
      .build()
      .expectExit(0)
      .write("_site/mine.txt", "mine")
      .write("_site/old/a/mine.txt", "mine too")
      .remove("content/old")
      .remove("content/kept.md")
      .build()
      .expectExit(0)
      .expectStderr(/2 removed/)
      .expectFiles(["index.html", "mine.txt", "old/a/mine.txt"]);
  });

  it("stay as they are when a build fails", async () => {
    await site({ "content/index.md": page("Home"), "content/a.md": page("A") })
      .build()
      .expectExit(0)
      .keep()
      .write("content/a.md", "---\ntitle: [a\n---\n")
      .write("content/index.md", page("Changed"))
      .build()
      .expectExit(1)
      .expectUntouched();
  });

  it("are not written again when their bytes are the same", async () => {
    await site({ "content/index.md": page("Home") })
      .build()
      .expectStderr(/1 page, \d+ files written/)
      .build()
      .expectStderr(/1 page, 0 files written/);
  });

  it("are never reached through a link in the output folder", async () => {
    const driver = site({ "content/a/b.md": page("B"), "elsewhere/keep.txt": "keep" });
    await driver
      .build()
      .expectExit(0)
      .remove("_site/a")
      .check(({ root }) => symlinkSync(join(root, "elsewhere"), join(root, "_site/a")))
      .build()
      .expectExit(1)
      .expectStderr(/write-failed/)
      .expectFile("keep.txt", "keep", "elsewhere")
      .check(({ root }) => expect([...readTree(join(root, "elsewhere")).keys()]).toEqual(["keep.txt"]));
  });
});

describe("the handbook", () => {
  const corpus = join(PROJECT, "../shared/corpora/handbook");
  it.skipIf(!existsSync(corpus))(
    "is written completely without configuration, and only its mistakes are reported",
    async () => {
      const driver = site({});
      mkdirSync(join(driver.root, "content"), { recursive: true });
      await run("cp", ["-r", join(corpus, "content"), driver.root], driver.root);
      await driver
        .build("--format", "json")
        .expectExit(1)
        .check(({ root }, { stdout }) => {
          const { diagnostics } = JSON.parse(stdout) as {
            diagnostics: { code: string; file: string; message: string }[];
          };
          const broken = diagnostics.filter(({ code }) => code === "broken-link");
          for (const { code, file, message } of diagnostics) {
            if (code !== "broken-anchor") continue;
            const [, owner = "", fragment = ""] = /, but (.+?) has no #(.*)\.$/.exec(message) ?? [];
            const source = owner === "this page" ? file : owner;
            const output = source
              .replace(/^content\//, "")
              .replace(/(?:(^|\/)index)?\.md$/, (whole, slash?: string) =>
                whole.startsWith(".md") ? "/index.html" : `${slash ?? ""}index.html`,
              );
            const html = readFileSync(join(root, "_site", output), "utf8");
            expect(
              html.includes(` id="${fragment}"`) || html.includes(` name="${fragment}"`),
              `${file}: #${fragment} is in ${output}`,
            ).toBe(false);
          }
          const pages = [...readTree(join(root, "_site")).entries()].filter(([name]) =>
            name.endsWith(".html"),
          );
          expect(pages).toHaveLength(883);
          for (const [name, bytes] of pages) {
            const html = bytes.toString();
            expect(html.match(/<title>[^<]/), name).not.toBeNull();
            expect(html, name).toContain('<main id="main"');
            const unresolved = html.match(/href="[^":#]*\.md(?=[#?"])/g) ?? [];
            const reported = broken.filter(
              ({ file }) =>
                file === `content/${name.replace(/(^|\/)index\.html$/, "$1")}`.replace(/\/$/, ".md") ||
                file === `content/${name.replace(/\.html$/, ".md")}`,
            );
            expect(unresolved.length, `${name}: ${unresolved.join(" ")}`).toBeLessThanOrEqual(
              reported.length,
            );
          }
          expect([...new Set(diagnostics.map(({ code }) => code))].sort()).toEqual([
            "alert-unread",
            "broken-anchor",
            "broken-link",
            "control-character",
            "emphasis-unread",
            "footnote-unused",
            "foreign-syntax",
            "frame-title",
            "heading-level",
            "html-unclosed",
            "html-unknown",
            "image-alt",
            "link-empty",
            "link-text",
            "link-unread",
            "table-header",
            "title-duplicate",
          ]);
          for (const { file, message } of broken) {
            const target = /(?:links to|shows) ([^,]*), which/.exec(message)?.[1] ?? "";
            const path = join(corpus, file, "..", decodeURIComponent(target.replace(/[?#].*$/, "")));
            const exists = [path, `${path}.md`, join(path, "index.md")].some(
              (candidate) => existsSync(candidate) && /\.\w+$/.test(candidate),
            );
            expect(exists && path.startsWith(join(corpus, "content")), `${file} → ${target} exists`).toBe(
              false,
            );
          }
        });
    },
  );
});

describe("byte-order marks and line ends", () => {
  it("change nothing", async () => {
    const text = "---\ntitle: A\nlist:\n  - x\n---\n# A\n\n- one\n- two\n\nEnd [b](b.md).\n";
    const plain = site({ "content/a.md": text, "content/b.md": "# B\n", "content/index.md": "# Home\n" });
    const dressed = site({
      "content/a.md": `\ufeff${text.replaceAll("\n", "\r\n")}`,
      "content/b.md": "# B\r",
      "content/index.md": "# Home\r\n",
    });
    await plain.build().expectExit(0);
    await dressed.build().expectExit(0);
    expect(
      readFileSync(join(dressed.root, "_site/a/index.html")).equals(
        readFileSync(join(plain.root, "_site/a/index.html")),
      ),
    ).toBe(true);
  });
});

describe("the same site in two folders, time zones and languages", () => {
  it("has the same bytes", async () => {
    const files = {
      ".eleventy.ts": 'import { defineSite } from "handbill";\nexport default defineSite({ title: "T" });\n',
      "content/index.md": "---\ntitle: Ä\ndate: 2024-03-31\n---\n{date}\n",
      "content/ö.md": "# Ö\n",
      "content/a.md": "# a10\n",
      "content/b.md": "# a9\n",
    };
    const [one, two] = [site(files), site(files)];
    await one.build().expectExit(0);
    const { handbill } = await import("./support/site.js");
    const { code } = await handbill(["build"], two.root, {
      TZ: "Pacific/Kiritimati",
      LANG: "tr_TR.UTF-8",
      LC_ALL: "tr_TR.UTF-8",
    });
    expect(code).toBe(0);
    const [first, second] = [readTree(join(one.root, "_site")), readTree(join(two.root, "_site"))];
    expect([...second.keys()]).toEqual([...first.keys()]);
    for (const [name, bytes] of first) expect(second.get(name)?.equals(bytes), name).toBe(true);
  });
});

describe("where a command is run", () => {
  it("does not matter", async () => {
    const driver = site({
      "inner/content/index.md": page("Home"),
      "inner/content/a.md": page("A", "[h](index.md)"),
    });
    await driver
      .run("build", "--root", "inner", "--output", "out")
      .expectExit(0)
      .expectFiles(["a/index.html", "index.html"], "out")
      .check(({ root }) => {
        copyFileSync(join(root, "out/a/index.html"), join(root, "first.html"));
        expect(existsSync(join(root, "inner/_site"))).toBe(false);
      });
    await driver.run("build", "--root", "inner").expectExit(0);
    expect(
      readFileSync(join(driver.root, "inner/_site/a/index.html")).equals(
        readFileSync(join(driver.root, "first.html")),
      ),
    ).toBe(true);
  });
});

describe("layouts", () => {
  it("read nothing outside their folders, for any name", async () => {
    for (const name of ["../.env", ".env", "../../etc/passwd", "../layouts-private/x.njk", "/etc/passwd"]) {
      await site({
        ".env": "SECRET=1",
        "layouts-private/x.njk": "SECRET",
        "content/a.md": "---\nlayout: mine\n---\n",
        "layouts/mine.njk": `{% set name = "${name}" %}{% include name %}`,
      })
        .build()
        .expectExit(1)
        .expectStderr(/error {2}template-failed {2}layouts\/mine\.njk/)
        .expectFiles([]);
    }
  });

  it("print data that is safe inside a script with the filter json", async () => {
    await site({
      "content/a.md": "---\nlayout: mine\nname: '</script><b>'\n---\n",
      "layouts/mine.njk": "{{ name | json | safe }}",
    })
      .build()
      .expectExit(0)
      .expectFile("a/index.html", '"\\u003c/script>\\u003cb>"');
  });

  it("take the place of the theme's by name, and start from its skeleton", async () => {
    await site({
      "content/a.md": "# A\n",
      "layouts/docs.njk":
        '{% extends "base.njk" %}{% block body %}<main>mine: {{ content | safe }}</main>{% endblock %}',
      "layouts/assets/favicon.svg": "<svg/>",
    })
      .build()
      .expectExit(0)
      .expectContains("a/index.html", '<main>mine: <h1 id="a">A</h1>', 'class="site-header"')
      .check(({ root }) =>
        expect(readFileSync(join(root, "_site/assets/favicon.svg"), "utf8")).toBe("<svg/>"),
      );
  });

  it("may be none", async () => {
    await site({ "content/a.md": "---\nlayout: false\n---\ntext\n" })
      .build()
      .expectExit(0)
      .expectFile("a/index.html", "<p>text</p>\n");
  });
});

describe("the site's own schema", () => {
  it("is checked at the author's line, and its defaults are in the data", async () => {
    const files = {
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nimport { z } from "zod";\n' +
        'export default defineSite({ pages: z.object({ author: z.string(), level: z.enum(["easy", ' +
        '"hard"]).default("easy") }) });\n',
      "layouts/mine.njk": "{{ author }} {{ level }}",
    };
    await site({ ...files, "content/a.md": "---\nlayout: mine\nauthor: Ada\n---\n" })
      .install("zod")
      .build()
      .expectExit(0)
      .expectFile("a/index.html", "Ada easy");
    await site({ ...files, "content/a.md": "---\nlayout: mine\nauthor: Ada\nlevel: middle\n---\n" })
      .install("zod")
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("front-matter-value content/a.md:4:8")
      .expectFiles([]);
  });
});

describe("trust: text", () => {
  it("refuses pages that are programs, and raw HTML that runs something", async () => {
    const config = {
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nexport default defineSite({ trust: "text" });\n',
    };
    await site({ ...config, "content/a.md": "# A\n", "content/b.njk": "x" })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("template-failed content/b.njk:1:1");
    await site({ ...config, "content/a.md": '# A\n\n<script>alert(1)</script> <b onclick="x()">b</b>\n' })
      .build()
      .expectExit(0)
      .expectContains("a/index.html", "&lt;script&gt;alert(1)&lt;/script&gt;", "<b>b</b>");
  });
});

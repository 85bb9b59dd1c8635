/** Builds in which templates and style sheets have other texts: what stays known of the pages, and what does not. */

import { cpSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { shardOf } from "../../src/incremental/cache/shards.js";
import { readTree, site, type Files, type SiteDriver } from "../support/site.js";

const files: Files = {
  "layouts/own.njk": '<link href="{{ "styles/own.css" | asset }}">{{ title }}: {{ content | safe }}',
  "layouts/styles/own.css": "p { color: red }\n",
  "content/_data/word.json": '"shown"',
  "content/index.md": "---\ntitle: Home\nlayout: own\n---\n[A](a.md)\n",
  "content/a.md": "---\ntitle: A\nlayout: own\n---\nText.\n",
};

/** A site that has been built when its files were old enough to be believed. */
function built(more: Files = {}): SiteDriver {
  return site({ ...files, ...more })
    .check(() => delay(150))
    .build("--explain");
}

/** The pages that the last build rendered, and why. */
function expectRendered(driver: SiteDriver, ...lines: readonly string[]): SiteDriver {
  return driver.check((_, { stderr }) =>
    expect(stderr.split("\n").filter((line) => /^content\/\S+: /.test(line))).toEqual(lines),
  );
}

describe("after an edit of a layout", () => {
  it("says that the layout is why", async () => {
    await expectRendered(
      built().write("layouts/own.njk", `${files["layouts/own.njk"]}!`).build("--explain"),
      "content/a.md: layouts/own.njk changed",
      "content/index.md: layouts/own.njk changed",
    ).expectContains("a/index.html", "A: <p>Text.</p>\n!");
  });

  it("shows the data that the layout uses now", async () => {
    await built()
      .write("layouts/own.njk", "{{ word }}{{ nav | length }}{{ content | safe }}")
      .build()
      .expectContains("a/index.html", "shown1<p>");
  });

  it("shows the layout's new front matter", async () => {
    await built({ "layouts/own.njk": "---\nsaid: one\n---\n{{ said }}" })
      .write("layouts/own.njk", "---\nsaid: two\n---\n{{ said }}")
      .build()
      .expectContains("a/index.html", "two");
  });

  it("stores the inputs of a page for the next edit of its text", async () => {
    const driver = built()
      .write("layouts/own.njk", `${files["layouts/own.njk"]}!`)
      .check(() => delay(150))
      .build();
    // Who asks for another page now has to make it again.
    driver.check(() => {
      const folder = driver.path(".cache/handbill/fingerprints");
      for (const name of readdirSync(folder))
        if (name !== String(shardOf("content/a.md"))) rmSync(`${folder}/${name}`);
    });
    await expectRendered(
      driver.write("content/a.md", "---\ntitle: A\nlayout: own\n---\nNew.\n").build("--explain"),
      "content/a.md: its file changed",
    ).expectContains("a/index.html", "A: <p>New.</p>\n!");
  });

  it("believes nothing that a build left which was killed while it saved", async () => {
    const layout = "{{ word }}{{ content | safe }}";
    const driver = built({ "layouts/own.njk": layout });
    const aside = (name: string) => driver.path(".aside", name);
    await driver
      .check(() =>
        ["_site", ".cache"].forEach((folder) =>
          cpSync(driver.path(folder), aside(folder), { recursive: true }),
        ),
      )
      .write("content/_data/word.json", '"other"')
      .build()
      .check(() => {
        cpSync(driver.path(".cache/handbill/details"), aside("details"), { recursive: true });
        for (const folder of ["_site", ".cache"]) {
          rmSync(driver.path(folder), { recursive: true });
          cpSync(aside(folder), driver.path(folder), { recursive: true });
        }
        cpSync(aside("details"), driver.path(".cache/handbill/details"), { recursive: true });
      })
      .write("content/_data/word.json", '"shown"')
      .write("layouts/own.njk", `${layout}!`)
      .build()
      .expectContains("a/index.html", "shown<p>")
      .write("content/_data/word.json", '"other"')
      .build()
      .expectContains("a/index.html", "other<p>");
  });

  it("renders every page when a layout of the theme becomes the site's own, and then none", async () => {
    const driver = site({ "content/index.md": "# Home\n", "content/a.md": "# A\n" })
      .check(() => delay(150))
      .build();
    await driver
      .run("eject", "layouts/partials/footer.njk")
      .build("--explain")
      .check((_, { stderr }) => expect(stderr.match(/^content\/\S+: .*$/gm)?.length).toBe(2))
      .check(() => utimesSync(driver.path("content/a.md"), new Date(), new Date()))
      .build("--explain")
      .check((_, { stderr }) => expect(stderr).not.toMatch(/^content\//m));
  });
});

describe("after an edit of the layout of many folders", () => {
  it("stores the inputs of each page, in one thread and in two", async () => {
    // More folders than what they were rendered with is in memory of, and enough pages for threads.
    const pages = Object.fromEntries(
      Array.from({ length: 160 }, (_, number): [string, string] => [
        `content/folder-${number % 20}/page-${number}.md`,
        `---\ntitle: Page ${number}\n---\n## Part\n\n` +
          `[next](../folder-${(number + 1) % 20}/page-${(number + 1) % 160}.md) [gone](gone.md)\n`,
      ]),
    );
    const layout =
      '{% extends "base.njk" %}{% block content %}{{ title }} {{ sidebar.html | safe }} {{ ' +
      "previous.title }} {{ page.url }} {{ headings[0].text }} {{ content | safe }}{% endblock %}";
    const driver = site({ ...pages, "layouts/docs.njk": layout })
      .check(() => delay(150))
      .build("--jobs", "2");
    for (const jobs of ["1", "2"]) {
      await driver.write("layouts/docs.njk", `${layout} ${jobs}`).build("--jobs", jobs);
      const warm = readTree(driver.path("_site"));
      await driver
        .check(() =>
          ["_site", ".cache"].forEach((folder) => rmSync(driver.path(folder), { recursive: true })),
        )
        .build("--jobs", jobs);
      expect(warm).toEqual(readTree(driver.path("_site")));
      expect(String(warm.get("folder-3/page-23/index.html"))).toContain(" /folder-3/page-23/ Part ");
    }
  });
});

describe("after an edit of a style sheet", () => {
  it("renders every page that links it, and links the new one", async () => {
    const name = (driver: SiteDriver) =>
      readdirSync(driver.path("_site/assets")).find((file) => file.startsWith("own.")) ?? "";
    const driver = built();
    let before = "";
    await driver
      .check(() => void (before = name(driver)))
      .write("layouts/styles/own.css", "p { color: blue }\n")
      .build("--explain")
      .check((_, { stderr }) => {
        expect(stderr.match(/^content\/\S+: layouts\/styles\/own\.css changed$/gm)?.length).toBe(2);
        expect(name(driver)).not.toBe(before);
      });
    await driver.expectContains("a/index.html", `/assets/${name(driver)}`);
  });

  it("reports a page that links to the removed one", async () => {
    const driver = built();
    let sheet = "";
    await driver.check(
      () =>
        void (sheet = readdirSync(driver.path("_site/assets")).find((file) => file.startsWith("own.")) ?? ""),
    );
    await driver
      .write("content/a.md", `---\ntitle: A\nlayout: own\n---\n[sheet](/assets/${sheet})\n`)
      .check(() => delay(150))
      .build()
      .write("layouts/styles/own.css", "p { color: blue }\n")
      .build()
      .expectExit(1)
      .check((_, { stderr }) =>
        expect(stderr).toContain(`The page links to /assets/${sheet}, which does not exist.`),
      );
  });
});

/** Builds in which only texts changed: what they ask for, and when they must not be taken for such. */

import { readdirSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { shardOf } from "../../src/incremental/cache/shards.js";
import { site, type Files, type SiteDriver } from "../support/site.js";

const files: Files = {
  "content/index.md": "# Home\n\n[A](a.md)\n",
  "content/a.md": "---\ntitle: A\n---\nText.\n\n## Part\n\n[gone](gone.md)\n",
  "content/b/b.md": "# B\n\n[part](../a.md#part)\n",
};

/** A site that has been built when its files were old enough to be believed. */
function built(more: Files = {}): SiteDriver {
  return site({ ...files, ...more })
    .check(() => delay(150))
    .build();
}

/** Forgets what the cache knows of all pages but one: who asks for another one has to make it again. */
function forgetOthers(driver: SiteDriver, source: string): SiteDriver {
  return driver.check(() => {
    const folder = driver.path(".cache/handbill/fingerprints");
    for (const name of readdirSync(folder)) if (name !== String(shardOf(source))) rmSync(join(folder, name));
  });
}

const edit = (driver: SiteDriver, text: string) => driver.write("content/a.md", text);
const A = files["content/a.md"] as string;

describe("a build after an edit of one text", () => {
  it("renders that page, and asks nothing about the others", async () => {
    const driver = built();
    await edit(forgetOthers(driver, "content/a.md"), A.replace("Text.", "New *text*."))
      .build("--explain")
      .expectExit(1)
      .check((_, { stderr }) =>
        expect(stderr).toMatch(/\ncontent\/a\.md: its file changed\n3 pages, 1 file written/),
      )
      // The file was too young to be believed by its look, and is what it was.
      .build("--explain")
      .check((_, { stderr }) => expect(stderr).not.toContain("its file changed"));
    await driver.expectContains("a/index.html", "New <em>text</em>.");
  });

  it("reports the same findings at their new places", async () => {
    await edit(built(), A.replace("Text.", "Text.\n\n\n"))
      .build("--format", "json")
      .expectExit(1)
      .check((_, { stdout }) =>
        expect(JSON.parse(stdout)).toMatchObject({
          diagnostics: [{ code: "broken-link", file: "content/a.md", line: 11, column: 8 }],
        }),
      )
      .build("--format", "json")
      .check((_, { stdout }) => expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ line: 11 }] }));
  });

  it("shows the line as it is now", async () => {
    const lines = (stdout: string) =>
      (JSON.parse(stdout) as { diagnostics: { lineText: string }[] }).diagnostics.map(
        ({ lineText }) => lineText,
      );
    const driver = built()
      .build("--format", "json")
      .check((_, { stdout }) => expect(lines(stdout)).toEqual(["[gone](gone.md)"]));
    await edit(driver, A.replace("[gone]", "See [gone]"))
      .build("--format", "json")
      .check((_, { stdout }) => expect(lines(stdout)).toEqual(["See [gone](gone.md)"]))
      .build("--format", "json")
      .check((_, { stdout }) => expect(lines(stdout)).toEqual(["See [gone](gone.md)"]));
  });

  it("reports new findings of the text", async () => {
    await edit(built(), A.replace("Text.", "weâ€™re"))
      .build("--format", "json")
      .check((_, { stdout }) =>
        expect(JSON.parse(stdout)).toMatchObject({
          diagnostics: [{ code: "double-encoded" }, { code: "broken-link" }],
        }),
      );
  });

  it.each<[string, string, (driver: SiteDriver) => SiteDriver]>([
    [
      "a heading that others link to is gone",
      A.replace("## Part", "## Piece"),
      (driver) => driver.check((_, { stdout }) => expect(stdout).toContain("broken-anchor")),
    ],
    [
      "there is a link more",
      A.replace("Text.", "[B](b/b.md)"),
      (driver) => driver.expectContains("a/index.html", 'href="/b/b/"'),
    ],
    [
      "the title changed",
      A.replace("title: A", "title: Other"),
      (driver) => driver.expectContains("index.html", "Other</a>"),
    ],
    [
      "the page has another address",
      A.replace("title: A", "permalink: /c/"),
      (driver) => driver.expectContains("index.html", 'href="/c/"'),
    ],
  ])("is a complete build when %s", async (_, text, then) => {
    await then(edit(built(), text).build("--format", "json"));
  });

  it("rewrites the feed that contains the text", async () => {
    const feed = {
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ title: "T", url: "https://t.example" });\n',
      "content/news/one.md": "---\ntitle: One\ndate: 2024-01-01\n---\nOld text.\n",
    };
    await built(feed)
      .write("content/news/one.md", "---\ntitle: One\ndate: 2024-01-01\n---\nNew text.\n")
      .build()
      .expectContains("news/feed.xml", "New text");
  });

  it("rewrites the list that shows texts of other pages", async () => {
    const list = {
      "layouts/list.njk": "{% for item in collections.all %}{{ item.templateContent | safe }}{% endfor %}",
      "content/list.md": "---\nlayout: list\n---\n",
    };
    await edit(built(list), A.replace("Text.", "New.")).build().expectContains("list/index.html", "New.");
  });

  it("brings back a file that is lost as well", async () => {
    await edit(built().remove("_site/b/b/index.html"), A.replace("Text.", "New."))
      .build()
      .expectContains("b/b/index.html", "part")
      .expectContains("a/index.html", "New.");
  });

  it("works without damaged entries", async () => {
    const driver = built();
    await edit(driver, A.replace("Text.", "New."))
      .check(() => {
        for (const folder of ["rendered-with", "parsed", "details"])
          for (const name of readdirSync(driver.path(".cache/handbill", folder)))
            truncateSync(driver.path(".cache/handbill", folder, name), 40);
      })
      .build()
      .expectContains("a/index.html", "New.");
  });
});

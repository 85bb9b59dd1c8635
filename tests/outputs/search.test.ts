/** The search index: what is in it, and when it is made. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runHere } from "../support/run-here.js";
import { handbill, readTree, site } from "../support/site.js";

const files = {
  ".eleventy.ts":
    'import { defineSite } from "handbill";\nexport default defineSite({ title: "T", search: true });\n',
  "content/index.md": "---\nlayout: landing\n---\n# Home\n",
  "content/docs/index.md": "# Docs\n",
  "content/docs/a.md": "# A\n\nSome words.\n",
  "content/docs/b.md": "---\nsearch: false\n---\n# B\n",
  "content/404.md": "---\nlayout: '404'\npermalink: 404.html\n---\n# Lost\n",
};

/** How many pages the index has, by language. */
const counts = (root: string) =>
  Object.fromEntries(
    Object.entries(
      (
        JSON.parse(readFileSync(join(root, "_site/pagefind/pagefind-entry.json"), "utf8")) as {
          languages: Record<string, { page_count: number }>;
        }
      ).languages,
    ).map(([language, { page_count }]) => [language, page_count]),
  );

describe("the search index", () => {
  it("contains documents, but no landing page, no 404 page, and no page that opts out", async () => {
    await site(files)
      .build()
      .expectExit(0)
      .check(({ root }) => expect(counts(root)).toEqual({ en: 2 }));
  });

  it("is only written, with its button, if the site turns it on", async () => {
    await site({ "content/docs/a.md": "# A\n" })
      .build()
      .expectExit(0)
      .expectLacks("docs/a/index.html", "search-open")
      .check(({ root }) => expect(readdirSync(join(root, "_site"))).not.toContain("pagefind"));
  });

  it("has the same bytes in every build, and changes only with its pages", async () => {
    await site(files)
      .build()
      .keep()
      .build("--no-cache")
      .expectUntouched()
      .write("content/docs/b.md", "---\nsearch: false\n---\n# B\n\nOther words.\n")
      .build()
      .expectExit(0)
      .expectStderr(/1 file written/)
      .write("content/docs/a.md", "# A\n\nOther words.\n")
      .build()
      .expectExit(0)
      .check(async ({ root }) => {
        const warm = readTree(join(root, "_site"));
        await runHere(["build", "--no-cache", "--output", "clean"], root);
        expect(
          [...readTree(join(root, "clean"))]
            .filter(([name, bytes]) => warm.get(name)?.equals(bytes) !== true)
            .map(([name]) => name),
        ).toEqual([]);
        expect(counts(root)).toEqual({ en: 2 });
      });
  });

  it("that fails is reported, and the rest of the site is written", async () => {
    const driver = site(files);
    await driver.check(async ({ root }) => {
      const { code, stdout } = await handbill(["build", "--format", "json"], root, {
        PAGEFIND_EXTENDED_BINARY_PATH: join(root, "nothing"),
        PAGEFIND_BINARY_PATH: join(root, "nothing"),
      });
      expect(code).toBe(1);
      expect(
        (JSON.parse(stdout) as { diagnostics: { code: string }[] }).diagnostics.map((found) => found.code),
      ).toEqual(["search-failed"]);
      expect(readFileSync(join(root, "_site/docs/a/index.html"), "utf8")).toContain("Some words.");
    });
  });

  it.each(["error", "off"])(
    "that could not be made is tried again by the next build: level %s",
    async (level) => {
      const driver = site({
        ...files,
        ".eleventy.ts": files[".eleventy.ts"].replace(
          "search: true",
          `search: true, levels: { "search-failed": "${level}" }`,
        ),
      });
      await new Promise((done) => setTimeout(done, 300));
      await driver.check(
        async ({ root }) =>
          void (await handbill(["build"], root, {
            PAGEFIND_EXTENDED_BINARY_PATH: join(root, "nothing"),
            PAGEFIND_BINARY_PATH: join(root, "nothing"),
          })),
      );
      await driver
        .build()
        .expectExit(0)
        .check(({ root }) => expect(counts(root)).toEqual({ en: 2 }));
    },
  );
});

/** Promises that hold for any input. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SiteConfig } from "../src/config/options.js";
import { sealedNav } from "../src/incremental/fingerprint.js";
import { createMarkdown } from "../src/content/markdown/markdown.js";
import { parsePage } from "../src/content/parse.js";
import type { Page } from "../src/model/model.js";
import { assembleSite } from "../src/site/assemble.js";
import { placePermalink } from "../src/site/permalinks.js";
import { findCollisions } from "../src/site/collisions.js";
import { resolveConfig } from "../src/config/resolve.js";
import { finishedWith } from "./support/finished.js";
import { runs } from "./support/runs.js";

const markdown = { author: createMarkdown({ trust: "author" }), text: createMarkdown({ trust: "text" }) };
const parse = (bytes: Uint8Array, trust: "author" | "text" = "author", path = "content/a.md") =>
  parsePage({ path, bytes }, { markdown: markdown[trust], templated: false });
const encode = (text: string) => new TextEncoder().encode(text);

/** Text made of what breaks parsers. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "---\n",
        "---",
        "\n",
        "\r\n",
        "title: ",
        "a: &a [*a]\n",
        "*a ",
        "- ",
        "> ",
        "    ",
        "\t",
        "```js\n",
        "~~~",
        "# ",
        "{#id}",
        "{.c}",
        "{{ x }}",
        "{% if %}",
        "[x](",
        "./a.md#b)",
        "![",
        "](",
        "<a href='",
        "'>",
        "<!--",
        "-->",
        "<script>",
        "|",
        "|--|",
        "[^1]",
        "[^1]: ",
        ":::",
        "::: note\n",
        "\n::: note ",
        "\n::: figure ",
        "> [!NOTE]\n",
        "www.",
        "https://x.y/(",
        "\u0000",
        "\u0001",
        "\ufeff",
        "â€™",
        "__proto__: ",
        "\\",
        "&#1;",
        "&amp;",
        ": ",
        "- [ ] ",
        "~~",
        "**",
        "_",
        "`",
        "\ud83d\ude00",
        "\u202e",
      ),
      fc.string({ maxLength: 8 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("stage 1", () => {
  it("never throws, points into the file, and is a function of its input", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, fc.boolean(), async (text, isText) => {
        const bytes = encode(text);
        const trust = isText ? "text" : "author";
        const first = await parse(bytes, trust);
        expect(await parse(bytes, trust)).toEqual(first);
        const lines = new TextDecoder().decode(bytes).replace(/\r\n?/g, "\n").split("\n");
        for (const { line = 1, column = 1, message } of [
          ...first.diagnostics,
          ...first.value.links.map((link) => ({ ...link, message: "" })),
        ]) {
          expect(line, message).toBeGreaterThanOrEqual(1);
          expect(line, message).toBeLessThanOrEqual(lines.length);
          expect(column, message).toBeGreaterThanOrEqual(1);
          expect(column, message).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 2);
        }
        expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain("polluted");
      }),
      { numRuns: runs(15_000) },
    );
  }, 120_000);

  it("never throws for any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { diagnostics } = await parse(bytes);
        for (const { code } of diagnostics) expect(typeof code).toBe("string");
      }),
      { numRuns: runs(3000) },
    );
  });

  it("runs nothing of an untrusted page", async () => {
    await fc.assert(
      fc.asyncProperty(
        hostile,
        fc.constantFrom(
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "<a href='javascript:alert(1)'>x</a>",
          "<a href='java&#9;script&colon;alert(1)'>x</a>",
          "<iframe src='https://x.example'></iframe>",
          "<svg onload=alert(1)>",
          "<p style='x'>",
          "[x](javascript:alert(1))",
          "[x](x){onclick=alert(1)}",
        ),
        async (text, attack) => {
          const { value } = await parse(encode(`${text}\n\n${attack}\n`), "text");
          const tags = value.html.match(/<[a-z][^>]*>/gi) ?? [];
          for (const tag of tags) {
            expect(tag).not.toMatch(/^<(?:script|iframe|svg|style|object|embed|form)\b/i);
            expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\s(?:on\w+|style)\s*=/i);
            expect(tag).not.toMatch(/(?:href|src)="\s*(?:javascript|vbscript)/i);
          }
        },
      ),
      { numRuns: runs(5000) },
    );
  }, 60_000);

  it("leaves no URL of Markdown without a placeholder", async () => {
    await fc.assert(
      fc.asyncProperty(
        hostile,
        fc.constantFrom("[x](./a.md)", "![x](./a.md)", "[x][r]\n\n[r]: ./a.md"),
        fc.boolean(),
        async (text, link, isText) => {
          const { value } = await parse(encode(`${text}${link}\n`), isText ? "text" : "author");
          expect(value.html).not.toMatch(/<(?:a|img) (?:href|src)="\.\/a\.md/);
        },
      ),
      { numRuns: runs(5000) },
    );
  }, 60_000);
});

describe("URLs", () => {
  it("never lead out of the output folder", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            "..",
            ".",
            "/",
            "\\",
            "a",
            "%2e",
            "%2E%2e",
            "%2f",
            "C:",
            "é",
            " ",
            "con",
            "\u0000",
            "x.html",
            "?",
            "#",
          ),
          { maxLength: 8 },
        ),
        fc.constantFrom("directory" as const, "file" as const),
        (parts, style) => {
          const { value, diagnostics } = placePermalink(parts.join(""), style, {});
          if (diagnostics.length > 0) expect(value.output).toBe(false);
          else if (value.output !== false) {
            expect(value.output.split(/[\\/]/)).not.toContain("..");
            expect(value.output).not.toMatch(/^\/|^[a-z]:|[\\?#\u0000]/i);
            expect(value.url.startsWith("/")).toBe(true);
          }
        },
      ),
      { numRuns: runs(5000) },
    );
  });
});

describe("stage 2", () => {
  const config: SiteConfig = resolveConfig({ title: "T" }, { root: "/site" });
  const assemble = (pages: readonly Page[]) =>
    assembleSite({
      config,
      pages,
      dataFiles: new Map(),
      configData: {},
      layoutData: () => ({}),
      staticFiles: [],
      renderPermalink: async (text) => text,
    });
  const names = fc.uniqueArray(
    fc.tuple(
      fc.constantFrom("", "docs/", "docs/deep/", "blog/"),
      fc.constantFrom("index", "a", "b", "c10", "c9", "Über", "a b"),
    ),
    { selector: ([folder, name]) => folder + name, maxLength: 12 },
  );

  it("gives the same site for any order of files, and every link that it resolves leads to a page", async () => {
    await fc.assert(
      fc.asyncProperty(names, fc.infiniteStream(fc.nat()), async (list, random) => {
        const pages = await Promise.all(
          list.map(async ([folder, name]) => {
            const links = list
              .slice(0, 4)
              .map(([otherFolder, other]) => `[x](/${otherFolder}${encodeURI(other)}.md)`)
              .join(" ");
            return (await parse(encode(`# ${name}\n\n${links}\n`), "author", `content/${folder}${name}.md`))
              .value;
          }),
        );
        const shuffled = [...pages].sort(() => ((random.next().value as number) % 3) - 1);
        const [one, two] = [await assemble(pages), await assemble(shuffled)];
        const shape = ({ value: site }: typeof one) =>
          site.pages.map((page) => [
            page.url,
            page.output,
            page.html,
            sealedNav(site, page, { names: () => true }),
          ]);
        expect(shape(two)).toEqual(shape(one));
        expect(one.value.checkLinks(finishedWith())).toEqual([]);
        expect(
          findCollisions(
            one.value.pages.map(({ page, output }) => ({ source: page.source, output: String(output) })),
          ),
        ).toEqual([]);
      }),
      { numRuns: runs(100) },
    );
  });
});

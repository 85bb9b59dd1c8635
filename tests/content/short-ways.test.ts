/** Where stage 1 takes a shorter way, it comes to what the long one comes to. */

import fc from "fast-check";
import GithubSlugger from "github-slugger";
import { expect, it } from "vitest";
import { renderCode } from "../../src/content/markdown/code-blocks.js";
import { readFence } from "../../src/content/markdown/code-fence.js";
import { unsafeUrl } from "../../src/content/lint/unsafe-url.js";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { findDoubleEncoded, mayBeDoubleEncoded } from "../../src/content/lint/mojibake.js";
import { createLocator } from "../../src/content/markdown/positions.js";
import { createWww } from "../../src/content/markdown/www.js";
import { growthOf, TOO_MUCH } from "../support/growth.js";
import { runs } from "../support/runs.js";

it("gives headings the ids that github-slugger gives", () => {
  const markdown = createMarkdown({ trust: "author" });
  const words = fc
    .array(
      fc.constantFrom(
        "A",
        "b",
        "É",
        "ß",
        "日",
        " ",
        "  ",
        "-",
        "_",
        "1",
        "-1",
        ".",
        "'",
        "/",
        "😀",
        "İ",
        "\u212a",
        "\u00a0",
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => `x${parts.join("")}y`);
  const titles = fc.array(fc.oneof(words, fc.constantFrom("a", "a", "a-1", "a 1", "a-1-1", "A")), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(titles, (list) => {
      const { headings } = markdown.render({
        body: list.map((title) => `# ${title.replaceAll("_", "\\_")}\n`).join(""),
        bodyLine: 1,
        source: "a.md",
      });
      const slugger = new GithubSlugger();
      expect(headings.map(({ id }) => id)).toEqual(headings.map(({ text: title }) => slugger.slug(title)));
      expect(headings.length).toBe(list.length);
    }),
    { numRuns: runs(1000) },
  );
});

it("finds positions as one does who looks at all lines", () => {
  const lines = fc
    .array(fc.constantFrom("ab", "b", "> ", " ", "\n", "\n"), { maxLength: 12 })
    .map((parts) => parts.join(""));
  const place = fc.record({
    content: lines,
    firstLine: fc.nat(4),
    offsets: fc.array(fc.nat(12), { minLength: 1, maxLength: 4 }),
  });
  fc.assert(
    fc.property(lines, fc.array(place, { maxLength: 5 }), (body, places) => {
      const locate = createLocator(body, 3);
      for (const { offset, block } of places.flatMap(({ offsets, ...block }) =>
        offsets.map((offset) => ({ offset, block })),
      )) {
        const { content, firstLine } = block;
        const before = content.slice(0, offset).split("\n");
        const inRow = offset - before.slice(0, -1).join("\n").length - (before.length > 1 ? 1 : 0);
        const row = content.slice(offset - inRow).split("\n")[0] ?? "";
        const source = body.split("\n")[firstLine + before.length - 1] ?? "";
        const shift = source.lastIndexOf(row.trimEnd());
        const column =
          shift === -1
            ? Math.max(0, source.indexOf(row.slice(inRow, inRow + 12).trimEnd(), inRow - 4))
            : shift + inRow;
        expect(locate(block, offset)).toEqual({
          line: 3 + firstLine + before.length - 1,
          column: column + 1,
        });
      }
    }),
    { numRuns: runs(2000) },
  );
});

it("finds the end of a URL without a scheme as one expression does", () => {
  const parts = fc
    .array(fc.constantFrom("www.", "a", "a.b", ".", "_", "-", "/", "?", "#", ")", "]", "<", " ", "'", "é"), {
      maxLength: 12,
    })
    .map((list) => list.join(""));
  fc.assert(
    fc.property(parts, (text) => {
      const lengthAt = createWww();
      for (let at = 0; at <= text.length; at += 1)
        expect(lengthAt(text, at)).toBe(
          /^[\w-]+(?:\.[\w-]+)+(?:[/?#][^\s<]*)?/.exec(text.slice(at))?.[0].replace(/[?!.,:*_~'")\]]+$/, "")
            .length ?? 0,
        );
    }),
    { numRuns: runs(2000) },
  );
});

it.each([
  "www.a.b/(",
  "http://a.b/(",
  "https://a.b/{",
  "ftp://a.b/'",
  "www.a.b/)",
  "www.a.b/&a;",
  "a@b.",
  "a@b.c ",
  "https://a.b/) ",
  "_https://a.b_ ",
  "~",
  "~a ",
  "~~a~ ",
])(
  "takes the time of its pieces: %j",
  async (piece) => {
    const markdown = createMarkdown({ trust: "author" });
    expect(
      await growthOf(
        (size) => markdown.render({ body: piece.repeat(size), bodyLine: 1, source: "a.md" }),
        4000,
      ),
    ).toBeLessThan(TOO_MUCH);
  },
  60_000,
);

it.each(["[a](bN.md) |", "\\| [a](bN.md) |", "[a](b.md) |", "[a] (bN.md) |"])(
  "takes the time of its cells for a row of a table: %j",
  async (cell) => {
    const markdown = createMarkdown({ trust: "author" });
    const row = (size: number) =>
      `|${"a|".repeat(size)}\n|${"-|".repeat(size)}\n` +
      `|${Array.from({ length: size }, (_, index) => cell.replace("N", String(index))).join("")}\n`;
    expect(
      await growthOf((size) => markdown.render({ body: row(size), bodyLine: 1, source: "a.md" }), 2000),
    ).toBeLessThan(TOO_MUCH);
  },
  60_000,
);

it("marks the lines of a code block that one marks who writes each of them down", () => {
  const one = fc.oneof(
    fc.nat(12).map(String),
    fc.tuple(fc.nat(12), fc.nat(12)).map((ends) => ends.join("-")),
    fc.constantFrom("", " ", "3-", "-2", "a", "1 2", "5-20000"),
  );
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), (list) => {
      const options = readFence(`js {${list.join(",")}}`).options;
      if (options === undefined) return;
      const marked = new Set<number>();
      for (const part of list.join(",").split(/[\s,]+/)) {
        const [from = NaN, to = from] = part.split("-").map(Number);
        for (let line = from; line <= Math.min(to, from + 10_000); line += 1) marked.add(line);
      }
      const html = renderCode("x\n".repeat(14), "js", options, (text) => text);
      const lines = html.match(/<span class="line( marked)?">/g) ?? [];
      expect(lines.flatMap((line, index) => (line.includes("marked") ? [index + 1] : []))).toEqual(
        [...Array(14).keys()].map((index) => index + 1).filter((line) => marked.has(line)),
      );
    }),
    { numRuns: runs(2000) },
  );
});

it("looks for text that was encoded twice in every file that may hold it", () => {
  const parts = fc
    .array(
      fc.constantFrom("Ã", "â", "€", "™", "ð", "Ÿ", "˜", "€", "©", "Â", "\u00a0", "a", "é", "ô", "\u0081"),
      { maxLength: 6 },
    )
    .map((list) => list.join(""));
  fc.assert(
    fc.property(parts, (body) => {
      if (findDoubleEncoded(body, "a.md").length > 0)
        expect(mayBeDoubleEncoded(Buffer.from(body))).toBe(true);
    }),
    { numRuns: runs(2000) },
  );
  expect(findDoubleEncoded("weâ€™ve", "a.md").length).toBe(1);
});

it("reports a hundred texts of a file that were encoded twice, and the number of the rest", () => {
  const found = findDoubleEncoded("weâ€™ve\n".repeat(2000), "a.md");
  expect(found.length).toBe(101);
  expect(found[99]).toMatchObject({
    line: 100,
    column: 3,
    message: "“weâ€™ve” was encoded as UTF-8 twice; readers see “â€™”.",
  });
  expect(found[100]).toMatchObject({
    line: 101,
    column: 3,
    message: "From here on, 1,900 more words of this file were encoded as UTF-8 twice.",
  });
  expect(findDoubleEncoded("weâ€™ve\n".repeat(100), "a.md").length).toBe(100);
});

it("refuses every unsafe URL in every spelling", () => {
  const parts = fc
    .array(
      fc.constantFrom(
        "java",
        "script",
        "vbscript",
        "data",
        "FILE",
        ":",
        " ",
        "\u0000",
        "\t",
        "/",
        "a",
        "image/",
      ),
      { maxLength: 6 },
    )
    .map((list) => list.join(""));
  fc.assert(
    fc.property(parts, (href) => {
      const isUnsafe = /^(?:javascript|vbscript|data|file):/i.test(href.replace(/[\u0000-\u0020]/g, ""));
      expect(unsafeUrl("link", href, () => ({})) !== undefined).toBe(isUnsafe);
    }),
    { numRuns: runs(2000) },
  );
});

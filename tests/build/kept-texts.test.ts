/** What is kept of pages comes back as it was, and text becomes the bytes that Node makes of it. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBodyWriter, readBody } from "../../src/incremental/cache/body-pack.js";
import { detailsText, packDetails, readDetails } from "../../src/incremental/cache/page-details.js";
import { withUtf8 } from "../../src/utils/utf8.js";
import { disk } from "../../src/system/disk.js";

/** Also halves of characters, line ends of all kinds, and quotes. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.constantFrom("", "\n", "\r\n", '"', "\\", "\u2028", "\ud83d", "\ude00x", "é", "日本", "😀"),
);
const place = { line: fc.nat(), column: fc.nat() };

describe("headings, ids and links", () => {
  it("come back as they were", () => {
    const inner = fc.record({
      headings: fc.array(fc.record({ level: fc.integer({ min: 1, max: 6 }), id: text, text })),
      ids: fc.array(text),
      links: fc.array(
        fc.record({ kind: fc.constantFrom("link" as const, "image" as const), href: text, ...place }),
      ),
    });
    fc.assert(
      fc.property(inner, (before) => {
        const { headings, ids, links } = readDetails(detailsText(packDetails(before)));
        expect({ headings, ids, links }).toEqual(before);
      }),
    );
  });

  it("say the same of a page to others when its lines move, and another thing when a link or an id changes", () => {
    const page = {
      headings: [{ level: 1, id: "a", text: "A" }],
      ids: ["a"],
      links: [{ kind: "link" as const, href: "b.md", line: 3, column: 1 }],
    };
    const face = (change: Partial<typeof page>) => packDetails({ ...page, ...change }).public;
    expect(face({ links: [{ kind: "link", href: "b.md", line: 9, column: 4 }] })).toBe(face({}));
    expect(
      new Set([
        face({}),
        face({ ids: ["b"] }),
        face({ links: [{ kind: "link", href: "c.md", line: 3, column: 1 }] }),
        packDetails({ ...page, links: [{ kind: "image", href: "b.md", line: 3, column: 1 }] }).public,
      ]).size,
    ).toBe(4);
  });
});

describe("a text", () => {
  it("becomes the same bytes as with Node's own function, one after the other", () => {
    const long = fc.tuple(text, fc.constantFrom(1, 1000, 600_000)).map(([some, times]) => some.repeat(times));
    fc.assert(
      fc.property(fc.array(long, { maxLength: 4 }), (texts) => {
        for (const one of texts)
          expect(withUtf8(one, (bytes) => Buffer.compare(bytes, Buffer.from(one)))).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it("is read from where it was kept, however large those before it were", () => {
    const folder = mkdtempSync(join(tmpdir(), "handbill-bodies-"));
    let pack = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.constantFrom(1, 50, 300_000)), { maxLength: 6 }), (list) => {
        pack += 1;
        const texts = list.map(([some, times]) => some.repeat(times));
        const writer = createBodyWriter(disk, folder, pack);
        const kept = texts.map((one) => writer.add(one));
        writer.flush();
        const parts = disk.openParts();
        for (const [index, body] of [...kept.entries()].reverse())
          expect(readBody(parts, folder, body) === Buffer.from(texts[index] ?? "").toString()).toBe(true);
        parts.close();
        if (texts.some((one) => one !== ""))
          expect(
            readFileSync(join(folder, String(pack))).equals(
              Buffer.concat(texts.map((one) => Buffer.from(one))),
            ),
          ).toBe(true);
      }),
      { numRuns: 30, examples: [[[["", 1]]]] },
    );
    rmSync(folder, { recursive: true });
  });
});

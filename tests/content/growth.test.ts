/** Work grows as what is given does. */

import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { parsePage } from "../../src/content/parse.js";
import { linkNamesOf } from "../../src/site/links/link-names.js";
import { growthOf, TOO_MUCH } from "../support/growth.js";
import { PIECES, repeated } from "../support/repeated-pieces.js";
import { some } from "../support/runs.js";

const markdown = { author: createMarkdown({ trust: "author" }), text: createMarkdown({ trust: "text" }) };
const parse = (bytes: Uint8Array, trust: "author" | "text") =>
  parsePage({ path: "content/a.md", bytes }, { markdown: markdown[trust], templated: false });
/** Both in the long run; otherwise every other piece is an author's, and the rest is text. */
const trusts = (index: number) =>
  some(index % 2 === 0 ? (["author", "text"] as const) : (["text", "author"] as const), 1);
const encode = (text: string) => new TextEncoder().encode(text);

describe("takes work in proportion: four times the input, about four times the work", () => {
  it.each(PIECES.map((piece, index) => ({ name: JSON.stringify(piece), piece, trusts: trusts(index) })))(
    "$name",
    async ({ piece, trusts: asked }) => {
      for (const trust of asked)
        expect(
          await growthOf(async (size) => parse(encode(repeated(piece, size)), trust), 16_000),
          trust,
        ).toBeLessThan(TOO_MUCH);
    },
  );
});

it("finds the name at the end of a link in proportion", async () => {
  expect(
    await growthOf((size) => linkNamesOf([{ href: `${".md".repeat(size / 3)}x` }]), 60_000),
  ).toBeLessThan(TOO_MUCH);
});

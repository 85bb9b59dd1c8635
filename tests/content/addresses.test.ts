/** Addresses that take the short way are those that markdown-it leaves as they are. */

import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { runs } from "../support/runs.js";

const plain = new MarkdownIt({ html: true });
const markdown = createMarkdown({ trust: "author" });

const start = fc.constantFrom(
  "",
  "http://",
  "https://",
  "https://a.b",
  "HTTP://",
  "mailto:",
  "//",
  "/",
  "./",
  "ftp://",
  "http:",
  "?",
  "#",
);
const rest = fc.string({ unit: fc.constantFrom(..."abz09/?#.&=+$,;!~*'-_AZ:@%é "), maxLength: 12 });

it("finds the URLs of other image sizes in attributes, each at its place", () => {
  const { html, links, diagnostics } = markdown.render({
    body: 'A\n![x](a.png){srcset="b.png 2x, /c.png 3x, javascript:x 4x" .wide}',
    bodyLine: 3,
    source: "a.md",
  });
  expect(html).toContain('srcset="\u00011\u0001 2x, \u00012\u0001 3x,  4x"');
  expect(links).toEqual([
    { kind: "image", href: "a.png", line: 4, column: 6 },
    { kind: "image", href: "b.png", line: 4, column: 21 },
    { kind: "image", href: "/c.png", line: 4, column: 31 },
  ]);
  expect(diagnostics).toMatchObject([{ code: "unsafe-url", line: 4, column: 42 }]);
});

it("gives the same URLs as markdown-it", () => {
  fc.assert(
    fc.property(start, rest, (first, more) => {
      const text = `[x](<${first}${more}>)`;
      const ours = markdown.render({ body: text, bodyLine: 1, source: "a.md" }).links[0]?.href;
      const theirs = /href="([^"]*)"/
        .exec(plain.render(text))?.[1]
        ?.replaceAll("&amp;", "&")
        .replaceAll("&quot;", '"');
      const decoded = (href: string | undefined) => {
        try {
          return href === undefined ? undefined : decodeURI(href.replace(/%25(?=[\da-f]{2})/gi, "%2525"));
        } catch {
          return href;
        }
      };
      if (ours !== undefined && theirs !== undefined) expect(ours).toBe(decoded(theirs));
    }),
    { numRuns: runs(3000) },
  );
});

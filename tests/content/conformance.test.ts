/** CommonMark's own examples through stage 1, and those of GFM's extensions. */

import { readFileSync } from "node:fs";
import { tests as commonmark } from "commonmark-spec";
import { describe, expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { LINK_MARK } from "../../src/model/placeholders.js";

const markdown = createMarkdown({ trust: "author" });

function render(body: string): string {
  const { html, links } = markdown.render({ body, bodyLine: 1, source: "content/a.md" });
  const parts = html.split(LINK_MARK);
  for (let index = 1; index < parts.length; index += 2)
    parts[index] = markEnd(links[Number(parts[index])]?.href ?? "");
  return normal(parts.join(""));
}

/** Links are kept decoded; the examples have them encoded. */
function markEnd(href: string): string {
  return encodeURI(href)
    .replace(/%25([0-9A-F]{2})/gi, "%$1")
    .replace(/%5B/g, "%5B")
    .replace(/&/g, "&amp;")
    .replace(/'/g, "'");
}

/** What Handbill writes differently everywhere, and means the same: no slash in empty tags; no line in empty quotes; ids on headings; a class on links whose text is their URL. */
function normal(html: string): string {
  return html
    .replace(/ \/>/g, ">")
    .replace(/<blockquote>\n<\/blockquote>/g, "<blockquote></blockquote>")
    .replace(/<(h[1-6]) id="[^"]*"/g, "<$1")
    .replace(/(<a href="[^"]*") class="autolink"/g, "$1")
    .trim();
}

/** Examples that Handbill changes on purpose. */
const CHANGED: Readonly<Record<number, string>> = {
  31: "addresses in raw HTML are resolved like those in Markdown, and written percent-encoded",
  344: "as 31: the backtick in the address is percent-encoded",
  21: "as 31: the backslash is percent-encoded",
  630: "as 31: the letter is percent-encoded",
  631: "as 31: the backslash is percent-encoded",
  642: "as 31: line ends in the address are percent-encoded",
  643: "as 31: line ends are percent-encoded",
  602: "an address with a scheme is a link wherever it stands, as in GFM 6.9",
  608: "as 602, with spaces inside the brackets",
  611: "as 602, without brackets",
  612: "an email address is a link wherever it stands, as in GFM 6.9",
};

describe("CommonMark 0.31.2", () => {
  for (const { number, markdown: input, html, section } of commonmark as readonly {
    number: number;
    markdown: string;
    html: string;
    section: string;
  }[]) {
    it.skipIf(number in CHANGED)(`example ${number}, ${section}`, () => {
      expect(render(input.replace(/→/g, "\t"))).toBe(normal(html.replace(/→/g, "\t")));
    });
  }

  it("is changed in few examples, each for a reason", () => {
    for (const [number, why] of Object.entries(CHANGED)) {
      const example = (commonmark as readonly { number: number; markdown: string; html: string }[]).find(
        (candidate) => candidate.number === Number(number),
      );
      expect(why.length).toBeGreaterThan(10);
      expect(
        render((example?.markdown ?? "").replace(/→/g, "\t")),
        `example ${number} is as in CommonMark: take it off the list`,
      ).not.toBe(normal((example?.html ?? "").replace(/→/g, "\t")));
    }
  });
});

/** The fixture: what is written, a line with a dot, what comes out, a line with a dot. */
function fixtures(name: string): readonly (readonly [string, string, string])[] {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  return [...text.matchAll(/^## (.+)\n\n\.\n([\s\S]*?)\n\.\n([\s\S]*?)\n\.$/gm)].map(
    ([, title = "", input = "", output = ""]) => [title, input, output] as const,
  );
}

describe("GFM", () => {
  it.each(fixtures("gfm.txt"))("%s", (_, input, output) => {
    expect(render(`${input}\n`)).toBe(normal(output));
  });
});

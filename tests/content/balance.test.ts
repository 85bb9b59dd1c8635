/** What strangers open and close stays in their page. The expected results are what browsers make of it, by the HTML Living Standard. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { balance } from "../../src/content/lint/balance.js";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { sanitize } from "../../src/content/html/sanitize.js";
import { useBlankPage } from "../support/served.js";
import { runs } from "../support/runs.js";

const bodyOf = (body: string, inline = false) =>
  createMarkdown({ trust: "text" }).render({ body, bodyLine: 1, source: "a.md", inline }).html;

it.each([
  ["closings of what is around the page", "</div></div></section>Text", "Text"],
  ["more closings than were opened", "<div>a</div></div>b", "<div>a</div>b"],
  ["what is never closed", "<div><b>a", "<div><b>a</b></div>"],
  ["what is closed crosswise", "<b><div>a</b>b</div>", "<b><div>a</div></b>b"],
  [
    "what ends with what is around it",
    "<blockquote><div>a</blockquote></div>",
    "<blockquote><div>a</div></blockquote>",
  ],
  ["elements without an end", "a<br></br><hr></hr>", "a<br><hr>"],
  [
    "an entry that ends the one before it, and all in that",
    "<ul><li><div>a<li>b</li></div></li></ul>c",
    "<ul><li><div>a</div></li><li>b</li></ul>c",
  ],
  [
    "the same of a list of definitions",
    "<dl><dt><div>a<dd>b</dd></div></dt></dl>",
    "<dl><dt><div>a</div></dt><dd>b</dd></dl>",
  ],
  [
    "entries of a list in an entry",
    "<ul><li>a<ul><li>b</li></ul></li></ul>",
    "<ul><li>a<ul><li>b</li></ul></li></ul>",
  ],
  [
    "a table that ends the one around it",
    "<table><div><table></table></div></table>",
    "<table><div></div></table><table></table>",
  ],
  [
    "a table in a cell",
    "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>",
    "<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>",
  ],
  ["parts of nothing", "<li>a</li><td>b</td><dd>c</dd>", "abc"],
])("%s", (_, written, expected) => {
  expect(balance(written)).toBe(expected);
});

it("holds for a page of Markdown, for all of it together", () => {
  expect(
    bodyOf("A <b>b</b></div></div>\n\n</section>\n\n> <div>\n\n</div>\n\n<details>\n\n**x**\n\n</details>\n"),
  ).toBe(
    "<p>A <b>b</b></p>\n\n<blockquote>\n<div>\n</div></blockquote>\n\n<details>\n" +
      "<p><strong>x</strong></p>\n</details>\n",
  );
  expect(bodyOf(":::: note\n<ul><li>\n\n::: tip\n<li>\n:::\n::::\n")).toContain("</div></li><li>");
  expect(bodyOf("x</h1></li><li>", true)).toBe("x");
});

it("leaves the page of an author as it is written", () => {
  expect(
    createMarkdown({ trust: "author" }).render({ body: "</div>", bodyLine: 1, source: "a.md" }).html,
  ).toBe("</div>");
});

describe("unbalanced tags of an untrusted page", () => {
  const blank = useBlankPage();

  /** Of each text in the place of a page, whether a browser finds the layout around it as it was. */
  const staysInside = (texts: readonly string[]): Promise<boolean[]> =>
    blank.page.evaluate(
      (all) =>
        all.map((html) => {
          const document = new DOMParser().parseFromString(
            `<!DOCTYPE html><body><div id="docs"><main id="main"><article id="prose">${html}` +
              `</article><section id="after">x</section></main></div><footer ` +
              `id="footer">x</footer></body>`,
            "text/html",
          );
          const path = (id: string) => {
            const ids: string[] = [];
            for (let element = document.getElementById(id); element !== null; element = element.parentElement)
              ids.push(element.id || element.localName);
            return ids.join(" ");
          };
          return (
            path("prose") === "prose main docs body html" &&
            path("after") === "after main docs body html" &&
            path("footer") === "footer body html" &&
            ["after", "footer"].every((id) => document.getElementById(id)?.innerHTML === "x") &&
            document.getElementById("docs")?.children.length === 1 &&
            document.getElementById("main")?.children.length === 2
          );
        }),
      texts,
    );

  const names =
    "div section p b a span ul ol li dl dt dd table caption colgroup col thead tbody tr td th h2 h3 blockquote pre details summary ruby rt br hr img".split(
      " ",
    );
  const tag = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom("<", "<", "</"))
    .map(([name, start]) => `${start}${name}>`);

  it("ends with its page, for a browser", async () => {
    const texts = fc
      .sample(
        fc
          .array(fc.oneof({ weight: 6, arbitrary: tag }, fc.constantFrom("a", "\n")), { maxLength: 14 })
          .map((parts) => parts.join("")),
        { numRuns: runs(20_000) },
      )
      .map((text) => balance(sanitize(text)));
    const stays = await staysInside(texts);
    expect(texts.filter((_, index) => !stays[index])).toEqual([]);
    // The measure finds what it is for.
    expect(
      await staysInside([
        "</div>",
        "<b>",
        "<ul><li><div><li></li></div></li></ul></div>",
        "<table><div><table></table></div></table>",
      ]),
    ).toEqual([false, false, false, false]);
  }, 120_000);

  it("and so it does between Markdown", async () => {
    const markdown = createMarkdown({ trust: "text" });
    const parts = fc.oneof(
      { weight: 5, arbitrary: tag },
      fc.constantFrom(
        "\n\n",
        "\n\n> ",
        "\n- ",
        "\n    ",
        "a",
        "**",
        "\n\n::: note\n",
        "\n:::\n",
        "[x](y)",
        "`",
        "\n| a | b |\n|--|--|\n| ",
        " | ",
      ),
    );
    const bodies = fc.sample(
      fc.array(parts, { maxLength: 24 }).map((all) => all.join("")),
      { numRuns: runs(5000) },
    );
    const texts = bodies.map((body) => markdown.render({ body, bodyLine: 1, source: "a.md" }).html);
    const stays = await staysInside(texts);
    expect(texts.filter((_, index) => !stays[index])).toEqual([]);
  }, 120_000);
});

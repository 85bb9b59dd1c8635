/** What readers, links and search engines take from a finished page. */

import { describe, expect, it } from "vitest";
import { factsOfPage } from "../../src/compare/page-facts.js";
import { textOfPage, wordsOf } from "../../src/compare/page-text.js";

describe("the text of a page", () => {
  it("has a line for each heading, paragraph, item, row and line of code", () => {
    expect(
      textOfPage(
        "<body><main><h1>Start</h1><p>One <em>two</em>\n" +
          " three<br>four &amp; five</p><ul><li>a</li><li><p>b</p></li></ul><pre><code>x = 1\n\n" +
          "y</code></pre><table><tr><th>k</th><td>v</td></tr></table><img src='/a.png' " +
          "alt='A'></main></body>",
      ).lines,
    ).toEqual([
      "# Start",
      "One two three",
      "four & five",
      "- a",
      "- b",
      "x = 1",
      "y",
      "| k | v",
      "![A](/a.png)",
    ]);
  });

  it("has one space where two elements each have one", () => {
    expect(textOfPage("<main><h2><i></i> A <b> b</b></h2><pre>x  y</pre></main>").lines).toEqual([
      "## A b",
      "x  y",
    ]);
  });

  it("excludes its surroundings: navigation, header, footer", () => {
    const page =
      "<head><title>T</title><style>p{}</style></head><body><header>Acme</header><nav>All</nav><main><nav>Top</nav><p>Own</p><script>let x = '<p>no</p>'</script></main><footer>End</footer></body>";
    expect(textOfPage(page)).toEqual({ lines: ["Own"], around: ["Acme", "All", "Top", "End"] });
    expect(textOfPage("<header>Acme</header><div>Own</div><aside>Ad</aside>")).toEqual({
      lines: ["Own"],
      around: ["Acme", "Ad"],
    });
  });

  it("consists of words without punctuation", () => {
    expect(wordsOf(["## It's a well-known *v1.2*", "- naïve 中文"])).toEqual([
      "It's",
      "a",
      "well-known",
      "v1.2",
      "naïve",
      "中文",
    ]);
  });

  it("is read from a page that ends in the middle of a tag", () => {
    expect(textOfPage("<main><p>One</p><p clas").lines).toEqual(["One"]);
  });
});

it("has metadata, links, assets and the ids of headings", () => {
  expect(
    factsOfPage(
      '<head><title>A &amp; B</title><meta name="Description" content="About"><meta name="robots" ' +
        'content="noindex"><link rel="canonical" href="https://acme.example/a/"><link ' +
        'rel="stylesheet" href="/a.css"><script src="/a.js"></script></head>' +
        '<nav><h2 id="nav:toc">Contents</h2></nav><main><h1 ' +
        'id="top">A</h1><h2 id="one">One</h2><a href="/b/">B</a><a href="/b/">B</a></main>',
    ),
  ).toMatchObject({
    metadata: {
      title: "A & B",
      description: "About",
      canonical: "https://acme.example/a/",
      robots: "noindex",
    },
    links: ["/b/"],
    assets: ["/a.css", "/a.js"],
    headingIds: ["one"],
  });
});

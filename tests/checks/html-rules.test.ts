/** Rules over finished HTML: pieces of HTML in which each rule finds something, and others in which none does. */

import { describe, expect, it } from "vitest";
import { faultsOfPage } from "../../src/checks/html/faults.js";
import { oversizedImages } from "../../src/checks/html/oversized-images.js";
import { htmlRules } from "../../src/checks/html/rules.js";

interface Pieces {
  readonly rule: string;
  /** In each, the rule finds one thing. */
  readonly finds: readonly string[];
  /** In none of these, any rule finds anything. */
  readonly leaves: readonly string[];
}

/** As random as a token: whole ones are made below, so that programs that look for them find none here. */
const RANDOM = "Zk3vQ9mT7xLw2RbN8sYc5HdJ6fGp4VtX1aUe";
const ROWS = "<tr><td>a</td><td>b</td></tr>".repeat(3);

const PIECES: readonly Pieces[] = [
  {
    rule: "duplicate-ids",
    finds: [
      '<p id="a">x</p><p id="a">y</p>',
      "<p id=a>x</p><h2 id='a'>y</h2>",
      '<nav id="menu"></nav><main><h2 id="menu">Menu</h2></main>',
      '<svg id="a"></svg><p id="a">x</p><b id="b"></b><p id="a">y</p>',
    ],
    leaves: [
      '<p id="a">x</p><p id="A">y</p>',
      '<p id="">x</p><p id="">y</p>',
      '<svg><path id="a"/></svg><svg><path id="a"/></svg>',
      '<template><p id="a"></p></template><p id="a">y</p>',
      '<!-- <p id="a"> --><p id="a">y</p>',
      '<script>"<p id=a>"</script><p id="a">y</p>',
    ],
  },
  {
    rule: "duplicate-attributes",
    finds: [
      '<p class="a" class="b">x</p>',
      '<p class="a" CLASS="b">x</p>',
      '<p class="a" title="t" class="b" title="u">x</p>',
      '<a href="/a/" href="/b/">x</a>',
    ],
    leaves: [
      '<p class="a" data-class="b">x</p>',
      "<p style={{ top: '0', left: '0' }}>x</p>",
      '<p class="a">x</p class="b" class="c">',
      '<svg xlink:href="#a" href="#a"></svg>',
    ],
  },
  {
    rule: "heading-levels",
    finds: [
      "<h1>A</h1><h3>B</h3>",
      "<h2>A</h2><p>x</p><h4>B</h4><h4>C</h4>",
      "<main><h1>A</h1><section><h4>B</h4></section></main>",
      "<h1>A</h1><nav><h2>On this page</h2></nav><h3>B</h3>",
    ],
    leaves: [
      "<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2><h3>E</h3>",
      "<h3>A</h3><h1>B</h1>",
      "<main><h1>A</h1></main><footer><h4>Company</h4></footer>",
      "<nav><h3>Docs</h3></nav><main><h1>A</h1><h2>B</h2></main>",
      "<h1>A</h1><blockquote><h3>Quoted</h3></blockquote><h2>B</h2>",
      "<h1>A</h1><pre>&lt;h3></pre><h2>B</h2>",
    ],
  },
  {
    rule: "form-labels",
    finds: [
      '<form><input name="email"></form>',
      '<label for="a">A</label><input id="b">',
      "<label>A</label><select><option>1</select>",
      "<textarea></textarea>",
      '<input type="checkbox" name="terms"> I agree',
    ],
    leaves: [
      "<label>Email <input></label>",
      '<input id="a"><label for="a">A</label>',
      '<input aria-label="Search"><select title="Language"></select>',
      '<input type="hidden"><input type="submit"><button>Send</button>',
      '<input type="checkbox" disabled> done',
      '<p hidden><input name="bot"></p>',
      '<div aria-hidden="true"><div><input></div></div>',
      '<input placeholder="Search">',
    ],
  },
  {
    rule: "frame-titles",
    finds: [
      '<iframe src="/a/"></iframe>',
      '<iframe src="/a/" title=" "></iframe>',
      '<div><iframe width="560" height="315" src="https://video.example/1" allowfullscreen></iframe></div>',
    ],
    leaves: [
      '<iframe src="/a/" title="A"></iframe>',
      '<iframe src="/a/" aria-label="A"></iframe>',
      '<noscript><iframe src="/count" height="0" width="0"></iframe></noscript>',
      '<iframe src="/count" width="1" height="1"></iframe>',
      '<iframe src="/a/" aria-hidden="true" tabindex="-1"></iframe>',
      '<iframe style="display: none" src="/a/"></iframe>',
    ],
  },
  {
    rule: "link-names",
    finds: [
      '<a href="/a/"></a>',
      '<a href="/a/"> <!-- icon --> </a>',
      '<a href="/a/"><i class="icon"></i></a>',
      '<a href="/a/"><img src="/a.png" alt=""></a>',
      '<a href="/a/"><svg><path d="M0 0"/></svg></a>',
    ],
    leaves: [
      '<a href="/a/">A</a>',
      '<a href="/a/"><img src="/a.png" alt="A"></a>',
      '<a href="/a/" aria-label="A"><i></i></a>',
      '<a href="/a/"><svg><title>A</title></svg></a>',
      '<a href="/a/"><my-icon name="a"></my-icon></a>',
      '<a id="place"></a><a name="place2"></a><a href="#a" class="anchor"></a>',
      '<a href="/a/" aria-hidden="true"></a>',
      '<a href="/a/"><span>→</span></a>',
    ],
  },
  {
    rule: "button-names",
    finds: [
      "<button></button>",
      '<button class="close"><svg><path d="M0 0"/></svg></button>',
      '<button type="submit"><img src="/go.png" alt=""></button>',
    ],
    leaves: [
      "<button>Send</button>",
      '<button aria-label="Close"><svg></svg></button>',
      '<button title="Close">×</button>',
      "<button>×</button>",
      '<button hidden class="menu"></button>',
      '<button><slot name="text"></slot></button>',
    ],
  },
  {
    rule: "table-headers",
    finds: [
      `<table>${ROWS}</table>`,
      `<table class="data"><tbody>${ROWS}</tbody></table>`,
      `<table><tr><td><b>Plan</b></td><td><b>Price</b></td></tr>${ROWS}</table>`,
    ],
    leaves: [
      `<table><tr><th>a</th><th>b</th></tr>${ROWS}</table>`,
      `<table>${"<tr><th>a</th><td>b</td></tr>".repeat(3)}</table>`,
      `<table role="presentation">${ROWS}</table>`,
      "<table><tr><td>a</td><td>b</td></tr></table>",
      `<table>${"<tr><td>a</td></tr>".repeat(4)}</table>`,
      `<table>${'<tr><td><img src="/a.png" alt="a"></td><td>b</td></tr>'.repeat(3)}</table>`,
      `<table>${"<tr><td>1</td><td><pre>code</pre></td></tr>".repeat(3)}</table>`,
    ],
  },
  {
    rule: "insecure-urls",
    finds: [
      '<img src="http://a.example/a.png" alt="a">',
      '<script src="HTTP://a.example/a.js"></script>',
      '<link rel="stylesheet" href="http://a.example/a.css">',
      '<img src="/a.png" srcset="/b.png 1x, http://a.example/c.png 2x" alt="a">',
    ],
    leaves: [
      '<a href="http://a.example/">a</a>',
      '<link rel="canonical" href="http://a.example/">',
      '<img src="https://a.example/a.png" alt="http://a.example/">',
      '<script src="http://localhost:8080/a.js"></script>',
      '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    ],
  },
  {
    rule: "bidi-controls",
    finds: ["<pre><code>/*\u202e*/</code></pre>", "<p><code>a\u2066b</code></p>", "<pre>&#x202E;</pre>"],
    leaves: [
      "<p>\u2067\u05d0\u2069</p><code>a</code>",
      "<pre>\u05d0\u05d1</pre>",
      "<pre>a\u200f</pre>",
      "<pre>U+202E</pre>",
    ],
  },
  {
    rule: "secrets",
    finds: [
      `<p>ghp_${RANDOM}</p>`,
      "<code>AKIA" + "3QZT7WLN5RKXV2DM</code>",
      `<script>key = "sk_live_${RANDOM}"</script>`,
      `<pre>glpat-${RANDOM.slice(0, 20)}</pre>`,
      `<pre>-----BEGIN PRIVATE KEY-----\n${RANDOM}${RANDOM}\n</pre>`,
    ],
    leaves: [
      "<p>ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx</p>",
      "<p>AKIAIOSFODNN7EXAMPLE</p>",
      `<p>sk_test_${RANDOM} pk_live_${RANDOM}</p>`,
      "<pre>-----BEGIN PRIVATE KEY-----\n…</pre>",
      `<p>commit ${RANDOM.toLowerCase()}</p>`,
      "<p>ghp_YOUR_TOKEN glpat-your-token-goes-here</p>",
    ],
  },
  {
    rule: "page-weight",
    finds: [
      `<p>${"x".repeat(2000)}</p>`,
      `<p>${"ü".repeat(1000)}</p>`,
      `<script>${"x();".repeat(500)}</script><p>x</p>`,
    ],
    leaves: [`<p>${"x".repeat(1900)}</p>`, `<p>${"ü".repeat(900)}</p>`, "<p>x</p>"],
  },
  {
    rule: "oversized-images",
    finds: [
      '<img src="/a.png" width="200" height="100" alt="a">',
      '<img src="../a.JPG?v=1" width="96px" alt="a">',
      '<img src="a%20b.webp" width="800" alt="a">',
    ],
    leaves: [
      '<img src="/a.png" alt="a">',
      '<img src="/a.png" width="1200" height="600" alt="a">',
      '<img src="/a.png" width="50%" alt="a">',
      '<img src="/a.svg" width="96" alt="a">',
      '<img src="https://b.example/a.png" width="96" alt="a">',
      '<img src="/a.png" srcset="/b.png 2x" width="96" alt="a">',
    ],
  },
];

/** The most bytes of a page here. */
const BUDGET = 2000;

describe("rules over finished HTML", () => {
  it("have pieces of HTML each, and as many that they must accept", () => {
    expect(PIECES.map(({ rule }) => rule)).toEqual(htmlRules.map(({ name }) => name));
    for (const { rule, finds, leaves } of PIECES)
      expect(leaves.length, rule).toBeGreaterThanOrEqual(finds.length);
  });

  const rows = (kind: "finds" | "leaves") =>
    PIECES.flatMap((pieces) => pieces[kind].map((html): [string, string] => [pieces.rule, html]));

  it.each(rows("finds"))("%s finds the mistake in %s", (rule, html) => {
    const { code } = htmlRules.find(({ name }) => name === rule) ?? {};
    const found = faultsOfPage(html, true, BUDGET).map((fault) => fault.code);
    expect([...new Set(found)]).toEqual([code]);
  });

  it.each(rows("leaves"))("%s finds nothing in %s", (_, html) => {
    expect(faultsOfPage(html, true, BUDGET)).toEqual([]);
  });
});

describe("an image that a page shows small", () => {
  const confirm = (shown: number, width: number, bytes: number) =>
    oversizedImages.confirm?.(
      { code: "image-oversized", text: "", after: "", about: `${shown} /a b.png` },
      (src) => (src === "/a b.png" ? { width, bytes } : undefined),
    );

  it("is too large with more than three times the width and more than 100 kB", () => {
    expect(confirm(200, 601, 100_001)).toBe("601 pixels wide with 100.0 kB, and shown 200 pixels wide");
    expect(confirm(200, 600, 900_000)).toBe(undefined);
    expect(confirm(200, 4000, 100_000)).toBe(undefined);
  });
});

describe("the weight of a page", () => {
  it("is reported with its largest parts", () => {
    const html =
      `<p>x</p><nav>${"n".repeat(600)}</nav><script>${"s".repeat(900)}</script><img alt="" src="data:` +
      `${"i".repeat(2000)}"><svg>d</svg>`;
    const [fault] = faultsOfPage(html, true, BUDGET).filter(({ code }) => code === "page-weight");
    expect(fault?.about).toBe(
      "3.6 kB, and the budget is 2.0 kB: 2.0 kB are images in URLs, 917 B are scripts",
    );
  });
});

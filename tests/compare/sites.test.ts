/** What a change of a site does, from two built sites. */

import { describe, expect, it } from "vitest";
import { compareSites, type BuiltSite, type SiteChanges } from "../../src/compare/sites.js";

type Sources = Readonly<Record<string, string>>;

const built = (files: Sources, redirects: Sources = {}): BuiltSite => ({
  files: new Map(
    Object.entries(files).map(([path, content]) => [path, { hash: content, size: content.length }]),
  ),
  read: (path) => files[path] ?? "",
  redirects: new Map(Object.entries(redirects)),
});
const page = (text: string, { head = "", nav = "Home", title = "T" } = {}) =>
  `<head><title>${title}</title>${head}</head><body><nav>${nav}</nav><main>${text}</main></body>`;
const compare = (before: Sources, now: Sources, redirects: Sources = {}): SiteChanges =>
  compareSites(built(before), built(now, redirects));
const urls = (pages: readonly { readonly url: string }[]) => pages.map(({ url }) => url);

const SITE: Sources = Object.fromEntries(
  ["a", "b", "c", "d"].map((name) => [`${name}/index.html`, page(`<h1>${name}</h1><p>Text of ${name}.</p>`)]),
);

it("names the one page that was edited, with its words", () => {
  const changes = compare(SITE, { ...SITE, "b/index.html": page("<h1>b</h1><p>Text of b, and more.</p>") });
  expect(changes).toMatchObject({
    added: [],
    gone: [],
    sameText: [],
    unchanged: 3,
    wordsAdded: 2,
    wordsRemoved: 0,
    changed: [{ pages: [{ url: "/b/", title: "b", wordsAdded: 2, wordsRemoved: 0 }] }],
  });
  expect(changes.changed[0]?.diff).toEqual([
    { kind: "same", pieces: [{ kind: "same", text: "# b" }] },
    {
      kind: "changed",
      pieces: [
        { kind: "same", text: "Text of b" },
        { kind: "added", text: ", and more" },
        { kind: "same", text: "." },
      ],
    },
  ]);
});

describe("pages with the same text", () => {
  const all = (around: Parameters<typeof page>[1]) =>
    Object.fromEntries(
      Object.keys(SITE).map((path) => [
        path,
        page(`<h1>${path[0] ?? ""}</h1><p>Text of ${path[0] ?? ""}.</p>`, around),
      ]),
    );

  it("are grouped by their cause: navigation, styles, metadata", () => {
    expect(compare(SITE, all({ nav: "Home</nav><nav>Pricing" }))).toMatchObject({
      changed: [],
      sameText: [{ causes: ["the text around the page changed: + Pricing"] }],
      unchanged: 0,
    });
    const style = (hash: string) => all({ head: `<link rel="stylesheet" href="/assets/main.${hash}.css">` });
    const [{ causes, pages } = { causes: [], pages: [] }] = compare(
      style("0a1b2c3d"),
      style("1a1b2c3d"),
    ).sameText;
    expect(causes).toEqual(["styles or scripts changed: main.css"]);
    expect(urls(pages)).toEqual(["/a/", "/b/", "/c/", "/d/"]);
    expect(compare(SITE, all({ title: "Other" }))).toMatchObject({
      sameText: [{ causes: ["the metadata changed"] }],
      metadata: [{ url: "/a/", field: "title", before: "T", now: "Other" }, {}, {}, {}],
    });
  });

  it("are grouped by the kind of cause if each page has its own", () => {
    const next = Object.fromEntries(
      Object.keys(SITE).map((path) => [
        path,
        page(`<h1>${path[0] ?? ""}</h1><p>Text of ${path[0] ?? ""}.</p>`, { nav: `Next: ${path}` }),
      ]),
    );
    expect(compare(SITE, next).sameText).toMatchObject([{ causes: ["the text around the page changed"] }]);
  });

  it("and other markup say so", () => {
    expect(
      compare(SITE, { ...SITE, "a/index.html": page("<h1>a</h1><div><p>Text of a.</p></div>") }).sameText,
    ).toEqual([{ causes: ["the markup changed"], pages: [{ url: "/a/", title: "a" }] }]);
  });
});

it("lists pages that changed in the same way once", () => {
  const edited = Object.fromEntries(
    Object.entries(SITE).map(([path, html]) => [
      path,
      html.replace("</main>", "<p>Edit this page</p></main>"),
    ]),
  );
  const { changed } = compare(SITE, edited);
  // Each shows its own line before the new one; the new one is the same.
  expect(changed.map(({ pages }) => pages.length)).toEqual([4]);
});

it("finds added, removed and moved pages, and leaves out redirect pages", () => {
  const { "a/index.html": a = "", ...others } = SITE;
  const alias = '<meta http-equiv="refresh" content="0; url=/b/"><a href="/b/">b</a>';
  expect(
    compare(SITE, {
      ...others,
      "moved/index.html": a,
      "new/index.html": page("<h1>New</h1><p>One two</p>"),
      "old/index.html": alias,
    }),
  ).toMatchObject({
    added: [{ url: "/new/", title: "New", words: 3 }],
    gone: [{ url: "/a/", title: "a", movedTo: "/moved/", isRedirected: false }],
    unchanged: 3,
    wordsAdded: 3,
    wordsRemoved: 0,
  });
  expect(compare(SITE, { ...others, "x/index.html": a }, { "/a/": "/x/" })).toMatchObject({
    gone: [{ url: "/a/", movedTo: "/x/", isRedirected: true }],
    redirectsAdded: [{ from: "/a/", to: "/x/" }],
  });
});

it("finds lost ids of headings, and those that another element has now", () => {
  const before = { "a/index.html": page('<h2 id="one">One</h2><h2 id="two">Two</h2>') };
  expect(
    compare(before, {
      "a/index.html": page('<h2 id="first">One</h2><a id="two"></a><h2 id="second">Two</h2>'),
    }).lostIds,
  ).toEqual([{ url: "/a/", title: "T", id: "one" }]);
});

it("weighs pages, images, styles and scripts, and names files that grew without their hash", () => {
  expect(
    compare(
      { "a.html": "xx", "assets/main.0a1b2c3d.css": "12345", "b.png": "1" },
      { "a.html": "xx", "assets/main.1a1b2c3d.css": "1234567", "b.png": "1", "c.js": "1" },
    ),
  ).toMatchObject({
    weights: [
      { kind: "pages", before: 2, now: 2 },
      { kind: "images", before: 1, now: 1 },
      { kind: "styles", before: 5, now: 7 },
      { kind: "scripts", before: 0, now: 1 },
    ],
    grew: [
      { path: "assets/main.css", before: 5, now: 7 },
      { path: "c.js", before: 0, now: 1 },
    ],
  });
});

/** The sidebar: what it shows, and what decides about it. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NavEntry } from "../../src/config/options.js";
import type { SitePage } from "../../src/model/model.js";
import { createNavigation } from "../../src/site/navigation/navigation.js";
import { workOf } from "../support/growth.js";

/** A page by its path below content/, and its data. */
function page(path: string, data: Record<string, unknown> = {}): SitePage {
  const url = `/${path.replace(/(?:index)?\.md$/, "")}${path.endsWith("index.md") ? "" : "/"}`;
  return {
    page: { source: `content/${path}` },
    placedAs: `content/${path}`,
    url,
    output: `${url.slice(1)}index.html`,
    data: { title: path.replace(/\.md$/, ""), ...data },
  } as unknown as SitePage;
}

const navigation = (
  pages: readonly SitePage[],
  more: { readonly sidebar?: Record<string, readonly NavEntry[]>; readonly tabs?: boolean } = {},
) =>
  createNavigation({
    pages,
    base: "/x/",
    sidebar: {},
    tabs: true,
    roots: [""],
    overviewIn: () => "Overview",
    siteTitleIn: () => "T",
    ...more,
  });
const linksIn = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);

const docs = [
  page("index.md"),
  page("docs/index.md"),
  page("docs/b.md", { order: 2 }),
  page("docs/a.md", { order: 1, badge: { text: "New", kind: "tip" } }),
  page("docs/more/index.md", { order: 3 }),
  page("docs/more/c.md"),
  page("docs/deep/one/d.md"),
  page("docs/h.md", { hidden: true }),
  page("api/index.md"),
  page("api/x.md"),
];

describe("a sidebar", () => {
  const { navFor } = navigation(docs);
  const at = (path: string) => navFor(docs.find(({ page }) => page.source === `content/${path}`) as SitePage);

  it("holds the pages of the section, in their order, below the base path, without hidden ones", () => {
    expect(linksIn(at("docs/a.md").sidebar.html)).toEqual([
      "/x/docs/",
      "/x/docs/a/",
      "/x/docs/b/",
      "/x/docs/more/",
      "/x/docs/more/c/",
      "/x/docs/deep/one/d/",
    ]);
    expect(linksIn(at("api/x.md").sidebar.html)).toEqual(["/x/api/", "/x/api/x/"]);
  });

  it("shows every group of a small section open, and of a larger one those on the way to the page", () => {
    const open = (html: string) =>
      [...html.matchAll(/<details open><summary>(.*?)</g)].map(([, title]) => title);
    expect(open(at("docs/a.md").sidebar.html)).toEqual(["docs/more/index", "Deep", "One"]);
    const larger = [...docs, ...Array.from({ length: 40 }, (_, index) => page(`docs/more/${index}.md`))];
    const { navFor } = navigation(larger);
    expect(open(navFor(larger[3] as SitePage).sidebar.html)).toEqual([]);
    expect(open(navFor(larger[6] as SitePage).sidebar.html)).toEqual(["Deep", "One"]);
  });

  it("is one object for the pages of a folder", () => {
    expect(at("docs/a.md").sidebar).toBe(at("docs/b.md").sidebar);
    expect(at("docs/a.md").sidebar).not.toBe(at("docs/more/c.md").sidebar);
  });

  it("is the same whichever page asks first, also where a folder at the top holds its own page alone", () => {
    const names = fc.uniqueArray(
      fc.constantFrom(
        "index.md",
        "a.md",
        "guide/index.md",
        "guide/b.md",
        "docs/index.md",
        "docs/a.md",
        "docs/more/index.md",
        "docs/more/c.md",
        "loose/d.md",
      ),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(names, fc.boolean(), (paths, tabs) => {
        const pages = paths.map((path) => page(path));
        const asked = (order: readonly SitePage[]) => {
          const { navFor } = navigation(pages, { tabs });
          return new Map(order.map((one) => [one, navFor(one).sidebar.html]));
        };
        const [forward, backward] = [asked(pages), asked([...pages].reverse())];
        for (const one of pages) expect(backward.get(one), one.page.source).toBe(forward.get(one));
      }),
    );
    const three = [page("index.md"), page("guide/index.md"), page("a.md")];
    const all = navigation(three).navFor;
    expect(three.map((one) => linksIn(all(one).sidebar.html))).toEqual([
      ["/x/", "/x/a/", "/x/guide/"],
      ["/x/guide/"],
      ["/x/", "/x/a/", "/x/guide/"],
    ]);
  });

  it("shows badges, and escapes the text of authors", () => {
    const odd = [page("a/index.md"), page("a/b.md", { title: '<i>"&', badge: "<b>" })];
    expect(navigation(odd).navFor(odd[1] as SitePage).sidebar.html).toContain(
      '<a href="/x/a/b/">&lt;i&gt;&quot;&amp; <span class="badge badge-note">&lt;b&gt;</span></a>',
    );
    expect(at("docs/a.md").sidebar.html).toContain('<span class="badge badge-tip">New</span>');
  });

  it("of a hidden page is that of its folder", () => {
    expect(at("docs/h.md").sidebar.html).toBe(at("docs/a.md").sidebar.html);
  });
});

describe("sections", () => {
  it("are the folders at the top that have a page", () => {
    const { navFor } = navigation([...docs, page("loose/a.md")]);
    expect(navFor(docs[8] as SitePage).tabs).toEqual([
      { title: "api/index", url: "/api/", open: true, current: true },
      { title: "docs/index", url: "/docs/", open: false, current: false },
    ]);
  });

  it("can be done without: then one sidebar holds all", () => {
    const { navFor } = navigation(docs, { tabs: false });
    const { sidebar, tabs } = navFor(docs[9] as SitePage);
    expect(tabs).toEqual([]);
    expect(linksIn(sidebar.html)).toContain("/x/docs/deep/one/d/");
  });
});

describe("an order of the configuration", () => {
  const { navFor } = navigation(docs, {
    sidebar: {
      docs: [
        "docs/b.md",
        { title: "Group", items: ["docs/more/", "docs/a"] },
        { title: "Away", link: "https://example.com/?a&b" },
      ],
    },
  });

  it("takes the place of the folders, also for the pages before and after", () => {
    const nav = navFor(docs[2] as SitePage);
    expect(linksIn(nav.sidebar.html)).toEqual([
      "/x/docs/",
      "/x/docs/b/",
      "/x/docs/more/",
      "/x/docs/a/",
      "https://example.com/?a&amp;b",
    ]);
    expect([nav.previous?.url, nav.next?.url]).toEqual(["/docs/", "/docs/more/"]);
  });

  it("opens the group that holds the page", () => {
    expect(navFor(docs[3] as SitePage).sidebar.html).toContain("<details open><summary>Group</summary>");
  });
});

describe("a large section", () => {
  const many = [
    page("docs/index.md"),
    ...Array.from({ length: 10 }, (_, folder) =>
      Array.from({ length: 1000 }, (_, n) => page(`docs/f${folder}/p${n}.md`)),
    ).flat(),
  ];
  const { navFor, navTexts } = navigation(many);
  const one = many.find(({ page }) => page.source === "content/docs/f3/p550.md") as SitePage;

  it("shows the part of a folder around the page and closed folders as links", () => {
    const { html } = navFor(one).sidebar;
    expect(linksIn(html).length).toBeLessThan(120);
    expect(html).toContain('href="/x/docs/f3/p550/"');
    expect(html).toContain('<a class="group" href="/x/docs/f4/p0/">F4</a>');
  });

  it("is made once for each part, not for each page", async () => {
    const made = new Map<unknown, SitePage>();
    for (const each of many) made.set(navFor(each).sidebar, each);
    expect(made.size).toBe(101);
    const again = navigation(many);
    const first = await workOf(() => [...made.values()].map((each) => again.navFor(each)));
    expect(await workOf(() => many.map((each) => again.navFor(each)))).toBeLessThan(first * 3);
  });

  it("does not depend on pages that it does not show", () => {
    const other = many.map((each) =>
      each.page.source === "content/docs/f4/p7.md" ? page("docs/f4/p7.md", { title: "Other" }) : each,
    );
    expect(navigation(other).navTexts(one)).toEqual(navTexts(one));
  });
});

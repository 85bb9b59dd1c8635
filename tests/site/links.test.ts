import { describe, expect, it } from "vitest";
import { finishedWith } from "../support/finished.js";
import { pageAt, siteOf, told, type Extra } from "./pages.js";

/** Where the links of `source` lead, and what is said about the site's links. */
async function linksOf(files: Readonly<Record<string, string>>, source: string, extra: Extra = {}) {
  const { value: site } = await siteOf(files, extra);
  const hrefs = [...pageAt(site, source).html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, href]) => href);
  return { hrefs, findings: [...site.checkLinks(finishedWith()), ...site.checkSidebar()].map(told) };
}

describe("a link", () => {
  it("finds a name with a percent sign, and with text that looks like an escape", async () => {
    const files = {
      "per%cent.md": "# P\n",
      "50%20off.md": "# O\n",
      "a.md": "[1](per%25cent.md) [2](per%cent.md) [3](50%2520off.md) [4](/50%2520off/)\n",
    };
    expect(await linksOf(files, "a.md")).toEqual({
      hrefs: ["/per%25cent/", "/per%25cent/", "/50%2520off/", "/50%2520off/"],
      findings: [],
    });
  });

  it.each([
    ["./b.md", "/docs/b/"],
    ["b.md#part", "/docs/b/#part"],
    ["b.md?x=1&y=2#part", "/docs/b/?x=1&amp;y=2#part"],
    ["./b", "/docs/b/"],
    ["../docs/", "/docs/"],
    ["../about.md", "/about-us/"],
    ["/about.md", "/about-us/"],
    ["/about-us/", "/about-us/"],
    ["/docs/b", "/docs/b/"],
    ["/docs/b/index.html", "/docs/b/"],
    ["two%20words.md", "/docs/two%20words/"],
    ["plan.png", "/docs/plan.png"],
    ["issue%231.png", "/docs/issue%231.png"],
  ])("to %s leads to %s", async (link, href) => {
    const files = {
      "about.md": "---\npermalink: about-us\n---\n",
      "docs/index.md": "",
      "docs/a.md": `[x](${link})`,
      "docs/b.md": "# Part\n",
      "docs/two words.md": "",
    };
    const statics = ["plan.png", "issue#1.png"].map((name) => ({
      source: `content/docs/${name}`,
      output: `docs/${name}`,
    }));
    expect(await linksOf(files, "docs/a.md", { statics })).toEqual({ hrefs: [href], findings: [] });
  });

  it("in raw HTML is checked, and gets the base path", async () => {
    expect(
      await linksOf({ "a.md": '<a href="./b.md">b</a>', "b.md": "" }, "a.md", {
        options: { urls: { base: "/sub/" } },
      }),
    ).toEqual({ hrefs: ["/sub/b/"], findings: [] });
  });

  it("to an exact URL is not treated as a page with a similar URL", async () => {
    const files = { "a.md": "[x](/x/) [y](/x.html)", "x.md": "", "z.md": "---\npermalink: /x.html\n---\n" };
    expect((await linksOf(files, "a.md")).hrefs).toEqual(["/x/", "/x.html"]);
  });

  it.each([
    ["a.md", "b.html", "/b/"],
    ["a.md", "b.htm?x#y", "/b/?x#y"],
    ["docs/c.md", "index.html", "/docs/"],
    // From /docs, without the slash that other generators leave out.
    ["docs/index.md", "docs/c", "/docs/c/"],
    ["docs/index.md", "docs/c/#d", "/docs/c/#d"],
  ])("from %s to %s, as other generators have it, leads to %s", async (source, link, href) => {
    const files = { "a.md": "", "b.md": "# Y\n", "docs/index.md": "", "docs/c.md": "# D\n" };
    const found = await linksOf({ ...files, [source]: `# D\n\n[x](${link})\n` }, source);
    expect(found).toEqual({ hrefs: [href], findings: [] });
  });

  it("with the slash of a folder finds files next to a page without one, and the other way round", async () => {
    const found = await linksOf({ "docs/a.md": "[x](../b)", "docs/b.md": "" }, "docs/a.md", {
      options: { urls: { style: "file" } },
    });
    expect(found).toEqual({ hrefs: ["/docs/b"], findings: [] });
  });

  it("that climbs above the root stays as it is, and is broken", async () => {
    const { hrefs, findings } = await linksOf(
      { "index.md": "[x](../README.md#a) ![y](../logo.png) [z](..)\n" },
      "index.md",
    );
    expect(hrefs).toEqual(["../README.md#a", "../logo.png", ".."]);
    expect(findings.map((one) => one.replace(/ \| .*/, ""))).toEqual([
      "index.md:1:5 broken-link The page links to ../README.md#a, which is outside the site's content.",
      "index.md:1:26 broken-link The page shows ../logo.png, which is outside the site's content.",
      "index.md:1:43 broken-link The page links to .., which is outside the site's content.",
    ]);
  });

  it("with a template that does not run is reported as such", async () => {
    const { findings } = await linksOf({ "a.md": '<a href="{{ base }}/b/">b</a>\n' }, "a.md");
    expect(findings[0]).toMatch(
      /^a\.md:1:10 broken-link The page links to \{\{ base \}\}\/b\/, but templates do not run in this page\./,
    );
  });

  it("to a path of another program on the host stays as it is, below a base, too", async () => {
    const found = await linksOf({ "a.md": "[x](/api/v1/?q#r) [y](/other/)" }, "a.md", {
      options: { externalPaths: ["/api/**"], urls: { base: "/docs/" } },
    });
    expect(found.hrefs).toEqual(["/api/v1/?q#r", "/docs/other/"]);
    expect(found.findings).toHaveLength(1);
  });

  it("finds a file whose name has its accents written in the other way", async () => {
    const [composed, decomposed] = ["caf\u00e9", "cafe\u0301"];
    const statics = [{ source: `content/${decomposed}.svg`, output: `${decomposed}.svg` }];
    const files = { "a.md": `![x](${composed}.svg) [y](${decomposed}.md)`, [`${composed}.md`]: "" };
    expect(await linksOf(files, "a.md", { statics })).toEqual({
      hrefs: ["/cafe%CC%81.svg", "/caf%C3%A9/"],
      findings: [],
    });
  });

  it("to a name that only looks the same is reported with the letter", async () => {
    const { findings } = await linksOf({ "a.md": "[x](\u0441\u0430pe.md)", "cape.md": "" }, "a.md");
    expect(findings).toEqual([
      "a.md:1:5 broken-link The page links to \u0441\u0430pe.md, which does not exist. | Did you " +
        "mean ./cape.md? Yours has `\u0441` (U+0441), and it has `c` (U+0063).",
    ]);
  });

  it("leads to the README of a folder that has no index, as on GitHub", async () => {
    const files = {
      "index.md": "",
      "guide/README.md": "",
      "guide/one.md": "[a](./) [b](README.md) [c](/guide/) [d](../guide)",
    };
    expect(await linksOf(files, "guide/one.md")).toEqual({
      hrefs: ["/guide/", "/guide/", "/guide/", "/guide/"],
      findings: [],
    });
  });

  it("that leaves the site is broken for any name of a page", async () => {
    const { findings } = await linksOf(
      { "a.md": "[r](../../../README.md) [s](../../abcd/docs/)", "docs/index.md": "" },
      "a.md",
    );
    expect(findings).toEqual([
      "a.md:1:5 broken-link The page links to ../../../README.md, which is outside the site's " +
        "content. | Link to a page of the site, or to a full https URL.",
      "a.md:1:29 broken-link The page links to ../../abcd/docs/, which is outside the site's " +
        "content. | Link to a page of the site, or to a full https URL.",
    ]);
  });

  it("is broken when only its letters' case is right on some machines", async () => {
    const { findings } = await linksOf({ "a.md": "[x](./Install.md)", "install.md": "" }, "a.md");
    expect(findings).toEqual([
      "a.md:1:5 broken-link The page links to ./Install.md, which does not exist. | Did you mean " +
        "./install.md?",
    ]);
  });

  it("to a folder's page is answered with the page of that folder, and of no other", async () => {
    const { findings } = await linksOf(
      {
        "a.md": "[r](Guide/index.md) [s](guide/index.md) [t](other/index.md)",
        "guide/README.md": "",
        "blog/index.md": "",
      },
      "a.md",
    );
    expect(findings.map((text) => text.replace(/.* \| /, ""))).toEqual([
      "Did you mean ./guide/README.md?",
      "Did you mean ./guide/README.md?",
      "Fix the link, or create the page.",
    ]);
  });

  it.each(["real", "index"])("to a missing image %s.png is never answered with a page", async (name) => {
    const { findings } = await linksOf({ "a.md": `![x](${name}.png)`, [`${name}.md`]: "" }, "a.md");
    expect(findings).toEqual([
      `a.md:1:6 broken-link The page shows ${name}.png, which does not exist. | ` +
        "Fix the link, or create the page.",
    ]);
  });

  it("to a draft is reported as such; with --drafts it works", async () => {
    const files = { "a.md": "[x](./b.md) [y](./b/)", "b.md": "---\ndraft: true\n---\n" };
    const { findings } = await linksOf(files, "a.md");
    expect(findings.map((text) => /which is a draft/.test(text))).toEqual([true, true]);
    expect(await linksOf(files, "a.md", { drafts: true })).toEqual({ hrefs: ["/b/", "/b/"], findings: [] });
  });

  it("to a page that is not written says why", async () => {
    const { findings } = await linksOf(
      { "a.md": "[x](./b.md)", "b.md": "---\npermalink: false\n---\n" },
      "a.md",
    );
    expect(findings).toEqual([
      "a.md:1:5 broken-link The page links to ./b.md, a page with `permalink: false`, which " +
        "Handbill does not write. | Give that page a permalink, or remove the link.",
    ]);
  });

  it("to the output of a template page is found when its URL is known", async () => {
    const { value: site } = await siteOf({ "a.md": "[x](/tags/blue/)" });
    expect(site.checkLinks(finishedWith((path) => path === "/tags/blue/"))).toEqual([]);
    expect(site.checkLinks(finishedWith())).toHaveLength(1);
  });
});

describe("an anchor", () => {
  it("must exist on the page that it names, this one too", async () => {
    const { findings } = await linksOf(
      { "a.md": "# Start\n\n[a](#strat) [b](b.md#nope)", "b.md": "# Other\n" },
      "a.md",
    );
    expect(findings).toEqual([
      "a.md:3:5 broken-anchor The page links to #strat, but this page has no #strat. | Did you mean #start?",
      "a.md:3:17 broken-anchor The page links to b.md#nope, but content/b.md has no #nope. | Use " +
        "the id of a heading or element there.",
    ]);
  });

  it.each(["b", "/b", "/b/"])("must exist on the page at %s, with a slash or without", async (url) => {
    const { findings } = await linksOf({ "a.md": `[b](${url}#nope)`, "b.md": "# Other\n" }, "a.md");
    expect(findings.map((one) => one.split(" The page")[0])).toEqual(["a.md:1:5 broken-anchor"]);
  });

  it("to the top, to nothing, or with GitHub's prefix is fine", async () => {
    expect(
      (await linksOf({ "a.md": "# Start\n\n[a](#) [b](#top) [c](#user-content-start)" }, "a.md")).findings,
    ).toEqual([]);
  });
});

it("suggests ids for a fixed number of anchors of a page, in any order", async () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `section-number-${index}`);
  const { value: site } = await siteOf({
    "a.md": `${ids.map((id) => `## ${id}\n`).join("\n")}\n${ids.map((id) => `[x](#${id}x)`).join("\n")}\n`,
  });
  const suggested = () =>
    site
      .checkLinks(finishedWith(), ["content/a.md"])
      .map(({ hint = "" }) => hint.startsWith("Did you mean #section-number-"));
  expect(suggested()).toEqual(ids.map((_, index) => index < 200));
  expect(suggested()).toEqual(ids.map((_, index) => index < 200));
});

describe("a page that `sidebar` names", () => {
  it("is broken when it is there in no language, and is found by its file, without its ending, or as a folder", async () => {
    const files = { "docs/index.md": "", "docs/a.md": "", "docs/more/index.md": "", "de/docs/b.md": "" };
    const sidebar = {
      docs: [
        "docs/a.md",
        "docs/a",
        { title: "More", items: ["docs/more/", "docs/b.md", "docs/aa.md"] },
        { title: "Else", link: "https://a.example" },
      ],
    };
    const { findings } = await linksOf(files, "docs/a.md", {
      options: { sidebar, languages: { en: "English", de: "Deutsch" } },
    });
    expect(findings.map((one) => one.replace(/^\S+ /, ""))).toEqual([
      "broken-link `sidebar` contains docs/aa.md, which is not a Markdown page in content/. | Did " +
        "you mean docs/a.md?",
    ]);
  });
});

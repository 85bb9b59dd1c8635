/** What a build believes of pages that it does not look at again. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  siteHashes,
  createInvalidator,
  type SiteHashes,
  type Invalidator,
} from "../../src/incremental/invalidation.js";
import { sealedNav } from "../../src/incremental/fingerprint.js";
import type { Site, SitePage } from "../../src/model/model.js";
import { linkNamesOf, type LinkingPage } from "../../src/site/links/link-names.js";
import { siteOf } from "../site/pages.js";
import { finishedWith } from "../support/finished.js";
import { runs } from "../support/runs.js";

type Files = Readonly<Record<string, string>>;

interface Built {
  readonly site: Site;
  readonly hashes: SiteHashes;
}

async function built(files: Files): Promise<Built> {
  const { value: site } = await siteOf(files);
  const outputs = new Map(site.pages.map(({ page, output }) => [page.source, output || ""]));
  const faces = new Map(
    Object.entries(files).map(([name, text]) => [
      `content/${name}`,
      { metadataHash: text, output: outputs.get(`content/${name}`) ?? "" },
    ]),
  );
  return {
    site,
    hashes: siteHashes(
      [JSON.stringify([site.globalData["site"], site.redirects()]), site.navParts?.common() ?? ""],
      [],
      faces,
    ),
  };
}

const linking = ({ page, url }: SitePage): LinkingPage => ({
  source: page.source,
  url,
  ends: linkNamesOf(page.links),
});
const findings = (site: Site) => site.checkLinks(finishedWith());
const about = (site: Site, source: string) => findings(site).filter(({ file }) => file === source);

function compared(
  before: Built,
  now: Built,
  resized: () => readonly string[] | undefined = () => [],
): Invalidator | undefined {
  const { site, siteButPages, templates } = before.hashes;
  return createInvalidator({
    snapshot: { site, siteButPages, templates, links: findings(before.site) } as unknown as Parameters<
      typeof createInvalidator
    >[0]["snapshot"],
    publicPages: () => before.hashes.publicPages,
    now: now.hashes,
    navParts: now.site.navParts,
    resized,
  });
}

/** All of the navigation that a page is rendered with. */
function navigation(site: Site, page: SitePage): unknown {
  return { ...sealedNav(site, page, { names: () => true }), texts: site.navTexts(page) };
}

const names = [
  "index.md",
  "a.md",
  "sub.md",
  "sub/index.md",
  "sub/a.md",
  "x/index.md",
  "x/a.md",
  "x/b/c.md",
  "x/b/index.md",
  "x/index/index.md",
  "y/a.md",
  "y/b.md",
];
const hrefs = [
  "a.md",
  "a",
  "./",
  "../",
  "..",
  "../index.md",
  "index.md",
  "/",
  "/a/",
  "/x",
  "/x/b/c.html",
  "/x/index.html",
  "../a",
  "b/c",
  "../x/a.md#h",
  "./sub",
  "sub/",
  "../../",
  "x/../a.md",
  "b/..",
  "index/",
  "../sub.md",
  "/sub/index",
  "a.html",
  "../y/b?q#h",
  "%61.md",
  "/moved/",
  "../moved",
];
const text = fc
  .record({
    title: fc.constantFrom("One", "Two"),
    front: fc.constantFrom(
      "",
      "",
      "permalink: /moved/\n",
      "permalink: x/other.html\n",
      "permalink: false\n",
      "draft: true\n",
      "order: 1\n",
      "hidden: true\n",
    ),
    links: fc.array(fc.constantFrom(...hrefs), { maxLength: 3 }),
  })
  .map(
    ({ title, front, links }) =>
      `---\ntitle: ${title}\n${front}---\n\n## H\n\n${links.map((href) => `[l](${href})`).join(" ")}\n`,
  );
const files = fc.dictionary(fc.constantFrom(...names), text, { minKeys: 3 });
/** Files that are added, changed or (undefined) removed. */
const edit = fc.dictionary(fc.constantFrom(...names), fc.option(text, { nil: undefined }), {
  minKeys: 1,
  maxKeys: 2,
});
const applied = (before: Files, change: Readonly<Record<string, string | undefined>>): Files =>
  Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );

describe("a page that is not looked at again", () => {
  it("is rendered with the same inputs, and its links have the same findings", async () => {
    let believed = 0;
    await fc.assert(
      fc.asyncProperty(files, edit, async (first, change) => {
        const second = applied(first, change);
        const [before, now] = [await built(first), await built(second)];
        const still = compared(before, now);
        if (still === undefined) return;
        const was = new Map(before.site.pages.map((page) => [page.page.source, page]));
        for (const page of now.site.pages) {
          const { source } = page.page;
          const old = was.get(source);
          const name = source.slice("content/".length);
          if (old === undefined || first[name] !== second[name]) continue;
          if (still.isKnown(linking(page))) {
            believed += 1;
            expect([page.hrefs(), page.url], source).toEqual([old.hrefs(), old.url]);
            if (still.hasSameNavigation(source))
              expect(navigation(now.site, page), source).toEqual(navigation(before.site, old));
          }
          if (still.areLinksValid([])(linking(page)))
            expect(about(now.site, source), source).toEqual(about(before.site, source));
        }
      }),
      { numRuns: runs(1500) },
    );
    // Were nothing believed, nothing would be shown.
    expect(believed).toBeGreaterThan(runs(500));
  });
});

describe("after a page came, a build believes", () => {
  const site: Files = {
    "index.md": "# Home",
    "x/index.md": "# X",
    "x/a.md": "# A",
    "x/b.md": "[new](new.md)",
    "y/index.md": "# Y",
    "y/a.md": "[x](../x/)",
    "y/b.md": "[new](/x/new/)",
    "y/c.md": "[beside](../) [other](a.md)",
  };
  const after = async (change: Readonly<Record<string, string>>) => {
    const now = await built(applied(site, change));
    const still = compared(await built(site), now);
    const known = (isKnown: (page: LinkingPage) => boolean) =>
      now.site.pages
        .filter((page) => isKnown(linking(page)))
        .map(({ page }) => page.source.slice("content/".length))
        .filter((name) => name in site);
    return (
      still && {
        pages: known((page) => still.isKnown(page) && still.hasSameNavigation(page.source)),
        links: known(still.areLinksValid([])),
      }
    );
  };

  it("its cached facts about other sections, except about pages that link by its name", async () => {
    expect(await after({ "x/new.md": "# New" })).toEqual({
      pages: ["y/a.md", "y/c.md", "y/index.md"],
      links: ["index.md", "x/a.md", "x/index.md", "y/a.md", "y/c.md", "y/index.md"],
    });
  });

  it("nothing if all sections show the page", async () => {
    expect(await after({ "z/index.md": "# Z" })).toBeUndefined();
  });

  it("all of it, where only a body changed", async () => {
    const same = await built(site);
    expect(
      compared(await built(site), same)?.isKnown({ source: "content/x/a.md", url: "/x/a/", ends: undefined }),
    ).toBe(true);
  });

  it("its cached facts about pages whose images kept their size, and all of their links", async () => {
    const same = await built({ "index.md": "![a](a.png)", "b.md": "![b](x/b.png) [a](a.md)", "c.md": "" });
    const still = compared(same, same, () => ["content/a.png"]);
    expect(same.site.pages.map((page) => still?.isKnown(linking(page)))).toEqual([true, true, false]);
    expect(same.site.pages.map((page) => still?.areLinksValid([])(linking(page)))).toEqual([
      true,
      true,
      true,
    ]);
    // A cache that lacks what it knew of pictures.
    expect(compared(same, same, () => undefined)).toBeUndefined();
  });

  it("nothing about links to files that were added or removed next to the pages", async () => {
    const same = await built({ "index.md": "[feed](/feed.xml) [map](sitemap.xml)" });
    const hold = compared(same, same)?.areLinksValid(["feed.xml"]);
    expect(same.site.pages.map((page) => hold?.(linking(page)))).toEqual([false]);
  });
});

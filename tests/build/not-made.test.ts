/** Where an error keeps files from being made, links to them are no mistake. */

import { it } from "vitest";
import { site, type Files } from "../support/site.js";

const SITE: Files = {
  ".eleventy.ts":
    'import { defineSite } from "handbill";\n' +
    'export default defineSite({ title: "T", url: "https://a.example", llms: true, search: true, ' +
    'redirects: { "/map/": "/sitemap.xml" } });\n',
  "content/index.md":
    "# Home\n\n[map](/sitemap.xml) [robots](/robots.txt) [feed](/blog/feed.xml) [list](/llms.txt) " +
    "[b](/b/) [search](/pagefind/pagefind.js)\n",
  "content/blog/p.md": "---\ndate: 2026-01-02\n---\n# P\n",
  "content/b.md": "# B\n",
  "layouts/own.njk": '<a href="/b/">b</a>{{ content | safe }}',
  "content/c.md": "---\nlayout: own\n---\n# C\n\n[no](no.md) [nowhere](/nowhere/)\n",
};
const BROKEN = ["broken-link content/c.md:6:6", "broken-link content/c.md:6:23"];

it("reports the same about files that an error prevented as without the error", async () => {
  await site(SITE)
    .run("check", "--format", "json")
    .expectDiagnostics(...BROKEN)
    .write("content/b.md", "---\nlayout: nope\n---\n# B\n")
    .run("check", "--format", "json")
    .expectDiagnostics("layout-missing content/b.md:2:9", ...BROKEN);
});

it("reports no link to a URL of a page that Eleventy failed to evaluate", async () => {
  await site({
    ...SITE,
    "content/tags.njk": "---\npermalink: /tags/{{ 'x' }}/\n---\n{{ x",
    "content/d.md": "[tag](/tags/x/)\n",
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ title: "T", redirects: { "/old/": "/tags/x/" } });\n',
    "content/index.md": "# Home\n",
  })
    .run("check", "--format", "json")
    .expectDiagnostics(BROKEN[0] ?? "", "template-syntax content/tags.njk:4:1");
});

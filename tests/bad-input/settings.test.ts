/** Settings that are wrong: each is told at its place, and the program goes no further. */

import { describe, it } from "vitest";
import { site } from "../support/site.js";

/** `▸` stands before what is named. */
const WRONG = [
  "▸url: 5",
  '▸url: "https://exa mple.com", hosts: ["netlify"]',
  '▸url: "https://exa<mple.com", hosts: ["netlify"]',
  '▸url: "https://example.com?x"',
  "▸urls: null",
  'urls: { ▸base: "/docs?x" }',
  'urls: { ▸base: "/my site/" }',
  'urls: { ▸base: "https://x.y/z" }',
  'urls: { ▸base: "../up" }',
  'sidebar: { ▸docs: "docs/start.md" }',
  '▸sidebar: ["docs/start.md"]',
  'sidebar: { ▸docs: [{ title: "x", items: [null] }] }',
  'redirects: { "▸/a/": null }',
  "▸redirects: null",
  '▸gone: "/a/"',
  '▸gone: ["a/**"]',
  "feeds: [{ ▸limit: -1 }]",
  "feeds: [{ ▸limit: 1.5 }]",
  'deploy: { "▸my site": { to: "folder", path: "/srv/site" } }',
  'deploy: { "▸-f": { to: "folder", path: "/srv/site" } }',
  'externalLinks: { ▸ignore: "https://a.dev/" }',
  'externalLinks: { ▸ignore: ["a.dev/**"] }',
  "externalLinks: { ▸ignored: [] }",
  "▸externalLinks: []",
  '▸language: "de-de-de"',
  'languages: { "▸de-de-de": "Deutsch" }',
];

describe("a setting that is wrong", () => {
  it.each(WRONG)("%s", async (marked) => {
    const line = `export default defineSite({ ${marked} } as never);`;
    const text = `import { defineSite } from "handbill";\n${line.replace("▸", "")}\n`;
    await site({ "content/a.md": "# A\n", ".eleventy.ts": text })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics(`config-invalid .eleventy.ts:2:${line.indexOf("▸") + 1}`);
  });

  it.each([
    "url: undefined",
    "urls: { base: undefined }, feeds: [{ limit: undefined }]",
    'gone: ["/a/**", "!/a/b/"]',
    'externalLinks: { ignore: ["https://a.dev/**", "*://b.dev/"] }',
    "externalLinks: {}",
    'urls: { base: "./" }',
    'urls: { base: "docs" }',
    'url: "http://localhost:8080/"',
    'url: "https://bücher.example"',
    'feeds: [{ folder: "a", limit: 1 }]',
    'deploy: { "my-site.example": { to: "folder", path: "/srv/site" } }',
  ])("is not %s", async (right) => {
    await site({
      "content/a.md": "# A\n",
      ".eleventy.ts": `import { defineSite } from "handbill";\nexport default defineSite({ ${right} });\n`,
    })
      .build("--format", "json")
      .expectDiagnostics();
  });
});

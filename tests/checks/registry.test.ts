/** Each check of the finished site: what it finds in a tiny site, and that it finds nothing once that is fixed. */

import { describe, expect, it } from "vitest";
import { checks } from "../../src/checks/registry.js";
import { catalogue } from "../../src/diagnostics/catalogue.js";
import type { Diagnostic } from "../../src/model/model.js";
import { runHere } from "../support/run-here.js";
import { png } from "../support/image-bytes.js";
import { site, type Files } from "../support/site.js";

interface Row {
  readonly check: string;
  /** A site with one mistake. */
  readonly files: Files;
  /** Arguments of `handbill check` besides. */
  readonly args?: readonly string[];
  /** `code file:line:column`. */
  readonly finds: string;
  /** The files that fix it. */
  readonly fixed: Files;
}

const config = (options: string) =>
  `import { defineSite } from "handbill";\nexport default defineSite({\n${options}\n});\n`;
/** In two parts: programs that look for tokens read this file, too. */
const TOKEN = `ghp_${"Zk3vQ9mT7xLw2RbN8sYc5HdJ6fGp4VtX1aUe"}`;
const BUDGETS = config('  budgets: { page: "20 kB", image: "100 kB" },');
/** An image file with more than 100 kB. */
const large = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc(100_001)]);
const HOME = { "content/index.md": "# Home\n" };

const ROWS: readonly Row[] = [
  {
    check: "stray-files",
    files: { ...HOME, "layouts/slots/heda.njk": "<meta>\n" },
    finds: "file-ignored layouts/slots/heda.njk",
    fixed: { "layouts/slots/heda.njk": "{# head.njk #}{% include 'slots/heda.njk' ignore missing %}" },
  },
  {
    check: "outdated-copies",
    files: {
      ...HOME,
      "layouts/partials/footer.njk":
        "{#- Copied from Handbill's layouts/partials/footer.njk (000000000000). -#}\nFooter\n",
    },
    finds: "layout-outdated layouts/partials/footer.njk:1:1",
    fixed: { "layouts/partials/footer.njk": "Footer\n" },
  },
  {
    check: "unknown-icons",
    files: {
      "content/index.md":
        "---\ntitle: Home\nsections:\n  - type: features\n    items:\n      - title: Fast\n" +
        "        icon: blot\n---\n",
    },
    finds: "icon-unknown content/index.md:7:15",
    fixed: {
      "content/index.md":
        "---\ntitle: Home\nsections:\n  - type: features\n    items:\n      - title: Fast\n" +
        "        icon: bolt\n---\n",
    },
  },
  {
    check: "redirects",
    files: { ...HOME, ".eleventy.ts": config('  redirects: { "/old/": "/gone/" },') },
    finds: "redirect-broken .eleventy.ts:3:17",
    fixed: { ".eleventy.ts": config('  redirects: { "/old/": "/" },') },
  },
  {
    check: "host-redirects",
    files: {
      "content/index.md": "# Home\n\n[a](/a)\n",
      "public/a/index.html": "<title>A</title>",
      ".eleventy.ts": config('  hosts: ["github-pages"],'),
    },
    finds: "link-redirects content/index.md:3:5",
    fixed: { "content/index.md": "# Home\n\n[a](/a/)\n" },
  },
  {
    check: "template-links",
    files: {
      "content/index.md": "---\nlayout: own\n---\n# Home\n",
      "layouts/own.njk": '<title>{{ title }}</title>\n<a href="/gone/">gone</a>{{ content | safe }}',
    },
    finds: "broken-link layouts/own.njk:2:10",
    fixed: { "layouts/own.njk": '<title>{{ title }}</title>\n<a href="/">home</a>{{ content | safe }}' },
  },
  {
    check: "home-page",
    files: { "content/a.md": "# A\n" },
    finds: "home-missing",
    fixed: HOME,
  },
  {
    check: "policy",
    files: {
      "content/index.md": "# Home\n\n<script>\neval(a);\n</script>\n",
      ".eleventy.ts": config('  hosts: ["netlify"],'),
    },
    finds: "policy-blocks content/index.md:4:1",
    fixed: HOME,
  },
  {
    check: "lost-urls",
    files: { ...HOME, "urls.txt": "/\n/gone/\n" },
    args: ["--against", "urls.txt"],
    finds: "lost-address urls.txt:2:1",
    fixed: { "content/gone.md": "# Gone\n" },
  },
  {
    check: "site-frame",
    files: {
      ...HOME,
      ".eleventy.ts": config('  theme: { header: { menu: [{ text: "Gone", url: "/gone/" }] } },'),
    },
    finds: "broken-link .eleventy.ts:3:51",
    fixed: { "content/gone.md": "# Gone\n" },
  },
  {
    check: "sidebar",
    files: { ...HOME, ".eleventy.ts": config('  sidebar: { docs: ["docs/gone.md"] },') },
    finds: "broken-link .eleventy.ts:3:22",
    fixed: { "content/docs/gone.md": "# Gone\n" },
  },
  {
    check: "page-links",
    files: { "content/index.md": "# Home\n\n[gone](gone.md)\n" },
    finds: "broken-link content/index.md:3:8",
    fixed: { "content/gone.md": "# Gone\n" },
  },
  {
    check: "duplicate-ids",
    files: {
      "content/index.md": '---\nlayout: own\n---\n# Home\n\n<p id="menu">x</p>\n',
      "layouts/own.njk": '<title>{{ title }}</title><nav id="menu"></nav>{{ content | safe }}',
    },
    finds: "id-duplicate content/index.md:6:1",
    fixed: { "content/index.md": '---\nlayout: own\n---\n# Home\n\n<p id="meal">x</p>\n' },
  },
  {
    check: "duplicate-attributes",
    files: { "content/index.md": '# Home\n\n<p class="a" class="b">x</p>\n' },
    finds: "attribute-duplicate content/index.md:3:1",
    fixed: { "content/index.md": '# Home\n\n<p class="a b">x</p>\n' },
  },
  {
    check: "heading-levels",
    files: { "content/index.md": "# Home\n\n#### Part\n" },
    finds: "heading-level content/index.md:3:1",
    fixed: { "content/index.md": "# Home\n\n## Part\n" },
  },
  {
    check: "form-labels",
    files: { "content/index.md": '# Home\n\n<input name="email">\n' },
    finds: "field-label content/index.md:3:1",
    fixed: { "content/index.md": '# Home\n\n<label>Email <input name="email"></label>\n' },
  },
  {
    check: "frame-titles",
    files: { "content/index.md": '# Home\n\n<iframe src="https://a.example/"></iframe>\n' },
    finds: "frame-title content/index.md:3:1",
    fixed: { "content/index.md": '# Home\n\n<iframe title="A" src="https://a.example/"></iframe>\n' },
  },
  {
    check: "link-names",
    files: {
      "content/index.md": "---\nlayout: own\n---\n# Home\n",
      "layouts/own.njk": '<title>{{ title }}</title>\n<a href="/"><i></i></a>{{ content | safe }}',
    },
    finds: "link-text layouts/own.njk:2:1",
    fixed: {
      "layouts/own.njk":
        '<title>{{ title }}</title>\n<a href="/" title="Home"><i></i></a>{{ content | safe }}',
    },
  },
  {
    check: "button-names",
    files: { "content/index.md": '# Home\n\n<button class="x"></button>\n' },
    finds: "button-text content/index.md:3:1",
    fixed: { "content/index.md": '# Home\n\n<button class="x">Send</button>\n' },
  },
  {
    check: "table-headers",
    files: { "content/index.md": `# Home\n\n<table>${"<tr><td>a</td><td>b</td></tr>".repeat(3)}</table>\n` },
    finds: "table-header content/index.md:3:1",
    fixed: { "content/index.md": `# Home\n\n<table>${"<tr><th>a</th><td>b</td></tr>".repeat(3)}</table>\n` },
  },
  {
    check: "page-titles",
    files: { "content/index.md": "# Start\n", "content/a.md": "---\ntitle: Start\n---\n# Start\n" },
    finds: "title-duplicate content/index.md",
    fixed: { "content/a.md": "---\ntitle: Start again\n---\n# Start\n" },
  },
  {
    check: "descriptions",
    files: {
      "content/index.md": "# Home\n",
      ".eleventy.ts": config('  levels: { "description-missing": "error" },'),
    },
    finds: "description-missing content/index.md",
    fixed: { "content/index.md": "---\ndescription: All about it.\n---\n# Home\n" },
  },
  {
    check: "unlisted-pages",
    files: {
      ...HOME,
      "content/docs/a.md": "# A\n",
      "content/docs/b.md": "# B\n",
      ".eleventy.ts": config('  sidebar: { docs: ["docs/a.md"] },'),
    },
    finds: "page-unlisted content/docs/b.md",
    fixed: { ".eleventy.ts": config('  sidebar: { docs: ["docs/a.md", "docs/b"] },') },
  },
  {
    check: "orphans",
    files: { ...HOME, "content/a.md": "---\nnav: false\n---\n# A\n" },
    finds: "page-orphan content/a.md",
    fixed: { "content/index.md": "# Home\n\n[a](a.md)\n" },
  },
  {
    check: "page-weight",
    files: { "content/index.md": `# Home\n\n${"word ".repeat(5000)}\n`, ".eleventy.ts": BUDGETS },
    finds: "page-weight content/index.md",
    fixed: HOME,
  },
  {
    check: "oversized-images",
    files: {
      "content/index.md": '# Home\n\n<img src="a.png" alt="a" width="200" height="100">\n',
      "content/a.png": large(png(1000, 500)),
    },
    finds: "image-oversized content/index.md:3:1",
    fixed: { "content/a.png": large(png(400, 200)) },
  },
  {
    check: "file-weight",
    files: {
      "content/index.md": "# Home\n\n![a](a.png)\n",
      "content/a.png": large(png(9, 9)),
      ".eleventy.ts": BUDGETS,
    },
    finds: "file-weight content/a.png",
    fixed: { "content/a.png": png(9, 9) },
  },
  {
    check: "secrets-in-files",
    files: { ...HOME, "public/deploy.sh": `#!/bin/sh\nTOKEN=${TOKEN}\n` },
    finds: "secret-published public/deploy.sh:2:7",
    fixed: { "public/deploy.sh": "TOKEN=YOUR_TOKEN\n" },
  },
  {
    check: "colour-contrast",
    files: { ...HOME, "layouts/styles/site.css": ":root {\n  --muted: #bbb;\n}\n" },
    finds: "colour-contrast layouts/styles/site.css:2:3",
    fixed: { "layouts/styles/site.css": ":root {\n  --muted: light-dark(#555, #bbb);\n}\n" },
  },
  {
    check: "insecure-urls",
    files: {
      ".eleventy.ts": config('  url: "https://a.example",'),
      "content/index.md": '# Home\n\n<script src="http://b.example/a.js"></script>\n',
    },
    finds: "insecure-url content/index.md:3:1",
    fixed: { "content/index.md": '# Home\n\n<script src="https://b.example/a.js"></script>\n' },
  },
  {
    check: "bidi-controls",
    files: { "content/index.md": "# Home\n\n```js\nif (admin) {\n/*\u202e } */\n```\n" },
    finds: "bidi-control content/index.md:5:3",
    fixed: { "content/index.md": "# Home\n\n```js\nif (admin) {\n/* } */\n```\n" },
  },
  {
    check: "secrets",
    files: { "content/index.md": `# Home\n\nUse \`${TOKEN}\`.\n` },
    finds: "secret-published content/index.md:3:6",
    fixed: { "content/index.md": "# Home\n\nUse `YOUR_TOKEN`.\n" },
  },
];

const shown = ({ code, file, line, column }: Diagnostic): string =>
  [code, ...(file === undefined ? [] : [line === undefined ? file : `${file}:${line}:${column}`])].join(" ");

describe("each check", () => {
  it("has a row in this table, and reports codes of the catalogue", () => {
    expect(ROWS.map(({ check }) => check).sort()).toEqual(checks.map(({ name }) => name).sort());
    expect(checks.flatMap(({ codes }) => codes.filter((code) => !(code in catalogue)))).toEqual([]);
  });

  it.each(ROWS)(
    "$check finds $finds, and nothing once it is fixed",
    async ({ check, files, args = [], finds, fixed }) => {
      const findings = async (all: Files): Promise<readonly string[]> => {
        const { root } = await site(all);
        const { stdout } = await runHere(["check", "--format", "json", ...args], root);
        return (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics.map(shown);
      };
      const found = await findings(files);
      expect(found.filter((one) => one.startsWith(finds))).toHaveLength(1);
      const { codes = [] } = checks.find(({ name }) => name === check) ?? {};
      expect(codes).toContain(finds.split(" ")[0]);
      expect(await findings({ ...files, ...fixed })).toEqual([]);
    },
  );
});

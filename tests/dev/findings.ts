/** Edits of every kind that a site may report, and what the dev server finds after them beside what a build finds. */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import type { Diagnostic } from "../../src/model/model.js";
import { runHere } from "../support/run-here.js";
import { site, type Files } from "../support/site.js";

/** Makes an edit; gives the paths that changed. */
type Edit = (root: string) => readonly string[];

const write =
  (file: string, text: string): Edit =>
  (root) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    return [file];
  };
const change =
  (file: string, from: string | RegExp, to: string): Edit =>
  (root) => {
    const before = readFileSync(join(root, file), "utf8");
    const after = before.replace(from, to);
    expect(after, file).not.toBe(before);
    writeFileSync(join(root, file), after);
    return [file];
  };
const remove =
  (file: string): Edit =>
  (root) => {
    rmSync(join(root, file));
    return [file];
  };
const rename =
  (from: string, to: string): Edit =>
  (root) => {
    renameSync(join(root, from), join(root, to));
    return [from, to];
  };

export const config = (settings: string, eleventy = "") =>
  `import { defineSite } from "handbill";
export default defineSite({ title: "T", url: "https://a.example", templatesInMarkdown: ["live/**"], ${settings}
  eleventy(config) { config.addFilter("boom", (text) => { if (text === "bad") throw new Error("boom"); return text; }); ${eleventy} },
});
`;

export const FILES: Files = {
  ".eleventy.ts": config(""),
  "content/index.md": "# Home\n\n[a](docs/a.md) [file](/file.txt)\n",
  "content/docs/index.md": "# Docs\n",
  "content/docs/a.md": "# A\n\n## Part\n\nText.\n",
  "content/docs/b.md": "# B\n\n[part](a.md#part)\n",
  "content/live/one.md": "# One {{ 1 }}\n\n[a](../docs/a.md)\n",
  "content/own.md": "---\nlayout: own\nword: good\n---\n# Own\n",
  "content/list.njk":
    "---\nlayout: own\ntitle: List\n---\n{% for page in collections.all %}{{ page.url }} {% endfor %}",
  "content/_data/words.json": '{ "one": 1 }',
  "layouts/own.njk":
    '<!doctype html><title>{{ title }}</title><a href="/docs/">docs</a>{{ word | boom }}{{ content | safe }}',
  "public/file.txt": "text",
};

/** One of each kind: what comes wrong, and goes. */
const EDITS: Readonly<Record<string, Edit>> = {
  "a broken link": change("content/docs/b.md", "a.md#part", "gone.md"),
  "a broken anchor": change("content/docs/b.md", "gone.md", "a.md#nowhere"),
  "a heading that others link to": change("content/docs/a.md", "## Part", "## Another"),
  "raw HTML that is not closed": change("content/docs/a.md", "Text.", "<em>Text."),
  "a link without text, and an image without alt text": change(
    "content/docs/a.md",
    "<em>Text.",
    "[](b.md) ![](/no.png)",
  ),
  "a page that goes": remove("content/docs/b.md"),
  "a page that comes": write("content/docs/c.md", "# C\n\n[b](b.md)\n"),
  "a page that moves": rename("content/docs/c.md", "content/docs/b.md"),
  "a file that goes": remove("public/file.txt"),
  "a redirect that leads nowhere": write(".eleventy.ts", config('redirects: { "/old/": "/nowhere/" },')),
  "redirects in a circle": write(".eleventy.ts", config('redirects: { "/x/": "/y/", "/y/": "/x/" },')),
  "a redirect of a page, at a page": change(
    "content/own.md",
    "word: good",
    "word: good\nredirectFrom: /docs/a/",
  ),
  hosts: write(".eleventy.ts", config('hosts: ["netlify", "github-pages"],')),
  "links that a host redirects": change("content/index.md", "/file.txt", "/docs"),
  "a style that hosts block": change(
    "content/docs/a.md",
    "[](b.md)",
    '<p onclick="x()" style="color: red">x</p>',
  ),
  "a level": write(
    ".eleventy.ts",
    config('hosts: ["netlify"], levels: { "broken-link": "warning", "image-alt": "off" },'),
  ),
  "the settings as they were": write(".eleventy.ts", config("")),
  "front matter": change("content/own.md", /redirectFrom.*/, "titel: x"),
  // The dev server keeps what the page said before: here, nothing that others see.
  "front matter that is no YAML": write("content/docs/c.md", "---\ndate: [x\n---\n# C\n"),
  "front matter that is right": write("content/docs/c.md", "---\nmore: x\n---\n# C\n"),
  "front matter of a template that is no YAML": change("content/list.njk", "title: List", "title: [List"),
  "front matter of a template that is right": change("content/list.njk", "title: [List", "title: List"),
  "front matter of a layout that is no YAML": change("layouts/own.njk", /^/, "---\na: [\n---\n"),
  "front matter of a layout that is right": change("layouts/own.njk", "a: [", "a: 1"),
  "a file that is not read": write("content/docs/notes.rst", "Notes\n"),
  "no file that is not read": remove("content/docs/notes.rst"),
  "tags that meet": write("content/docs/c.md", "---\ntags: [C++, c--]\nimage: /no.png\n---\n# C\n"),
  "a sidebar": write(".eleventy.ts", config('sidebar: { docs: ["docs/a.md", "docs/none.md"] },')),
  "a language": write(".eleventy.ts", config('languages: { en: "English", de: "Deutsch" },')),
  "a page in it": write("content/de/index.md", "# Start\n\n[x](nirgends.md)\n"),
  "no language": write(".eleventy.ts", config("")),
  "settings that cannot be used": write(".eleventy.ts", config("tilte: 1,")),
  "settings that can": write(".eleventy.ts", config('sidebar: { docs: ["docs/a.md"] },')),
  "a configuration that fails": write(".eleventy.ts", config("", "config.addFliter();")),
  "one that does not": write(".eleventy.ts", config("")),
  "a filter that fails for a page": change("content/own.md", "good", "bad"),
  "a filter that does not": change("content/own.md", "bad", "good"),
  "an unknown filter": change("layouts/own.njk", "| boom", "| bomb"),
  "a name that nothing sets": change("layouts/own.njk", "| bomb", "| boom }}{{ wordd"),
  "a link of a layout": change("layouts/own.njk", '"/docs/"', '"/dosc/"'),
  "a layout that does not exist": change("content/own.md", "layout: own", "layout: owm"),
  "a layout that does": change("content/own.md", "layout: owm", "layout: own"),
  "an outdated copy": write(
    "layouts/partials/own-footer.njk",
    "{#- Copied from Handbill's layouts/partials/footer.njk (000000000000). -#}\nFooter\n",
  ),
  "a style sheet": write("layouts/styles/site.css", "a { background: url(/no.svg) }"),
  "a style sheet that is none": write("layouts/styles/site.css", '@import "nothere.css";'),
  "no style sheet": remove("layouts/styles/site.css"),
  "a template with a mistake": change("content/list.njk", "{% endfor %}", ""),
  "a template without": change("content/list.njk", "{{ page.url }} ", "{{ page.url }} {% endfor %}"),
  "two pages at one URL": write("content/docs/a/index.md", "# Other\n"),
  "one page": remove("content/docs/a/index.md"),
  "broken data": write("content/_data/words.json", '{ "one": 1'),
  "whole data": write("content/_data/words.json", '{ "one": 2 }'),
  "data of a folder": write("content/docs/docs.json", '{ "draft": "maybe" }'),
  "data of a folder that is right": write("content/docs/docs.json", '{ "more": 1 }'),
  "slips in a page in which templates run": change(
    "content/live/one.md",
    "../docs/a.md",
    "{{ 'gone.md' }}) ![](/no.png) <i>x ![",
  ),
  "HTML that readers miss": change(
    "content/docs/a.md",
    /$/,
    '\n#### Deep\n\n<iframe src="https://b.example/"></iframe>\n\n<button></button>\n',
  ),
  "a layout with the id of a page": change("layouts/own.njk", "<title>", '<p id="own">x</p><title>'),
  "a layout with a field": change("layouts/own.njk", "<title>", '<input name="{{ title }}"><title>'),
  "a page with an id twice": write("content/docs/f.md", '# F\n\n<p id="x">a</p>\n\n<p id="x">b</p>\n'),
  "a template with a table": change(
    "content/list.njk",
    /$/,
    `<table>${"<tr><td>a</td><td>b</td></tr>".repeat(3)}</table>`,
  ),
  "an empty section": write("content/land.md", "---\nsections:\n  - type: hreo\n---\n"),
  "a draft with a broken link": write(
    "content/land.md",
    "---\ndraft: true\n---\n# Draft\n\n[x](nowhere.md)\n",
  ),
};

const shown = (
  found: readonly Pick<Diagnostic, "code" | "file" | "line" | "column" | "level" | "message">[],
) =>
  [
    ...new Set(
      found.map(
        ({ code, file = "", line = 0, column = 0, level, message }) =>
          `${level} ${code} ${file}:${line}:${column} ${message}`,
      ),
    ),
  ].sort();

/** Makes each edit, and compares after every so many what is found with what a build finds. */
export async function expectSameFindings(every: number): Promise<void> {
  const driver = await site(FILES);
  const { root } = driver;
  process.chdir(root);
  const live = await openDevSite({ root, again: true }, Date.now());
  const different: object[] = [];
  const compare = async (what: string): Promise<void> => {
    const found = shown(live.problems());
    const { stdout } = await runHere(
      ["build", "--drafts", "--no-cache", "--jobs", "1", "--format", "json"],
      root,
    );
    const built = shown((JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics);
    if (found.join() !== built.join()) different.push({ what, found, built });
  };
  const edits = Object.entries(EDITS);
  for (const [at, [what, edit]] of edits.entries()) {
    process.chdir(root);
    await live.apply(edit(root));
    await live.settle();
    if ((at + 1) % every === 0 || at + 1 === edits.length) await compare(what);
  }
  expect(different).toEqual([]);
}

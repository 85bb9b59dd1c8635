/** Each kind of bad input: a tiny site, and the place at which its author is told. Nothing is written. */

import { execFileSync } from "node:child_process";
import { symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/diagnostics/catalogue.js";
import { site, type Files } from "../support/site.js";

interface Case {
  readonly name: string;
  readonly files: Files;
  readonly expects: readonly string[];
  /** Findings do not stop the writing. */
  readonly writes?: true;
}

const page = (front: string, body = "") => `---\n${front}\n---\n${body}\n`;
const config = (options: string) =>
  `import { defineSite } from "handbill";\nexport default defineSite(${options});\n`;
const layout = (body: string): Files => ({
  "content/a.md": page("title: A\nlayout: mine"),
  "layouts/mine.njk": body,
});

const GOES =
  'import { rmSync } from "node:fs";\nrmSync("content/a.md", { force: true });\nexport default {};\n';

const cases: readonly Case[] = [
  {
    name: "a call on Eleventy's configuration that has no effect",
    files: {
      ".eleventy.ts": config("{ eleventy(c) { c.setInputDirectory('src'); } }"),
      "content/a.md": "# A\n",
    },
    expects: ["eleventy-unused .eleventy.ts:2:45"],
    writes: true,
  },
  {
    name: "a misspelled draft whose value hides how it becomes text",
    files: { "content/a.md": page("title: A\ndrafft: { toString: 1 }") },
    expects: ["front-matter-unknown content/a.md:3:1"],
    writes: true,
  },
  {
    name: "a filter that throws what cannot become text",
    files: {
      ".eleventy.ts": config(
        '{ eleventy(c) { c.addFilter("fails", () => { throw Object.create(null); }); } }',
      ),
      ...layout("{{ 1 | fails }}"),
    },
    expects: ["template-failed layouts/mine.njk:1:8"],
  },
  {
    name: "a title that cannot become text, under the name that replaces a title",
    files: {
      "content/a.md": page('layout: mine\n"override:title": { toString: 1 }'),
      "layouts/mine.njk": "x",
    },
    expects: [],
    writes: true,
  },
  {
    name: "YAML that does not parse",
    files: { "content/a.md": page("title: a: b") },
    expects: ["front-matter-yaml content/a.md:2:8"],
  },
  {
    name: "a duplicate key",
    files: { "content/a.md": page("title: a\ntitle: b") },
    expects: ["front-matter-duplicate content/a.md:3:1"],
  },
  {
    name: "a tab in the indent",
    files: { "content/a.md": page("hero:\n\ttitle: x") },
    expects: ["front-matter-yaml content/a.md:3:1"],
  },
  {
    name: "a control character in a body and in a title",
    files: { "content/a.md": "---\ntitle: A\n---\nOne\u0007 two\f\n" },
    expects: ["control-character content/a.md:4:4", "control-character content/a.md:4:9"],
    writes: true,
  },
  {
    name: "tags, attributes and URLs of raw HTML that untrusted pages cannot have",
    files: {
      ".eleventy.ts": config('{ trust: "text" }'),
      "content/a.md":
        '# A\n\nText <b onclick="x()" title="x">b</b> ![<i style="x">](/a/)\n\n> <p class="x">\n> <a href="vscode:x" id="y">x</a>\n> </p>\n\n<form action="/a/">\n\n- <my-box>x</my-box> <iframe src="/a/"></iframe>\n',
    },
    expects: [
      "html-refused content/a.md:3:6",
      "html-refused content/a.md:3:39",
      "image-alt content/a.md:3:39",
      "html-refused content/a.md:5:3",
      "html-refused content/a.md:6:3",
      "html-refused content/a.md:9:1",
      "html-refused content/a.md:11:3",
      "html-refused content/a.md:11:22",
    ],
    writes: true,
  },
  {
    name: "names that look like others",
    files: {
      "layouts/own.njk": "{% include 'p\u0430rt.njk' %}{{ content | s\u0430fe }}",
      "layouts/part.njk": "",
      "content/a.md": page("layout: own"),
      "content/b.md": page("sections:\n  - { type: h\u0435ro, title: x }"),
    },
    expects: [
      "section-unknown content/b.md:3:13",
      "include-missing layouts/own.njk:1:12",
      "unknown-filter layouts/own.njk:1:38",
    ],
  },
  {
    name: "no page at the address of the site",
    files: { "content/docs/a.md": "# A\n" },
    expects: ["home-missing"],
    writes: true,
  },
  {
    name: "the folder of a language that the site does not name",
    files: {
      ".eleventy.ts": config('{ languages: { en: "English", de: "Deutsch" } }'),
      "content/index.md": "# Home\n",
      "content/fr/index.md": "# Accueil\n",
    },
    expects: ["language-unlisted content/fr/index.md:1:1"],
    writes: true,
  },
  {
    name: "languages without the site's own",
    files: {
      ".eleventy.ts": config('{ languages: { de: "Deutsch" } }'),
      "content/index.md": "# Home\n",
    },
    expects: ["config-invalid .eleventy.ts:2:29"],
  },
  {
    name: "a setting and a code whose names every object has",
    files: {
      ".eleventy.ts": config('{ toString: 1, levels: { constructor: "off" } }'),
      "content/index.md": "# Home\n",
    },
    expects: ["config-invalid .eleventy.ts:2:29", "config-invalid .eleventy.ts:2:52"],
  },
  {
    name: "a permalink with a hidden name",
    files: { "content/index.md": "# Home\n", "content/a.md": page("permalink: /.env") },
    expects: ["permalink-invalid content/a.md:2:12"],
  },
  {
    name: "a misspelt key beside the one that it means",
    files: { "content/index.md": page("title: Home\ntitel: Haus\ntitles: [own]\ntitle2: own") },
    expects: ["front-matter-unknown content/index.md:3:1"],
    writes: true,
  },
  {
    name: "a link of the footer to a part that no page has",
    files: {
      ".eleventy.ts": config(
        '{ theme: { footer: { columns: [{ title: "A", links: [{ text: "C", url: "#cookies" }, { text: "D", url: "#here" }] }] } } }',
      ),
      "content/index.md": "# Home\n\n## Here\n",
    },
    expects: ["broken-anchor .eleventy.ts:2:99"],
    writes: true,
  },
  {
    name: "a file that goes while the site is read",
    files: { "content/index.md": "# Home\n", "content/a.md": "# A\n", "content/_data/x.js": GOES },
    expects: ["file-gone content/a.md"],
  },
  {
    name: "front matter that never closes",
    files: { "content/a.md": "---\ntitle: a\n\ntext\n" },
    expects: ["front-matter-unclosed content/a.md:1:1"],
  },
  {
    name: "front matter closed by four hyphens",
    files: { "content/a.md": "---\ntitle: a\n----\ntext\n" },
    expects: ["front-matter-unclosed content/a.md:3:1"],
  },
  {
    name: "front matter of a template that does not start on its first line",
    files: {
      "content/a.njk": "\n---\ntitle: a\n---\ntext\n",
      "content/b.njk": "<!-- c\n-->\n\n---\ntitle: a\n---\ntext\n",
      "layouts/c.njk": "\u200b---\ntitle: a\n---\ntext\n",
    },
    expects: [
      "front-matter-misplaced content/a.njk:2:1",
      "front-matter-misplaced content/b.njk:4:1",
      "front-matter-misplaced layouts/c.njk:1:2",
    ],
  },
  {
    name: "front matter that three hyphens do not open",
    files: {
      "content/a.md": "\u2014-\ntitle: a\ndraft: true\n\u2014-\ntext\n",
      "content/b.md": "title: b\ndraft: true\n---\ntext\n",
    },
    expects: ["front-matter-misplaced content/a.md:1:1", "front-matter-misplaced content/b.md:1:1"],
  },
  {
    name: "a draft in other words",
    files: {
      "content/a.md": page("Draft: true"),
      "content/b.md": page("title: B\npublishd: false"),
      "content/c/c.json": '{ "drafts": true }',
      "content/c/d.md": "# D\n",
      "content/e.md": page("Draft: false"),
    },
    expects: [
      "draft-unread content/a.md:2:1",
      "draft-unread content/b.md:3:1",
      "draft-unread content/c/c.json:1:1",
      "front-matter-unknown content/e.md:2:1",
    ],
  },
  {
    name: "marks of YAML that begin a value",
    files: {
      "content/a.md": page("title: *Handbook*"),
      "content/b.md": page("tags:\n  - *one"),
      "content/c.md": page("title: !Important news"),
      "content/d.md": page("<<: 5"),
      "content/e.md": page("title: &copy; 2026"),
      "content/f.md": page("title: F\nhero: { value: 5, text: 12,000 banks }"),
    },
    expects: [
      "front-matter-yaml content/a.md:2:8",
      "front-matter-yaml content/b.md:3:5",
      "front-matter-yaml content/c.md:2:8",
      "front-matter-yaml content/d.md:2:5",
      "front-matter-yaml content/e.md:2:8",
      "front-matter-yaml content/f.md:3:25",
    ],
  },
  {
    name: "a number sign that cuts a value off",
    files: { "content/a.md": page("title: Issue #5\norder: 1 # first") },
    expects: ["front-matter-comment content/a.md:2:14"],
    writes: true,
  },
  {
    name: "characters that HTML cannot hold",
    files: {
      "content/a.md": page('title: "a\\0b"'),
      "content/b.md": page('title: B\ntext: "\\ud800"'),
      "content/_data/c.json": '{ "fine": "\\ud83d\\ude00 \\\\u0000",\n  "x": "\\u0000" }',
    },
    expects: [
      "character-forbidden content/_data/c.json:2:9",
      "character-forbidden content/a.md:2:8",
      "character-forbidden content/b.md:3:7",
    ],
  },
  {
    name: "data files beside pages that hold no keys",
    files: {
      "content/blog/blog.json": "[1]",
      "content/blog/a.md": "# A\n",
      "content/blog/a.json": '"x"',
      "content/news/news.json": "",
      "content/news/a.md": "# A\n",
      "content/news/a.11tydata.js": "module.exports = () => undefined;",
      "content/_data/empty.json": "",
    },
    expects: [
      "file-ignored content/blog/a.json:1:1",
      "file-ignored content/blog/blog.json:1:1",
      "data-failed content/news/a.11tydata.js:1:1",
      "file-ignored content/news/news.json:1:1",
    ],
  },
  {
    name: "a list for a program, in a file that is named like its folder",
    files: {
      "content/themes/themes.json": '[{ "name": "A" }]',
      "content/themes/a.md": "# A\n",
      "content/b/b.json": '[{ "title": "B" }]',
      "content/b/index.md": "B\n",
    },
    expects: ["file-ignored content/b/b.json:1:1", "file-ignored content/themes/themes.json:1:1"],
    writes: true,
  },
  {
    name: "a row with more cells than its table",
    files: {
      "content/a.md":
        "| a | b |\n|---|---|\n| 1 | `x|y` |\n| 1 | `x\\|y` |\n| 1 | 2 | |\n\n> | a |\n> |---|\n> | b | c |\n",
    },
    expects: ["table-cells content/a.md:3:10", "table-cells content/a.md:9:9"],
    writes: true,
  },
  {
    name: "asterisks without a space behind them",
    files: { "content/a.md": "# A\n\n**Note:**The text.\n" },
    expects: ["emphasis-unread content/a.md:3:1"],
    writes: true,
  },
  {
    name: "a Markdown plugin that fails on one page",
    files: {
      ".eleventy.ts": config(
        '{ markdown: (md) => void md.core.ruler.push("x", (state) => { if (state.src.includes("BOOM")) throw new Error("no BOOM"); }) }',
      ),
      "content/a.md": "BOOM\n",
      "content/b.md": page("title: *b*"),
    },
    expects: ["page-failed content/a.md:1:1", "front-matter-yaml content/b.md:2:8"],
  },
  {
    name: "a list for a title",
    files: { "content/a.md": page("title: [a]") },
    expects: ["front-matter-value content/a.md:2:8"],
    writes: true,
  },
  {
    name: "a number for the kind of a badge",
    files: {
      "content/a.md": page("title: A\nbadge: { text: New, kind: [] }"),
      "content/b/b.json": '{\n  "badge": { "text": "x", "kind": [] }\n}\n',
      "content/b/c.md": "# C\n",
    },
    expects: ["front-matter-value content/a.md:3:8", "front-matter-type content/b/b.json:2:4"],
  },
  {
    name: "a language that is no tag",
    files: {
      "content/a.md": page("lang: en_US\nlayout: post\ndate: 2026-01-02"),
      "content/b.md": page("lang: de-de-de\nlayout: post\ndate: 2026-01-02"),
    },
    expects: ["front-matter-value content/a.md:2:7", "front-matter-value content/b.md:2:7"],
    writes: true,
  },
  {
    name: "names that every object has",
    files: {
      "content/a.md": page(
        "title: A\ntoString: x\nvalueOf: 1\nhasOwnProperty: [a]\nsections:\n  - { type: cta, title: x, toString: y }\n  - { type: valueOf }",
      ),
      "content/b/b.json": '{ "isPrototypeOf": 1, "toLocaleString": {} }',
      "content/b/c.md": page("layout: toString"),
    },
    expects: [
      "section-field content/a.md:7:28",
      "section-unknown content/a.md:8:13",
      "layout-missing content/b/c.md:2:9",
    ],
  },
  {
    name: "a map for a tag",
    files: { "content/a.md": page("tags: [{ a: b }, c]") },
    expects: ["front-matter-value content/a.md:2:7"],
    writes: true,
  },
  {
    name: "a number for a permalink",
    files: { "content/a.md": page("permalink: 7") },
    expects: ["front-matter-value content/a.md:2:12"],
    writes: true,
  },
  {
    name: "a permalink template without quotes",
    files: { "content/a.md": page("permalink: {{ title }}") },
    expects: ["front-matter-type content/a.md:2:12"],
  },
  {
    name: "a day that does not exist",
    files: { "content/a.md": page("date: 2024-02-31") },
    expects: ["front-matter-date content/a.md:2:7"],
    writes: true,
  },
  {
    name: "wrong and misspelled keys in the data file of a folder",
    files: {
      "content/blog/a.md": "# A\n",
      "content/blog/blog.json": '{\n  "layuot": "post",\n  "tags": {},\n  "draft": "x"\n}\n',
    },
    expects: [
      "front-matter-unknown content/blog/blog.json:2:1",
      "front-matter-type content/blog/blog.json:3:4",
      "front-matter-type content/blog/blog.json:4:4",
    ],
  },
  {
    name: "a file's name that starts with a day that does not exist",
    files: {
      "content/2024-02-31-a.md": "A\n",
      "content/2024-13-01-b.njk": "b",
      "content/2024-02-30-c.md": page("date: 2024-03-01"),
    },
    expects: [
      "front-matter-date content/2024-02-31-a.md:1:1",
      "front-matter-date content/2024-13-01-b.njk:1:1",
    ],
    writes: true,
  },
  {
    name: "dates in other forms",
    files: {
      "content/a.md": page("date: 2024-1-5"),
      "content/b.md": page("date: January 5, 2024"),
      "content/c.md": page("date: 05/01/2024"),
    },
    expects: [
      "front-matter-date content/a.md:2:7",
      "front-matter-date content/b.md:2:7",
      "front-matter-date content/c.md:2:7",
    ],
    writes: true,
  },
  {
    name: "a date that is none",
    files: { "content/a.md": page("date: soon") },
    expects: ["front-matter-date content/a.md:2:7"],
    writes: true,
  },
  {
    name: "a file's own time as a date",
    files: { "content/a.md": page("date: Last Modified") },
    expects: ["front-matter-date content/a.md:2:7"],
    writes: true,
  },
  {
    name: "what other programs say of addresses, drafts and menus",
    files: {
      "content/a.md": page("slug: x\nnav_order: 2\nmenu: main\ntoctree: [a]"),
      "content/b.md": page("published: false"),
      "content/c.md": page("published: true\nmenu: lunch\npermalink: /d/\nslug: y"),
      "content/n/n.json": '{ "permalink": "n/{{ slug }}/" }',
      "content/n/e.md": page("slug: e"),
    },
    expects: [
      "front-matter-unknown content/a.md:2:1",
      "front-matter-unknown content/a.md:3:1",
      "front-matter-unknown content/a.md:4:1",
      "front-matter-unknown content/a.md:5:1",
    ],
    writes: true,
  },
  {
    name: "a misspelled key above its value",
    files: {
      "content/a.md": page("title: A\naliases:\n  - /b/"),
      "content/b.md": page("titel: >\n  a\norder: 1\ntgas:\n\n  - b\nx: { y: 1 }"),
    },
    expects: [
      "front-matter-unknown content/a.md:3:1",
      "front-matter-unknown content/b.md:2:1",
      "front-matter-unknown content/b.md:5:1",
    ],
    writes: true,
  },
  {
    name: "a misspelled key",
    files: { "content/a.md": page("titel: a") },
    expects: ["front-matter-unknown content/a.md:2:1"],
    writes: true,
  },
  {
    name: "a section that does not exist, and one without a type",
    files: { "content/a.md": page("sections:\n  - type: heroo\n  - title: x") },
    expects: ["section-unknown content/a.md:3:11", "section-unknown content/a.md:4:5"],
  },
  {
    name: "fields of sections that are missing, misspelled, and wrong",
    files: {
      "content/a.md": page(
        "sections:\n  - type: cta\n    titel: x\n  - { type: features, columns: 7, items: [{ title: [] }] }",
      ),
    },
    expects: [
      "section-field content/a.md:3:5",
      "section-field content/a.md:4:5",
      "section-field content/a.md:5:32",
      "section-field content/a.md:5:52",
    ],
  },
  {
    name: "prices for other periods, and cells for other columns",
    files: {
      "content/a.md": page(
        "sections:\n  - type: pricing\n    periods: [m, y]\n    plans: [{ name: A, prices: ['1'] }]\n  - type: comparison\n    columns: [{ name: A }]\n    groups: [{ rows: [{ name: r, cells: [true, x] }] }]",
      ),
    },
    expects: ["section-field content/a.md:5:32", "section-field content/a.md:8:41"],
  },
  {
    name: "an id that stands twice on a page",
    files: { "content/a.md": page("sections:\n  - { type: cta, id: there, title: x }", "## There") },
    expects: ["section-field content/a.md:3:22"],
  },
  {
    name: "an address in a section that runs code",
    files: {
      "content/a.md": page(
        "sections:\n  - type: cta\n    title: x\n    actions: [{ text: x, url: 'javascript:alert(1)' }]",
      ),
    },
    expects: ["unsafe-url content/a.md:5:32"],
  },
  {
    name: "a broken link in a field of a section, and in its text",
    files: {
      "content/a.md": page(
        "sections:\n  - type: cta\n    title: x\n    text: |\n      See\n      [this](gone.md).\n    actions: [{ text: x, url: lost.md }]",
      ),
    },
    expects: ["broken-link content/a.md:7:14", "broken-link content/a.md:8:31"],
    writes: true,
  },
  {
    name: "a stranger's form",
    files: {
      ".eleventy.ts": config('{ trust: "text" }'),
      "content/a.md": page("sections:\n  - { type: newsletter, action: 'https://example.com' }"),
    },
    expects: ["unsafe-url content/a.md:3:34"],
  },
  {
    name: "JavaScript as front matter",
    files: { "content/a.md": "---js\nmodule.exports = {}\n---\n" },
    expects: ["front-matter-language content/a.md:1:4"],
  },
  {
    name: "TOML as front matter",
    files: { "content/a.md": "+++\n# Hugo's\ntitle = 'A'\n+++\n" },
    expects: ["front-matter-language content/a.md:1:1"],
  },
  {
    name: "a language of Object.prototype",
    files: { "content/a.md": "---constructor\na\n---\n" },
    expects: ["front-matter-language content/a.md:1:4"],
  },
  {
    name: "__proto__ and constructor",
    files: { "content/a.md": page("__proto__:\n  polluted: yes\nhero:\n  constructor: 1") },
    expects: ["front-matter-key content/a.md:2:1", "front-matter-key content/a.md:5:3"],
  },
  {
    name: "names that are Handbill's own",
    files: {
      "content/a.md": page("content: hello"),
      "content/b.md": page("title: B\nsite:\n  header:\n    menuHtml: <b>x</b>"),
      "content/c.md": page('"override:page": { url: /x/ }\nprevious: /a/\nnav: x'),
      "content/d.njk": page("collections: {}"),
    },
    expects: [
      "front-matter-key content/a.md:2:1",
      "front-matter-key content/b.md:3:1",
      "front-matter-key content/c.md:2:2",
      "front-matter-key content/d.njk:2:1",
    ],
  },
  {
    name: "names that strangers may not use",
    files: { ".eleventy.ts": config('{ trust: "text" }'), "content/a.md": page("previous: /a/\nnav: x") },
    expects: ["front-matter-key content/a.md:2:1", "front-matter-key content/a.md:3:1"],
  },
  {
    name: "such a name in the data file of a folder",
    files: {
      "content/blog/a.md": "# A\n",
      "content/blog/blog.json": '{\n  "override:override:content": "x"\n}\n',
    },
    expects: ["front-matter-key content/blog/blog.json:2:22"],
  },
  {
    name: "sections that would not be checked",
    files: { "content/a.md": page('"override:sections": []') },
    expects: ["front-matter-key content/a.md:2:2"],
  },
  {
    name: "addresses in front matter that run code",
    files: {
      "content/a.md": page("editUrl: 'javascript:alert(1)'"),
      "content/b.md": page(
        "layout: post\nblog: { url: ' jAvascript:alert(1)', tags: ['javascript:alert(1)'] }",
      ),
      "content/c.md": page("layout: '404'\nlinks:\n  - { text: x, url: \"java\\tscript:alert(1)\" }"),
      "content/d.md": page(
        "layout: blog\nfeed: 'vbscript:x'\nposts: [{ 'override:url': 'data:text/html,x' }]",
      ),
      "content/e/e.json": '{\n  "blog": {\n    "url": "javascript:alert(1)"\n  }\n}',
      "content/e/index.md": "# E\n",
    },
    expects: [
      "unsafe-url content/a.md:2:10",
      "unsafe-url content/b.md:3:14",
      "unsafe-url content/b.md:3:44",
      "unsafe-url content/c.md:4:21",
      "unsafe-url content/d.md:3:7",
      "unsafe-url content/d.md:4:27",
      "unsafe-url content/e/e.json:3:6",
    ],
  },
  {
    name: "__proto__ in a data file",
    files: {
      "content/a.md": page("title: a"),
      "content/_data/x.json": '{\n  "__proto__": { "polluted": 1 }\n}\n',
    },
    expects: ["front-matter-key content/_data/x.json:2:3"],
  },
  {
    name: "an alias bomb",
    files: {
      "content/a.md": page(
        `a: &a [${"1,".repeat(9)}1]\n${"bcdefg"
          .split("")
          .map(
            (key, index) =>
              `${key}: &${key} [${`*${"abcdef"[index] ?? ""},`.repeat(9)}*${"abcdef"[index] ?? ""}]`,
          )
          .join("\n")}`,
      ),
    },
    expects: ["front-matter-aliases content/a.md:3:8"],
  },
  {
    name: "an invisible character in a key",
    files: { "content/a.md": page("ti\u200btle: a") },
    expects: ["front-matter-invisible content/a.md:2:3"],
  },
  {
    name: "an invisible character in a permalink",
    files: { "content/a.md": page("permalink: /a\u200b/") },
    expects: ["front-matter-invisible content/a.md:2:12"],
  },
  {
    name: "a word at a block of code that means nothing",
    files: { "content/a.md": page("title: A", "```ts lines live\n```") },
    expects: ["code-option-unknown content/a.md:4:13"],
    writes: true,
  },
  {
    name: "a feed without entries",
    files: {
      "content/a.md": page("title: A\nlayout: changelog", "## 2.0\n\nb"),
      ".eleventy.ts":
        'import { defineSite } from "handbill";\nexport default defineSite({\n  url: "https://t.example",\n  feeds: [{ folder: "a" }],\n});\n',
    },
    expects: ["feed-empty .eleventy.ts:4:3"],
    writes: true,
  },
  {
    name: "tabs without a title",
    files: {
      "content/a.md": page(
        "title: A",
        ":::: tabs\n::: tab\na\n:::\n::: tab ![](x.svg)\nb\n:::\n::: tab C\nc\n:::\n::::\n\n> ::: code-group\n> ```\n> d\n> ```\n> ```sh\n> e\n> ```\n> :::",
      ),
      "content/x.svg": "<svg/>",
    },
    expects: [
      "tab-untitled content/a.md:5:1",
      "tab-untitled content/a.md:8:1",
      "image-alt content/a.md:8:9",
      "tab-untitled content/a.md:17:3",
    ],
    writes: true,
  },
  {
    name: "marked lines that a code block does not have",
    files: { "content/a.md": page("title: A", "```js {9} ins={4-3}\na\nb\n```") },
    expects: ["code-line-outside content/a.md:4:7", "code-line-outside content/a.md:4:11"],
    writes: true,
  },
  {
    name: "alerts, containers and links that are none for a letter",
    files: {
      "content/a.md": page(
        "title: A",
        "> [!NOTICE]\n> a\n\n::: warnng\na [b]() (c)[d.md]\n\n::: tip\nd\n:::",
      ),
    },
    expects: [
      "alert-unread content/a.md:4:3",
      "container-unclosed content/a.md:7:1",
      "container-unknown content/a.md:7:5",
      "link-empty content/a.md:8:3",
      "link-unread content/a.md:8:9",
    ],
    writes: true,
  },
  {
    name: "headings without a text, and with an id that is none",
    files: { "content/a.md": page("title: A", "##\n\n## B {#my id}") },
    expects: ["heading-text content/a.md:4:1", "attributes-unread content/a.md:6:6"],
    writes: true,
  },
  {
    name: "syntax of other generators",
    files: { "content/a.md": page("title: A", "{{< b >}}\n\n{{< c >}}\n\nimport A from 'a'") },
    expects: ["foreign-syntax content/a.md:4:1", "foreign-syntax content/a.md:8:1"],
    writes: true,
  },
  {
    name: "a footnote and a reference that miss each other",
    files: { "content/a.md": page("title: A", "A claim.[^source]\n\n[^sourse]: The book.") },
    expects: ["footnote-undefined content/a.md:4:9", "footnote-unused content/a.md:6:1"],
    writes: true,
  },
  {
    name: "files of layouts that look like the theme's",
    files: {
      ...layout('{% include "partials/sidebars.njk" %}{{ content | safe }}'),
      "content/b.md": page("layout: doc"),
      "layouts/doc.njk": "b",
      "layouts/partials/sidebars.njk": "c",
      "layouts/partials/own.njk": "d",
      "layouts/slots/footer.njk": "e",
      "layouts/slots/sidebartop.njk": "f",
      "layouts/slots/extra.njk": "g",
      "layouts/partials/heder.njk": "h",
      "layouts/lnding.njk": "i",
    },
    expects: [
      "file-ignored layouts/lnding.njk",
      "file-ignored layouts/partials/heder.njk",
      "file-ignored layouts/slots/extra.njk",
      "file-ignored layouts/slots/sidebartop.njk",
    ],
    writes: true,
  },
  {
    name: "icons that there are not",
    files: {
      "content/a.md": page(
        'layout: landing\nsections:\n  - type: features\n    items:\n      - { title: A, icon: blot }\n      - { title: B, icon: "⚡" }\n      - { title: C, icon: AI }\n      - { title: D, icon: bolt }\n      - title: E\n        icon: rocket',
      ),
      ".eleventy.ts": config(
        '{ theme: { footer: { social: [{ icon: "github", text: "A", url: "https://a.example" },\n{ icon: "mastdon", text: "B", url: "https://b.example" }] } } }',
      ),
    },
    expects: [
      "icon-unknown .eleventy.ts:3:10",
      "icon-unknown content/a.md:6:27",
      "icon-unknown content/a.md:11:15",
    ],
    writes: true,
  },
  {
    name: "icons of the site's own",
    files: {
      "content/a.md": page(
        "layout: landing\nsections:\n  - type: features\n    items:\n      - { title: A, icon: rocket }\n      - { title: B, icon: bolt }",
      ),
      "layouts/partials/icons.njk":
        '{%- set paths = {\n  "rocket": \'<path d="M1 1"/>\'\n} -%}\n{% macro icon(name) -%}{{ paths[name] | safe }}{%- endmacro %}\n',
    },
    expects: ["icon-unknown content/a.md:7:27"],
    writes: true,
  },
  {
    name: "ids that their author gives twice",
    files: {
      "content/a.md": page(
        "title: A",
        '## One {#dup}\n\n## Two {#dup}\n\n<a id="x" name="x"></a>\n\n<i id="x"></i>\n\ntext[^1]\n\n## Three {#footnote1}\n\n[^1]: n',
      ),
    },
    expects: [
      "id-duplicate content/a.md:6:10",
      "id-duplicate content/a.md:10:8",
      "id-duplicate content/a.md:14:12",
    ],
    writes: true,
  },
  {
    name: "Latin-1",
    files: { "content/a.md": Uint8Array.from([0x61, 0x0a, 0x63, 0x61, 0x66, 0xe9, 0x0a]) },
    expects: ["not-utf8 content/a.md:2:4"],
  },
  {
    name: "UTF-16",
    files: { "content/a.md": Uint8Array.from([0xff, 0xfe, 0x61, 0x00]) },
    expects: ["not-utf8 content/a.md:1:1"],
  },
  {
    name: "text encoded twice",
    files: { "content/a.md": "# A\n\nweâ€™ve\n" },
    expects: ["double-encoded content/a.md:3:3"],
    writes: true,
  },
  {
    name: "Markdown nested too deeply",
    files: { "content/a.md": `# A\n\n${"> ".repeat(400)}deep\n` },
    expects: ["markdown-too-deep content/a.md:3:1"],
  },
  {
    name: "an address that runs code",
    files: { "content/a.md": '# A\n\n<a href="java&#115;cript:alert(1)">x</a>\n' },
    expects: ["unsafe-url content/a.md:3:10"],
  },
  {
    name: "a permalink above the site",
    files: { "content/a.md": page("permalink: ../x") },
    expects: ["permalink-outside content/a.md:2:12"],
  },
  {
    name: "a permalink above the site, encoded",
    files: { "content/a.md": page("permalink: /a/%2e%2e/%2e%2e/x") },
    expects: ["permalink-outside content/a.md:2:12"],
  },
  {
    name: "a permalink with a drive",
    files: { "content/a.md": page("permalink: 'C:\\x'") },
    expects: ["permalink-outside content/a.md:2:12"],
  },
  {
    name: "permalinks that no address can carry",
    files: {
      "content/a.md": page("permalink: /a?b/"),
      "content/b.md": page("permalink: '/a#b/'"),
      "content/c.md": page("permalink: '/a\\b/'"),
      "content/d.md": page('permalink: "/a\\u0007/"'),
      "content/e.md": page("permalink: /con/"),
      "content/f.md": page(`permalink: /${"x".repeat(256)}/`),
      "content/g.md": page("permalink: /100%/"),
    },
    expects: ["a", "b", "c", "d", "e", "f", "g"].map(
      (name) => `${name === "d" ? "character-forbidden" : "permalink-invalid"} content/${name}.md:2:12`,
    ),
  },
  {
    name: "two pages for one output",
    files: { "content/a.md": page("permalink: /x/"), "content/b.md": page("permalink: x") },
    expects: ["output-conflict content/b.md:2:12"],
  },
  {
    name: "two outputs that differ in letter case",
    files: { "content/a.md": page("permalink: /X/"), "content/b.md": page("permalink: /x/") },
    expects: ["output-conflict content/b.md:2:12"],
  },
  {
    name: "two outputs that differ in Unicode form",
    files: {
      "content/a.md": page("permalink: /caf\u00e9/"),
      "content/b.md": page("permalink: /cafe\u0301/"),
    },
    expects: ["output-conflict content/b.md:2:12"],
  },
  {
    name: "an output that is the folder of another",
    files: { "content/a.md": page("permalink: /x.html"), "content/b.md": page("permalink: /x.html/y/") },
    expects: ["output-conflict content/a.md:2:12"],
  },
  {
    name: "redirects that no host could follow",
    files: {
      "content/a.md": page("redirectFrom: [old, /b?c, /d*]"),
      ".eleventy.ts": config('{ redirects: {\n"/e/": "f",\n"/g/": { to: "/a/", status: 303 as never } } }'),
    },
    expects: [
      "redirect-invalid .eleventy.ts:3:2",
      "redirect-invalid .eleventy.ts:4:2",
      "redirect-invalid content/a.md:2:16",
      "redirect-invalid content/a.md:2:21",
      "redirect-invalid content/a.md:2:27",
    ],
  },
  {
    name: "redirects of an address that is taken",
    files: { "content/a.md": page("redirectFrom: [/b/, /old/]"), "content/b.md": page("redirectFrom: /old") },
    expects: ["redirect-conflict content/a.md:2:16", "redirect-conflict content/b.md:2:15"],
    writes: true,
  },
  {
    name: "a redirect to a page that does not exist",
    files: { "content/a.md": "# A\n", ".eleventy.ts": config('{ redirects: { "/old/": "/aa/" } }') },
    expects: ["redirect-broken .eleventy.ts:2:43"],
    writes: true,
  },
  {
    name: "redirects in a circle",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": config('{ redirects: {\n"/b/": "/c/",\n"/c": "/b" } }'),
    },
    expects: ["redirect-loop .eleventy.ts:3:2", "redirect-loop .eleventy.ts:4:2"],
    writes: true,
  },
  {
    name: "a redirect to a redirect",
    files: {
      "content/a.md": page("redirectFrom: /b/"),
      ".eleventy.ts": config('{ redirects: { "/c/": "/b/" } }'),
    },
    expects: ["redirect-chain .eleventy.ts:2:43"],
    writes: true,
  },
  {
    name: "a link that takes a redirect",
    files: { "content/a.md": page("redirectFrom: /b/", "\n[B](/b/) and [again](b/)") },
    expects: ["link-redirects content/a.md:5:5", "link-redirects content/a.md:5:22"],
    writes: true,
  },
  {
    name: "more than a host takes",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": config(
        '{ hosts: ["gitlab-pages"], redirects: Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`/old/${n}/`, "/a/"])) }',
      ),
    },
    expects: ["host-limit .eleventy.ts"],
    writes: true,
  },
  {
    name: "a `javascript:` URL in a layout of a site whose hosts send a policy",
    files: {
      ...layout('<a href="javascript:history.back()">Back</a>{{ content | safe }}\n'),
      ".eleventy.ts": config('{ hosts: ["netlify"] }'),
    },
    expects: ["policy-blocks layouts/mine.njk:1:10"],
    writes: true,
  },
  {
    name: "more redirected folders than hosts take",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": config(
        '{ hosts: ["cloudflare", "s3"], redirects: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`/old/${n}/*`, "/a/"])) }',
      ),
    },
    expects: ["host-limit .eleventy.ts", "host-limit .eleventy.ts"],
    writes: true,
  },
  {
    name: "redirects of folders in a circle, through another, to nothing, and over a page",
    files: {
      "content/a.md": "# A\n",
      "content/f/b.md": "# B\n",
      ".eleventy.ts": config(
        '{ hosts: ["vercel"], redirects: {\n"/b/*": "/b/c/:splat",\n"/c/*": "/d/:splat",\n"/d/*": "/",\n"/e/*": "/g/:splat",\n"/f/*": "/a/" } }',
      ),
    },
    expects: [
      "redirect-loop .eleventy.ts:3:2",
      "redirect-chain .eleventy.ts:4:2",
      "redirect-broken .eleventy.ts:5:2",
      "redirect-broken .eleventy.ts:6:2",
      "host-cannot .eleventy.ts:7:2",
    ],
    writes: true,
  },
  {
    name: "what a host cannot do",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": config(
        '{ hosts: ["github-pages"], headers: { "/*": { "X-A": "1" } }, redirects: { "/old.php": "/a/" } }',
      ),
    },
    expects: ["host-cannot .eleventy.ts", "host-cannot .eleventy.ts:2:103"],
    writes: true,
  },
  {
    name: "a link that takes a redirect on a host of the site",
    files: {
      "content/a.md": page("permalink: /a.html", "\n[A](/a.html) [A](a.md)"),
      ".eleventy.ts": config('{ hosts: ["cloudflare", "nginx"] }'),
    },
    expects: ["link-redirects content/a.md:5:5", "link-redirects content/a.md:5:18"],
    writes: true,
  },
  {
    name: "a logo, an icon and a font that are not what they should be",
    files: {
      "content/a.md": "# A\n",
      "public/a.svg": "<svg/>",
      "public/b.woff2": "b",
      ".eleventy.ts": config(
        '{ theme: {\nlogo: "public/gone.svg",\nfavicon: "../out.svg",\nfonts: { text: { family: "B", files: ["public/b.woff2"] }, code: { family: "A", files: ["node_modules/a/a.woff2"] } } } }',
      ),
    },
    expects: [
      "config-invalid .eleventy.ts:3:8",
      "config-invalid .eleventy.ts:4:11",
      "config-invalid .eleventy.ts:5:40",
      "config-invalid .eleventy.ts:5:90",
    ],
  },
  {
    name: "settings of a logo and a font that are misspelled or wrong",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": config(
        '{ theme: { logo: { source: "a.svg" }, favicon: "a.gif", fonts: { text: { family: "A", files: ["a.ttf"], display: "block" } } } as never }',
      ),
    },
    expects: [
      "config-invalid .eleventy.ts:2:38",
      "config-invalid .eleventy.ts:2:65",
      "config-invalid .eleventy.ts:2:113",
      "config-invalid .eleventy.ts:2:131",
    ],
  },
  {
    name: "a font that cannot be read",
    files: {
      "content/a.md": "# A\n",
      "public/b.woff2": "wOF2 and no more",
      ".eleventy.ts": config('{ theme: { fonts: { text: { family: "B", files: ["public/b.woff2"] } } } }'),
    },
    expects: ["style-invalid"],
  },
  {
    name: "a layout that does not exist",
    files: { "content/a.md": page("title: A\nlayout: markdwon") },
    expects: ["layout-missing content/a.md:3:9"],
    writes: true,
  },
  {
    name: "layouts in a circle",
    files: {
      ...layout("---\nlayout: other\n---\n{{ content | safe }}"),
      "layouts/other.njk": "---\nlayout: mine\n---\n{{ content | safe }}",
    },
    expects: ["template-cycle layouts/other.njk:2:9"],
  },
  {
    name: "an include that does not exist",
    files: layout('<p>\n{% include "partials/nav2.njk" %}\n'),
    expects: ["include-missing layouts/mine.njk:2:12"],
  },
  {
    name: "an include that includes itself",
    files: { ...layout('{% include "part.njk" %}'), "layouts/part.njk": '<p>\n{% include "part.njk" %}\n' },
    expects: ["template-cycle layouts/part.njk:2:12"],
  },
  {
    name: "an unknown filter, in an include",
    files: {
      ...layout('---\nx: 1\n---\n{% include "part.njk" %}'),
      "layouts/part.njk": "<p>\n  {{ title | slugifi }}\n",
    },
    expects: ["unknown-filter layouts/part.njk:2:14"],
  },
  {
    name: "an unknown filter, below front matter",
    files: layout("---\nx: 1\n---\n{{ title | nope }}"),
    expects: ["unknown-filter layouts/mine.njk:4:12"],
  },
  {
    name: "an unclosed block",
    files: layout("---\nx: 1\n---\n<p>\n  {% if title %}\n</p>\n"),
    expects: ["template-syntax layouts/mine.njk:5:3"],
  },
  {
    name: "a tag that does not exist, and an end without a start, on last lines",
    files: {
      ...layout("<p>\n{% figure 'a' %}"),
      "content/b.md": page("layout: other"),
      "layouts/other.njk": "---\nx: 1\n---\n<p>{% endfor %}",
    },
    expects: ["template-syntax layouts/mine.njk:2:4", "template-syntax layouts/other.njk:4:7"],
  },
  {
    name: "names and keys of other programs",
    files: {
      "content/a.md": page("aliases: [/b/]\nweight: 3\nurl: /x/"),
      "content/b.md": page("url: https://b.example\nweight: heavy"),
      "content/_index.md": "# I\n",
      "content/index.md": "# I\n",
      "content/_includes/base.njk": "x",
      "content/_includes/c/d.njk": "x",
      "content/_data/team.yaml": "a: 1\n",
      "content/_note.md": "x",
    },
    expects: [
      "file-ignored content/_data/team.yaml",
      "file-ignored content/_includes/base.njk",
      "file-ignored content/_index.md",
      "front-matter-unknown content/a.md:2:1",
      "front-matter-unknown content/a.md:3:1",
      "front-matter-unknown content/a.md:4:1",
    ],
    writes: true,
  },
  {
    name: "days of changes without a history",
    files: { ".eleventy.ts": config("{ lastUpdated: true }"), "content/a.md": "# A\n" },
    expects: ["history-missing .eleventy.ts"],
    writes: true,
  },
  {
    name: "a style sheet that does not exist",
    files: layout("<link href=\"{{ 'styles/handbil.css' | asset }}\">"),
    expects: ["asset-missing layouts/mine.njk:1:16"],
  },
  {
    name: "a style sheet that cannot be parsed",
    files: { "content/a.md": "# A\n", "layouts/styles/site.css": "a { color: red }\n  b { color red }\n" },
    expects: ["style-invalid layouts/styles/site.css:2:13"],
  },
  {
    name: "a filter that throws, in an include",
    files: {
      ".eleventy.ts": config(
        '{ eleventy(config) { config.addFilter("boom", () => { throw new Error("it broke"); }); } }',
      ),
      ...layout('---\nx: 1\n---\n{% include "part.njk" %}'),
      "layouts/part.njk": "<p>\n{{ title | boom }}\n",
    },
    expects: ["template-failed layouts/part.njk:2:12"],
  },
  {
    name: "a filter that throws, in a layout below front matter",
    files: {
      ".eleventy.ts": config(
        '{ eleventy(config) { config.addFilter("boom", () => { throw new Error("it broke"); }); } }',
      ),
      ...layout("---\nx: 1\n---\n<p>\n{{ title | boom }}\n"),
    },
    expects: ["template-failed layouts/mine.njk:5:12"],
  },
  {
    name: "a template page that fails",
    files: { "content/a.njk": page("title: A", "<p>\n{{ undefined_function() }}") },
    expects: ["template-failed content/a.njk:5:4"],
  },
  {
    name: "a configuration with a syntax error",
    files: { "content/a.md": "# A\n", ".eleventy.ts": "export default {\n  title: = 1\n};\n" },
    expects: ["config-failed .eleventy.ts:2:10"],
  },
  {
    name: "a configuration that throws",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": "const x: string = 'a';\nthrow new Error('no');\nexport default x;\n",
    },
    expects: ["config-failed .eleventy.ts:2:7"],
  },
  {
    name: "pages for each part of nothing",
    files: { "content/a.njk": page("pagination: { data: nope.x, size: 1 }") },
    expects: ["template-failed content/a.njk:1:1"],
  },
  {
    name: "one entry of several that is wrong",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": config(
        '{ hosts: ["netlify", "netlfy"], redirects: { "/e": "/f", "/f": 5 }, theme: { brand: "teal" } } as never',
      ),
    },
    expects: [
      "config-invalid .eleventy.ts:2:49",
      "config-invalid .eleventy.ts:2:85",
      "config-invalid .eleventy.ts:2:104",
    ],
  },
  {
    name: "settings that are wrong",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": config(
        '{ titel: "x", urls: { style: "folder" }, levels: { "not-utf8": "off" } } as never',
      ),
    },
    expects: [
      "config-invalid .eleventy.ts:2:29",
      "config-invalid .eleventy.ts:2:49",
      "config-invalid .eleventy.ts:2:79",
    ],
  },
  {
    name: "a header, a footer and an announcement that are wrong",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": config(
        '{ theme: { header: { menu: [{ text: "A", url: "javascript:x" }] }, footer: { colums: [] }, announcement: { link: { text: "x", url: "/a/" } } } } as never',
      ),
    },
    expects: [
      "config-invalid .eleventy.ts:2:68",
      "config-invalid .eleventy.ts:2:104",
      "config-invalid .eleventy.ts:2:118",
    ],
  },
  {
    name: "a link of the header to a page that does not exist",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": config(
        '{ theme: { header: { menu: [{ text: "A", url: "/a/" }, { text: "B", items: [{ text: "C", url: "/c/" }] }] } } }',
      ),
    },
    expects: ["broken-link .eleventy.ts:2:122"],
    writes: true,
  },
  {
    name: "a sidebar that names a page that is not there, in a site without a theme of its own",
    files: { "content/a.md": "# A\n", ".eleventy.ts": config('{ sidebar: { "": ["a.md", "gone.md"] } }') },
    expects: ["broken-link .eleventy.ts:2:54"],
    writes: true,
  },
  {
    name: "a data file that is no JSON",
    files: { "content/a.md": "# A\n", "content/_data/x.json": '{\n  "a": 1,\n}\n' },
    expects: ["data-failed content/_data/x.json:3:1"],
  },
  {
    name: "a data file that throws",
    files: {
      "content/a.md": "# A\n",
      "content/_data/x.js": "export const a = 1;\nthrow new Error('no data');\n",
    },
    expects: ["data-failed content/_data/x.js:2:7"],
  },
  {
    name: "a data file that fails, once, in a site whose templates Eleventy evaluates",
    files: {
      "content/a.md": "# A\n",
      "content/n.njk": "{{ x }}",
      "content/_data/x.ts":
        "const o: { p?: { q: string } } = {};\nexport default (): string => {\n  return     o.p!.q;\n};\n",
    },
    expects: ["data-failed content/_data/x.ts:3:19"],
  },
  {
    name: "a data file that is no JSON, once, in a site whose templates Eleventy evaluates",
    files: { "content/n.njk": "{{ x }}", "content/_data/x.json": '{\n  "a": 1,\n}\n' },
    expects: ["data-failed content/_data/x.json:3:1"],
  },
  {
    name: "a method that Eleventy does not have, after types that a compiler removes",
    files: {
      "content/a.md": "# A\n",
      ".eleventy.ts": `import { defineSite } from "handbill";
export default defineSite({ title: "T", eleventy(config: { [name: string]: (...args: unknown[]) => void }) {
  const name:   string = "x";  config.addFliter(name);
} });
`,
    },
    expects: ["template-failed .eleventy.ts:3:39"],
  },
  {
    name: "a broken link",
    files: {
      "content/install.md": "# I\n",
      "content/start.md": page("title: S", "First, [install it](./instal.md)."),
    },
    expects: ["broken-link content/start.md:4:21"],
    writes: true,
  },
  {
    name: "a picture of a page that does not exist",
    files: {
      "content/a.md": page("image: cover.png"),
      "content/b/b.md": page("image: { alt: B, src: ../b.jpg }"),
      "content/c.md": page("image: hero"),
    },
    expects: ["broken-link content/a.md:2:8", "broken-link content/b/b.md:2:23"],
    writes: true,
  },
  {
    name: "a broken anchor",
    files: { "content/a.md": "# A\n\n## Setup\n\n[x](#setpu)\n" },
    expects: ["broken-anchor content/a.md:5:5"],
    writes: true,
  },
  {
    name: "a broken link on a page whose data is computed",
    files: { "content/a.md": page("eleventyComputed: { x: y }", "[x](gone.md)") },
    expects: ["broken-link content/a.md:4:5"],
    writes: true,
  },
  {
    name: "raw HTML that browsers take otherwise, and what has no text",
    files: { "content/a.md": "# A\n\nRun <host>.\n\n<div>\n\n![](b.png) [](#a)\n", "content/b.png": "x" },
    expects: [
      "html-unknown content/a.md:3:5",
      "html-unclosed content/a.md:5:1",
      "image-alt content/a.md:7:1",
      "link-text content/a.md:7:12",
    ],
    writes: true,
  },
  {
    name: "a link to a draft",
    files: { "content/a.md": "# A\n\n[x](b.md)\n", "content/b.md": page("draft: true") },
    expects: ["broken-link content/a.md:3:5"],
    writes: true,
  },
  {
    name: "a name that nothing sets",
    files: layout(
      "{% set own = 1 %}{% for item in nav %}{{ loop.index }}{{ item }}{% endfor %}{{ own }}\n{{ titel }}{{ content | safe }}",
    ),
    expects: ["unknown-name layouts/mine.njk:2:4"],
    writes: true,
  },
  {
    name: "a block that the extended template has not",
    files: layout(
      '{% extends "base.njk" %}\n{% block bdy %}{% block own %}x{% endblock %}{% endblock %}{% block body %}{% block mine %}y{% endblock %}{% endblock %}',
    ),
    expects: ["unknown-name layouts/mine.njk:2:10"],
    writes: true,
  },
  { name: "no pages", files: { "content/x.txt": "x" }, expects: ["no-pages"] },
  { name: "no content folder", files: { "README.md": "x" }, expects: ["no-pages"] },
  {
    name: "an output folder that is a source folder",
    files: { "content/a.md": "# A\n", ".args": "--output content/out" },
    expects: ["output-unsafe"],
  },
  {
    name: "an output folder above the sources",
    files: { "content/a.md": "# A\n", ".args": "--output ." },
    expects: ["output-unsafe"],
  },
];

describe("bad input", () => {
  for (const { name, files, expects, writes } of cases) {
    it(`${name}: ${expects.join(", ").slice(0, 120)}`, async () => {
      const { ".args": args = "", ...rest } = files;
      const isError = expects.some(
        (expected) => catalogue[expected.split(" ")[0] as keyof typeof catalogue].level === "error",
      );
      const driver = site({ ...rest, "_site/index.html": "the last good site" });
      await driver
        .keep()
        .build("--format", "json", ...String(args).split(" ").filter(Boolean))
        .expectDiagnostics(...expects)
        .expectExit(isError ? 1 : 0)
        .check((_, { stderr }) => expect(stderr).not.toMatch(/^\s+at /m));
      if (writes !== true) await driver.expectUntouched();
    });
  }

  it("reports ten mistakes in one run", async () => {
    const wanted = [
      "YAML that does not parse",
      "a duplicate key",
      "a list for a title",
      "a day that does not exist",
      "JavaScript as front matter",
      "a permalink above the site",
      "a layout that does not exist",
      "UTF-16",
      "front matter that never closes",
      "an address that runs code",
    ];
    const files: Record<string, string | Uint8Array> = {
      "content/good.md": "---\nlayout: mine\n---\n",
      "layouts/mine.njk": "{{ title | nope }}",
    };
    const expects: string[] = ["unknown-filter layouts/mine.njk:1:12"];
    wanted.forEach((name, index) => {
      const found = cases.find((candidate) => candidate.name === name);
      files[`content/p${index}.md`] = found?.files["content/a.md"] ?? "";
      expects.unshift(
        ...(found?.expects ?? []).map((text) => text.replace("content/a.md", `content/p${index}.md`)),
      );
    });
    await site(files)
      .build("--format", "json")
      .expectExit(1)
      .check((_, { stdout }) => {
        const { diagnostics } = JSON.parse(stdout) as {
          diagnostics: { code: string; file: string; line: number; column: number }[];
        };
        const found = diagnostics.filter(({ code }) => code !== "title-duplicate");
        expect(
          found.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`).sort(),
        ).toEqual(expects.sort());
      });
  });

  it("every code of the catalogue has a case here", () => {
    const elsewhere = [
      // tests/checks
      "attribute-duplicate",
      "heading-level",
      "field-label",
      "frame-title",
      "button-text",
      "table-header",
      "insecure-url",
      "bidi-control",
      "secret-published",
      "title-duplicate",
      "description-duplicate",
      "description-missing",
      "page-weight",
      "file-weight",
      "image-oversized",
      "colour-contrast",
      "page-unlisted",
      "page-orphan",
      "between-builds",
      "build-outdated",
      "eleventy-unused",
      "broken-external-link",
      "lost-address",
      "lost-anchor",
      "deploy-failed",
      "layout-outdated",
      "search-failed",
      "file-unreadable",
      "symlink-outside",
      "special-file",
      "write-failed",
      // tests/eleventy/output-folder.test.ts
      "output-bypassed",
    ];
    const told = new Set(cases.flatMap(({ expects }) => expects.map((text) => text.split(" ")[0])));
    expect(Object.keys(catalogue).filter((code) => !told.has(code) && !elsewhere.includes(code))).toEqual([]);
  });
});

describe("files in the folders of a site", () => {
  it("is not followed out of it", async () => {
    const outside = join(tmpdir(), "handbill-outside.md");
    writeFileSync(outside, "# Secret\n");
    await site({ "content/a.md": "# A\n" })
      .check(({ root }) => {
        symlinkSync(outside, join(root, "content/link.md"));
        symlinkSync(join(root, "content"), join(root, "content/loop"));
        symlinkSync("nowhere", join(root, "content/dangling.md"));
      })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("symlink-outside content/dangling.md", "symlink-outside content/link.md")
      .expectFiles(["a/index.html"]);
  });

  it("is reported only while it is there, even if no file of the site changed", async () => {
    await site({ "content/a.md": "# A\n" })
      .check(({ root }) => symlinkSync(tmpdir(), join(root, "content/out")))
      .check(() => new Promise((done) => setTimeout(done, 300)))
      .build()
      .build("--format", "json")
      .expectDiagnostics("symlink-outside content/out")
      .remove("content/out")
      .build("--format", "json")
      .expectDiagnostics();
  });

  it("does not make the build wait when it is a pipe", async () => {
    await site({ "content/a.md": "# A\n" })
      .check(({ root }) => void execFileSync("mkfifo", [join(root, "content/pipe.md")]))
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics("special-file content/pipe.md");
  });

  it("is not published when it is hidden, a key or a leftover", async () => {
    await site({
      "content/a.md": "# A\n",
      "public/.env": "SECRET=1",
      "public/id_rsa": "k",
      "public/server.pem": "k",
      "public/a.txt~": "x",
      "public/.well-known/security.txt": "ok",
      "content/.git/config": "x",
      "content/node_modules/p/readme.md": "x",
    })
      .build()
      .expectExit(0)
      .expectFiles([".well-known/security.txt", "a/index.html"]);
  });

  it("leaves no trace of a draft, until drafts are asked for", async () => {
    const files: Files = {
      "content/index.md": "# Home\n",
      "content/secret-plan.md": page("title: Secret plan\ndraft: true\ntags: [posts]"),
      "content/draft.njk": page("draft: true\ntitle: Also secret", "x"),
      "content/list.njk": page(
        "layout: docs\ntitle: List",
        "{% for p in collections.all %}{{ p.url }} {% endfor %}",
      ),
      ".eleventy.ts": config('{ title: "T" }'),
    };
    await site(files)
      .build()
      .expectExit(0)
      .expectFiles(["index.html", "list/index.html"])
      .check(async ({ root }) => {
        const { readTree } = await import("../support/site.js");
        for (const [name, bytes] of readTree(join(root, "_site")))
          expect(bytes.toString().toLowerCase(), name).not.toContain("secret");
      });
    await site(files)
      .build("--drafts")
      .expectExit(0)
      .expectFiles(["draft/index.html", "index.html", "list/index.html", "secret-plan/index.html"]);
  });
});

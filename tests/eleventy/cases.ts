/** Small Eleventy projects, each for one thing that configurations say. */

export interface Case {
  readonly name: string;
  /** The output folder, where it is not `_site`. */
  readonly output?: string;
  readonly files: Readonly<Record<string, string>>;
  /** The prefix on the command line. */
  readonly prefix?: string;
  /** Files that change after the first build. */
  readonly edit?: Readonly<Record<string, string>>;
}

const config = (body: string, more = "") => ({
  "eleventy.config.mjs": `export default async function (c) {\n${body}\n}\n${more}`,
});

export const OWN_CASES: readonly Case[] = [
  {
    name: "input, includes, data and layouts in folders of their own",
    files: {
      ...config(
        "",
        'export const config = { dir: { input: "src", includes: "_parts", layouts: "_frames", ' +
          'data: "_facts" } };',
      ),
      "src/_facts/who.json": '{ "name": "Ada" }',
      "src/_frames/base.liquid": "<main>{{ content }}</main>",
      "src/_parts/hi.njk": "Hi {{ who.name }}",
      "src/index.njk": '---\nlayout: base.liquid\n---\n{% include "hi.njk" %}',
    },
  },
  {
    name: "front matter in JavaScript and JSON, and an excerpt",
    files: {
      ...config('c.setFrontMatterParsingOptions({ excerpt: true, excerpt_separator: "<!--more-->" });'),
      "a.njk": '---js\n{ title: "A", list: () => [1, 2] }\n---\n{{ title }} {{ list() | join("+") }}',
      "b.liquid": '---json\n{ "title": "B" }\n---\nshort<!--more-->long {{ page.excerpt }}',
    },
  },
  {
    name: "ignores of .eleventyignore, .gitignore and the configuration",
    files: {
      ...config('c.ignores.add("three.md");'),
      ".eleventyignore": "one.md\n",
      ".gitignore": "two.md\n",
      "one.md": "1",
      "two.md": "2",
      "three.md": "3",
      "four.md": "4",
    },
  },
  {
    name: "a format that the configuration adds, beside virtual templates",
    files: {
      ...config(
        'c.addTemplateFormats("shout"); c.addExtension("shout", { compile: (text) => async () => ' +
          'text.toUpperCase() }); c.addTemplate("virtual.njk", "{{ 1 + 1 }}", { permalink: ' +
          '"/two.txt" });',
      ),
      "a.shout": "loud",
    },
  },
  {
    name: "collections, computed data, pagination and permalinks of functions",
    files: {
      ...config(
        'c.addCollection("short", (api) => api.getAll().filter((item) => item.data.title.length < 4));',
      ),
      "posts/posts.11tydata.js":
        'module.exports = { tags: ["posts"], permalink: (data) => `/p/${data.page.fileSlug}.html` };',
      "posts/one.md": "---\ntitle: One\n---\n1",
      "posts/two.md": "---\ntitle: Two longer\n---\n2",
      "list.njk":
        "---\ntitle: List\npagination: { data: collections.posts, size: 1, alias: posts }\n" +
        'permalink: "/list/{{ pagination.pageNumber }}/"\n' +
        'eleventyComputed: { heading: "{{ title }} {{ posts[0].data.title }}" }\n---\n' +
        "{{ heading }} {{ collections.short | length }}",
    },
  },
  {
    name: "passthrough copies of a folder, a glob and a renamed file",
    files: {
      ...config(
        'c.addPassthroughCopy("css"); c.addPassthroughCopy({ "img/*.svg": "pictures", "raw.txt": ' +
          '"deep/cooked.txt" });',
      ),
      "css/a.css": "a{}",
      "img/x.svg": "<svg/>",
      "raw.txt": "raw",
      "index.html": "home",
    },
  },
  {
    name: "transforms that look at the output path, preprocessors and linters",
    files: {
      ...config(
        'c.addTransform("t", (text, path) => (path.endsWith(".html") ? text.replace("TOKEN", ' +
          '"DONE") : text)); c.addPreprocessor("p", "md", (data, text) => text + "\\n\\nadded"); ' +
          'c.addLinter("l", () => {});',
      ),
      "index.md": "TOKEN",
    },
  },
  {
    name: "a Markdown library with other settings, and layout aliases",
    files: {
      ...config(
        'c.amendLibrary("md", (md) => md.set({ typographer: true })); c.addLayoutAlias("al", "own.njk");',
      ),
      "_includes/own.njk": "OWN {{ content | safe }}",
      "index.md": '---\nlayout: al\n---\n"quoted" -- text',
    },
  },
  {
    name: "bundles in the page and in files",
    files: {
      ...config('c.addBundle("css", { toFileDirectory: "bundled" });'),
      "index.njk":
        '{% css %}a { color: red }{% endcss %}<link rel=stylesheet href="{% getBundleFileUrl ' +
        "'css' %}\"><style>{% getBundle 'css' %}</style>",
    },
  },
  {
    name: "a draft that a preprocessor leaves out, and dates",
    files: {
      ...config(
        'c.addPreprocessor("drafts", "*", (data) => (data.draft ? false : undefined)); ' +
          'c.addDateParsing((value) => (value === "long ago" ? new Date(0) : undefined));',
      ),
      "no.md": "---\ndraft: true\n---\nno",
      "2020-05-06-dated.md": "{{ page.date.toISOString() }} {{ page.fileSlug }}",
      "old.njk": "---\ndate: long ago\n---\n{{ page.date.toISOString() }}",
    },
  },
  {
    name: "events in their order, with all results",
    files: {
      ...config(
        'const seen = []; for (const name of ["eleventy.before", "eleventy.layouts", ' +
          '"eleventy.contentMap", "eleventy.after"]) c.on(name, async (about) => { seen.push(name + ' +
          '(about?.results ? about.results.length : "")); if (name === "eleventy.after") (await ' +
          'import("node:fs")).writeFileSync(about.directories.output + "seen.txt", seen.join()); });',
      ),
      "a.md": "a",
      "b.md": "b",
    },
  },
  {
    name: "a page that fails: both refuse",
    files: { ...config(""), "a.njk": "{{ nope() }}" },
  },
  {
    name: "two pages for one file: both refuse",
    files: { ...config(""), "a.md": "---\npermalink: /x/\n---\n", "b.md": "---\npermalink: /x/\n---\n" },
  },
];

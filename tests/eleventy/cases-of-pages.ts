/** Small Eleventy projects about pages. */

import type { Case } from "./cases.js";

export const PAGES: readonly Case[] = [
  {
    name: "permalink function returning an object and false",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.11ty.js":
        "export default { data: { permalink: (d) => `/x/${d.page.fileSlug}/deep.html` }, render: " +
        "(d) => d.page.url };",
      "b.11ty.js":
        "export const data = { permalink: () => false, tags: 'hidden' }; export const render = () => 'hid';",
      "c.njk": "{% for p in collections.hidden %}{{ p.url }}|{{ p.content }}{% endfor %}",
      "dir/dir.11tydata.mjs":
        "export default { permalink: async function (d) { return `/${this.slugify ? " +
        "this.slugify('Ünï cöde') : 'no'}/${d.page.filePathStem}.html`; } };",
      "dir/one.md": "one",
    },
  },
  {
    name:
      "pagination: object values, alias, resolve values, reverse, filter, addAllPagesToCollections, " +
      "generatePageOnEmptyData",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_data/map.json": '{"x":{"n":1},"y":{"n":2},"z":{"n":3}}',
      "a.njk":
        "---\npagination: { data: map, size: 1, alias: k, reverse: true, filter: [y] }\n" +
        "permalink: '/a/{{ k }}/'\ntags: pages\n---\n" +
        "{{ k }} {{ map[k].n }} {{ pagination.hrefs | join(',') }} {{ pagination.href.next }}",
      "b.liquid":
        "---\npagination:\n  data: map\n  size: 2\n  resolve: values\n" +
        "  addAllPagesToCollections: true\npermalink: '/b/{{ pagination.pageNumber | plus: 1 }}/'\n" +
        "tags: all2\n---\n{% for v in pagination.items %}{{ v.n }}{% endfor %}",
      "c.md":
        "---\npagination: { data: empty, size: 3, generatePageOnEmptyData: true }\nempty: []\n---\n" +
        "Empty {{ pagination.items.length }}",
      "d.njk": "{{ collections.pages | length }} {{ collections.all2 | length }}",
    },
  },
  {
    name: "pagination before callback and over collections of collections",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addCollection('tagList', (api) => [...new Set(api.getAll().flatMap((i) => i.data.tags " +
        "?? []))].sort());\n}\n",
      "p1.md": "---\ntags: [a, b]\n---\n1",
      "p2.md": "---\ntags: [b]\n---\n2",
      "t.11ty.cjs":
        "module.exports = { data: { pagination: { data: 'collections.tagList', size: 1, alias: " +
        "'tag', before: (list, data) => list.filter((x) => x !== 'a') }, permalink: (d) => " +
        "`/tags/${d.tag}/` }, render({ tag, collections }) { return tag + collections[tag].map((i) " +
        "=> i.url).join(); } };",
    },
  },
  {
    name: "eleventyComputed deep, nested, in directory data and using collections",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_data/eleventyComputed.js":
        "export default { top: (d) => `top ${d.title}`, nested: { deep: { er: (d) => d.page.url + " +
        "d.top } } };",
      "d/d.json": '{"eleventyComputed":{"nested":{"other":"{{ nested.deep.er }}!"}},"title":"Dir"}',
      "d/a.njk":
        "---\neleventyComputed:\n  arr: ['{{ title }}', 'x']\n" +
        "  permalink: '/{{ title | lower }}/{{ page.fileSlug }}/'\n---\n" +
        "{{ top }} {{ nested.deep.er }} {{ nested.other }} {{ arr | dump | safe }}",
      "e.liquid":
        "---\ntitle: E\neleventyComputed:\n  nav:\n    key: '{{ title }}'\n---\n" +
        "{{ nav.key }} {{ nested.deep.er }}",
    },
  },
  {
    name: "directory data cascade, several suffixes, merge and override",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\nc.setDataFileSuffixes(['.11tydata', '.data', '']);\n}\n",
      "_data/g.json": '{"list":[1],"o":{"a":1,"b":{"c":2}}}',
      "s/s.11tydata.json": '{"list":["s"],"o":{"x":1},"g":{"list":[2],"o":{"b":{"d":3}}}}',
      "s/s.json": '{"weak":1,"o":{"x":"weak","w":1}}',
      "s/u/u.data.js": "export default async () => ({ list: ['u'], 'override:o': { only: true } });",
      "s/u/p.njk":
        "---\nlist: [p]\n---\n{{ list | dump | safe }} {{ o | dump | safe }} {{ g | dump | safe }} " +
        "{{ weak }}",
      "s/u/p.data.json": '{"list":["pd"]}',
      "s/q.njk": "{{ list | dump | safe }} {{ o | dump | safe }} {{ weak }}",
    },
  },
  {
    name: "eleventyExcludeFromCollections as a list and true",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.md": "---\ntags: [x, y]\neleventyExcludeFromCollections: [x]\n---\na",
      "b.md": "---\ntags: [x, y]\neleventyExcludeFromCollections: true\n---\nb",
      "c.md": "---\ntags: [x]\n---\nc",
      "i.njk":
        "---\neleventyImport: { collections: [x, y] }\neleventyExcludeFromCollections: true\n---\n" +
        "{{ collections.x | length }} {{ collections.y | length }} {{ collections.all | length }} " +
        "{% for p in collections.y %}{{ p.templateContent }}{% endfor %}",
    },
  },
  {
    name: "layout chain of three languages with front matter in each",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\nc.addLayoutAlias('alias', 'outer.11ty.js');\n}\n",
      "_includes/inner.liquid":
        "---\nlayout: mid.njk\nfrom: inner\ni: 1\n---\n[i{{ i }} {{ from }} {{ content }}]",
      "_includes/mid.njk":
        "---\nlayout: alias\nfrom: mid\nm: '{{ from }}'\n---\n[m {{ from }} {{ m }} {{ content | safe }}]",
      "_includes/outer.11ty.js":
        "export default class { data() { return { from: 'outer', o: 9 }; } render(d) { return " +
        "`<o>${d.o}${d.from}${d.content}</o>`; } }",
      "a.md": "---\nlayout: inner.liquid\n---\n# T {{ o }}{{ m }}{{ i }}",
      "b.md": "---\nlayout: inner.liquid\nfrom: page\no: own\n---\nB",
    },
  },
  {
    name: "11ty.js classes: async data, promises, render returns buffer, array, this",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addJavaScriptFunction('jf', function (x) { return x + this.page.url; }); " +
        "c.addFilter('fil', (x) => 'F' + x); c.addAsyncShortcode('sc', async (x) => `<${x}>`);\n}\n",
      "a.11ty.js":
        "export default class { async data() { return { title: 'T', permalink: (d) => " +
        "`/k/${d.title}.html`, tags: ['q'] }; } helper() { return 'help'; } async render(d) { " +
        "return this.helper() + this.jf('u') + this.fil('v') + (await this.sc('w')); } }",
      "b.11ty.cjs": "module.exports = Promise.resolve('<p>promise</p>');",
      "c.11ty.mjs": "export default async (d) => ['x', 'y', d.page.inputPath].join();",
      "d.11ty.js": "export default Buffer.from('<p>buf</p>');",
      "e.11ty.js": "export const data = { e: 1 };\nexport function render({ e }) { return 'e' + e; }",
      "f.11ty.js": "export default 'plain string';",
    },
  },
  {
    name: "templateEngineOverride: each, lists, false",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.md": "---\ntemplateEngineOverride: njk,md\n---\n# {{ 1 + 1 }}",
      "b.md": "---\ntemplateEngineOverride: njk\n---\n# {{ 1 + 1 }}",
      "c.njk": "---\ntemplateEngineOverride: false\n---\n{{ raw }}",
      "d.html": "---\ntemplateEngineOverride: md\n---\n# html {{ x }}",
      "e.liquid": "---\ntemplateEngineOverride: 11ty.js,md\n---\nx",
      "f.11ty.js": "export default { data: { templateEngineOverride: '11ty.js,md' }, render: () => '# js' };",
    },
  },
  {
    name: "virtual templates with layouts, pagination, from plugins, 11ty.js content",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addPlugin((cc, o) => { cc.addTemplate('virt.njk', '{{ o }}', o); }, { o: 5, layout: " +
        "'l.njk', permalink: '/vv/' }); c.addTemplate('posts/x.md', '# Virtual {{ page.fileSlug " +
        "}}', { tags: ['post'] }); c.addTemplate('pg.njk', '{{ pagination.items[0] }}', { " +
        "pagination: { data: 'list', size: 1 }, list: ['a', 'b'], permalink: '/pg/{{ " +
        "pagination.pageNumber }}.html' }); c.addTemplate('v.11ty.js', { render: (d) => 'js ' + " +
        "d.collections.post.length, data: { q: 1 } }, {}); c.addTemplate('fm.liquid', " +
        "'---\\ntitle: FM\\n---\\n{{ title }}');\n}\n",
      "_includes/l.njk": "<l>{{ content | safe }}</l>",
      "posts/posts.json": '{"layout":"l.njk"}',
    },
  },
  {
    name: "names with spaces, umlauts, signs, emoji",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "Ein Tag.md": "{{ page.url }} {{ page.fileSlug }}",
      "größe/über uns.njk": "{{ page.url }} {{ page.fileSlug | slugify }}",
      "100%/a&b.md": "{{ page.url }}",
      "it's.liquid": "{{ page.url }}",
      "smile😀.md": "{{ page.url }}",
      "a.b.c.md": "{{ page.url }} {{ page.fileSlug }}",
      "sp ace/sp ace.json": '{"x":"dir"}',
      "sp ace/p+q.md": "{{ x }}",
      "#hash.md": "h",
      "index.html.md": "z",
      "[brackets].md": "b",
      "(parens)/{x}.md": "p",
    },
  },
  {
    name: "permalinks: object, build, trailing, extension, template in data files",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.configureErrorReporting({ allowMissingExtensions: true });\n}\n",
      "a.md": "---\npermalink: 'x/{{ page.fileSlug }}/index.html'\n---\n{{ page.url }}",
      "b.md": "---\npermalink: { build: '/built/' }\n---\n{{ page.url }}",
      "c.njk":
        "---\npermalink: 'q/{{ title | slugify }}.{{ ext }}'\ntitle: Héllo Wörld & co\next: json\n" +
        "---\n{{ page.url }} {{ page.outputFileExtension }}",
      "d.md": "---\npermalink: /no-slash\n---\n{{ page.url }}",
      "e.md": "---\npermalink: ./rel/x.html\n---\n{{ page.url }}",
      "f.md": "---\npermalink: '/a?b#c/'\n---\n{{ page.url }}",
      "g.md": "---\npermalink: false\n---\n{{ page.url }}",
      "h.njk": "---\npermalink: '{{ \"\" }}'\n---\nempty",
    },
  },
  {
    name: "sorted collections, getFilteredByGlob, custom objects, promises",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addCollection('g', (api) => api.getFilteredByGlob(['posts/*.md', '!posts/z.md'])); " +
        "c.addCollection('s', async (api) => api.getAllSorted().reverse()); c.addCollection('o', " +
        "(api) => ({ n: api.getAll().length })); c.addCollection('tags2', (api) => " +
        "api.getFilteredByTags('a', 'b')); c.setCollectionsFor?.();\n}\n",
      "posts/a.md": "---\ntags: [a, b]\ndate: 2020-01-01\n---\n",
      "posts/z.md": "---\ntags: a\ndate: 2019-01-01\n---\n",
      "posts/m.md": "---\ntags: [b]\ndate: 2021-01-01\n---\n",
      "i.njk":
        "{% for p in collections.g %}{{ p.url }}{% endfor %}|{% for p in collections.s %}{{ p.url " +
        "}}{% endfor %}|{{ collections.o.n }}|{{ collections.tags2 | length }}|{{ collections.b | " +
        "getPreviousCollectionItem(page) }}",
    },
  },
  {
    name: "a permalink without file name: both",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.configureTemplateHandling({ writeMode: 'sync' }); c.configureErrorReporting({ " +
        "allowMissingExtensions: true });\n}\n",
      "d.md": "---\npermalink: /no-slash\n---\n{{ page.url }}",
    },
  },
];

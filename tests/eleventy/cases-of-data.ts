/** Small Eleventy projects about data, pagination and permalinks, each with an edit. */

import type { Case } from "./cases.js";

export const DATA: readonly Case[] = [
  {
    name:
      "computed: functions that use other computed, page, pagination, promises; strings in njk and " +
      "liquid",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.njk":
        "---js\n{ list: [1,2], pagination: { data: 'list', size: 1, alias: 'n' }, " +
        "eleventyComputed: { title: (d) => `T${d.n}`, both: (d) => d.title + d.page.url, later: " +
        "async (d) => d.title + '!', permalink: (d) => `/c/${d.n}/` } }\n---\n" +
        "{{ title }} {{ both }} {{ later }}",
      "b.liquid":
        "---\nt: x\neleventyComputed:\n  u: '{{ t }}{{ page.fileSlug }}'\n  v: '{{ u }}-'\n" +
        "  w: { deep: '{{ v }}' }\n---\n{{ w.deep }}",
    },
    edit: {
      "a.njk":
        "---js\n{ list: [1,2], pagination: { data: 'list', size: 1, alias: 'n' }, " +
        "eleventyComputed: { title: (d) => `T${d.n}`, both: (d) => d.title + d.page.url, later: " +
        "async (d) => d.title + '!', permalink: (d) => `/c/${d.n}/` } }\n---\n" +
        "{{ title }} {{ both }} {{ later }}\nedited",
    },
  },
  {
    name: "computed: tags and eleventyExcludeFromCollections",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.11tydata.js":
        "export default { eleventyComputed: { tags: (d) => ['dyn'], " +
        "eleventyExcludeFromCollections: (d) => true } };",
      "a.md": "a",
      "i.njk": "{{ collections.all | length }}{{ collections.dyn | length }}",
    },
    edit: {
      "a.md": "a\nedited",
    },
  },
  {
    name: "pagination: over object entries, nested path, resolve, filter of values",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_data/deep.json": '{"in":{"list":{"a":{"n":"A"},"b":{"n":"B"}}}}',
      "a.liquid":
        "---\npagination:\n  data: deep.in.list\n  size: 1\n  alias: key\n" +
        "permalink: '/a/{{ key }}.html'\n---\n{{ key }}{{ deep.in.list[key].n }}",
      "b.njk":
        "---\npagination: { data: deep.in.list, size: 1, alias: v, resolve: values }\n" +
        "permalink: 'b/{{ v.n }}/'\n---\n" +
        "{{ v.n }}{{ pagination.hrefs }}{{ pagination.pages | length }}{{ pagination.href.first " +
        "}}{{ pagination.href.last }}{{ pagination.page.next }}",
    },
    edit: {
      "a.liquid":
        "---\npagination:\n  data: deep.in.list\n  size: 1\n  alias: key\n" +
        "permalink: '/a/{{ key }}.html'\n---\n{{ key }}{{ deep.in.list[key].n }}\nedited",
    },
  },
  {
    name: "pagination: generatePageOnEmptyData with alias and before",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.njk":
        "---js\n{ l: [], pagination: { data: 'l', size: 2, alias: 'x', generatePageOnEmptyData: " +
        "true, before: (d) => d } }\n---\n" +
        "empty {{ pagination.items.length }} {{ x }}{{ pagination.hrefs }}",
      "b.njk": "---\nl: []\npagination: { data: l, size: 2 }\n---\nnever",
    },
    edit: {
      "b.njk": "---\nl: [1]\npagination: { data: l, size: 2 }\n---\nnow",
    },
  },
  {
    name: "pagination: of pages in a collection, template content inside",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "p/p.json": '{"tags":"post"}',
      "p/1.md": "---\ndate: 2020-01-01\n---\n*one*",
      "p/2.md": "---\ndate: 2020-01-02\n---\ntwo",
      "p/3.md": "---\ndate: 2020-01-03\n---\nthree",
      "f.njk":
        "---\npagination: { data: collections.post, size: 2, reverse: true, alias: posts }\n" +
        "permalink: 'f/{{ pagination.pageNumber + 1 }}.xml'\neleventyExcludeFromCollections: true\n" +
        "---\n{% for p in posts %}{{ p.content | safe }}{{ p.date | dump }}{% endfor %}",
    },
    edit: {
      "p/2.md": "---\ndate: 2020-01-02\n---\ntwo changed",
    },
  },
  {
    name: "pagination: two levels: pages per tag with their own pages",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addCollection('pagesByTag', (api) => { const out = []; for (const tag of ['a', 'b']) { " +
        "const l = api.getFilteredByTag(tag); for (let i = 0; i < l.length; i += 2) out.push({ " +
        "tag, n: i / 2, items: l.slice(i, i + 2) }); } return out; });\n}\n",
      "p/1.md": "---\ntags: [a]\n---\n",
      "p/2.md": "---\ntags: [a, b]\n---\n",
      "p/3.md": "---\ntags: [a]\n---\n",
      "t.njk":
        "---\npagination: { data: collections.pagesByTag, size: 1, alias: pg }\n" +
        "permalink: '/{{ pg.tag }}/{% if pg.n > 0 %}{{ pg.n + 1 }}/{% endif %}'\n---\n" +
        "{{ pg.items | length }}",
    },
    edit: {
      "p/1.md": "---\ntags: [a]\n---\n\nedited",
    },
  },
  {
    name: "permalink: outside of the output folder",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "c.md": "---\npermalink: ../outside.html\n---\nc",
    },
    edit: {
      "c.md": "---\npermalink: ../outside.html\n---\nc\nedited",
    },
  },
  {
    name: "permalink: global data default, overridden in directory and front matter",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addGlobalData('permalink', '/g/{{ page.filePathStem }}.{{ page.outputFileExtension " +
        "}}');\n}\n",
      "a.md": "a",
      "d/d.json": '{"permalink":"/d/{{ page.fileSlug }}/"}',
      "d/b.md": "b",
      "d/c.md": "---\npermalink: /own.html\n---\nc",
    },
    edit: {
      "a.md": "a\nedited",
    },
  },
  {
    name: "permalink: function in global data, layout and computed; slugify; unicode",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addGlobalData('permalink', () => ({ page, title }) => title ? `/${title}/` : " +
        "undefined);\n}\n",
      "a.md": "---\ntitle: Größe 1\n---\na",
      "b.md": "b",
      "c.njk": "---\npermalink: '{{ \"Ünïcode Title\" | slugify }}/index.html'\n---\nc",
      "d.njk": "---\npermalink: '{{ \"Ünïcode Title\" | slug }}/'\n---\nd",
    },
    edit: {
      "a.md": "---\ntitle: Größe 1\n---\na\nedited",
    },
  },
  {
    name: "data: 11tydata json, cjs, mjs, js beside each other, by file and folder",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "d/d.11tydata.json": '{"v":"json","j":1}',
      "d/d.11tydata.cjs": "module.exports = { v: 'cjs', c: 1 };",
      "d/d.11tydata.mjs": "export default { v: 'mjs', m: 1 };",
      "d/d.11tydata.js": "module.exports = { v: 'js', s: 1 };",
      "d/a.njk": "{{ v }}{{ j }}{{ c }}{{ m }}{{ s }}{{ f }}",
      "d/a.11tydata.cjs": "module.exports = async () => ({ f: 'file' });",
      "d/a.json": '{"g":1}',
      "d/e/x.njk": "{{ v }}{{ j }}",
    },
    edit: {
      "d/d.11tydata.json": '{"v":"json","j":2}',
    },
  },
  {
    name: "data: deep merge on and off, arrays, override, null",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\nc.setDataDeepMerge(true);\n}\n",
      "_data/o.json": '{"a":{"b":[1]},"n":{"x":1}}',
      "s/s.json": '{"o":{"a":{"b":[2],"c":3}},"n":null,"tags":["dir"]}',
      "s/p.njk": "---\no: { a: { b: [3] } }\ntags: [page]\n---\n{{ o | dump | safe }}{{ tags }}{{ n }}",
      "s/q.njk": "---\n'override:tags': [only]\n---\n{{ tags }}{{ o | dump | safe }}",
    },
    edit: {
      "s/p.njk":
        "---\no: { a: { b: [3] } }\ntags: [page]\n---\n{{ o | dump | safe }}{{ tags }}{{ n }}\nedited",
    },
  },
  {
    name: "data: data file imports package.json and a helper",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "package.json": '{"name":"proj","version":"1.2.3","type":"module"}',
      "lib.js": "export const x = 5;",
      "_data/v.js":
        "import { x } from '../lib.js'; import { readFileSync } from 'node:fs'; export default { " +
        "x, v: JSON.parse(readFileSync('package.json')).version };",
      "a.njk": "{{ v.x }}{{ v.v }}{{ pkg.name }}",
    },
    edit: {
      "lib.js": "export const x = 6;",
    },
  },
  {
    name: "data: csv, yaml and toml by addDataExtension, with encoding and parsers that throw",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "const yaml = (await import('js-yaml')).default; c.addDataExtension('yaml, yml', (t) => " +
        "yaml.load(t)); c.addDataExtension('txt', { parser: (t) => t.length, encoding: 'latin1' " +
        "}); c.addDataExtension('geojson', (t) => JSON.parse(t));\n}\n",
      "_data/y.yaml": "- a: 1\n- a: 2",
      "_data/len.txt": "äö",
      "_data/g.geojson": '{"t":1}',
      "a.yaml": "title: from yaml",
      "a.njk": "{{ y[1].a }}{{ len }}{{ g.t }}{{ title }}",
      "d/d.yml": "dir: yes",
      "d/b.njk": "{{ dir }}",
    },
    edit: {
      "_data/y.yaml": "- a: 1\n- a: 3",
    },
  },
  {
    name: "data: setDataFileBaseName index",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\nc.setDataFileBaseName('index');\n}\n",
      "d/index.11tydata.json": '{"x":1}',
      "d/index.json": '{"y":2}',
      "d/a.njk": "{{ x }}{{ y }}",
    },
    edit: {
      "d/a.njk": "{{ x }}{{ y }}\nedited",
    },
  },
  {
    name: "collections: pages whose content is used before: order by eleventyImport",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "0.njk":
        "---\neleventyImport: { collections: [t] }\n---\n" +
        "{% for p in collections.t %}{{ p.content }}{% endfor %}",
      "z.njk":
        "---\ntags: t\neleventyImport: { collections: [u] }\n---\n" +
        "z{% for p in collections.u %}{{ p.content }}{% endfor %}",
      "zz.njk": "---\ntags: u\n---\nzz",
    },
    edit: {
      "zz.njk": "---\ntags: u\n---\nzz2",
    },
  },
  {
    name: "dates: filename dates, folder dates, invalid: refused",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "2021-02-03-a.njk": "{{ page.date.toISOString() }}{{ page.fileSlug }}{{ page.url }}",
      "2020-01-02/b.njk": "{{ page.date.toISOString() }}{{ page.url }}",
      "2019-05-05/index.njk": "{{ page.date.toISOString() }}{{ page.url }}",
    },
    edit: {
      "2021-02-03-a.njk": "{{ page.date.toISOString() }}{{ page.fileSlug }}{{ page.url }}\nedited",
    },
  },
];

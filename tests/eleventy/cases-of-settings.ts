/** Small Eleventy projects about folders, settings and plugins, each with an edit. */

import type { Case } from "./cases.js";

export const SETTINGS: readonly Case[] = [
  {
    name: "dir: input src, output ../public style, nested includes and layouts folders",
    output: "public/site",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n\n}\n" +
        "export const config = { dir: { input: 'src', output: 'public/site', includes: '_inc', " +
        "layouts: '_inc/layouts', data: '../data' } };",
      "src/_inc/layouts/l.njk": "L{{ content | safe }}{% include 'p.njk' %}",
      "src/_inc/p.njk": "P{{ d.x }}",
      "data/d.json": '{"x":1}',
      "src/a.md": "---\nlayout: l.njk\n---\nx",
    },
    edit: {
      "data/d.json": '{"x":2}',
    },
  },
  {
    name: "dir: setInputDirectory and others as calls, without a returned object",
    output: "dist",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.setInputDirectory('views'); c.setOutputDirectory('dist'); " +
        "c.setIncludesDirectory('inc'); c.setLayoutsDirectory('lay'); c.setDataDirectory('dat');\n" +
        "}\n",
      "views/inc/p.liquid": "P",
      "views/lay/l.liquid": "L{{ content }}{{ q.z }}",
      "views/dat/q.js": "module.exports = { z: 3 };",
      "views/a.liquid": "---\nlayout: l.liquid\n---\n{% include p %}",
    },
    edit: {
      "views/inc/p.liquid": "P\nedited",
    },
  },
  {
    name: "dir: input is a single file",
    output: "_site",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n\n}\nexport const config = { dir: { input: 'one.md' } };",
      "one.md": "# one",
      "two.md": "two",
    },
    edit: {
      "one.md": "# one\nedited",
    },
  },
  {
    name: "dir: includes is empty string, layouts in the input",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n\n}\n" +
        "export const config = { dir: { input: 'in', includes: '' } };",
      "in/l.njk": "---\npermalink: false\n---\nL{{ content | safe }}",
      "in/a.md": "---\nlayout: l.njk\n---\nx",
    },
    edit: {
      "in/l.njk": "---\npermalink: false\n---\nL{{ content | safe }}\nedited",
    },
  },
  {
    name: "dir: missing input folder",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n\n}\nexport const config = { dir: { input: 'nowhere' } };",
    },
  },
  {
    name: "empty project: configuration only",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
    },
  },
  {
    name: "configuration in CommonJS .eleventy.js with require, returned object",
    files: {
      ".eleventy.js":
        "const f = require('./f.js');\nmodule.exports = function (c) { c.addFilter('f', f); return " +
        "{ dir: { input: 'src', output: '_site' }, markdownTemplateEngine: 'njk', " +
        "htmlTemplateEngine: 'njk', dataTemplateEngine: 'njk', templateFormats: ['md', 'njk', " +
        "'html'], passthroughFileCopy: true, pathPrefix: '/p/' }; };",
      "f.js": "module.exports = (x) => x + 'F';",
      "src/a.md": "# {{ 'a' | f }} {{ '/x/' | url }}",
      "src/b.html": "{{ 'b' | f }}",
      "src/c.liquid": "no",
    },
    edit: {
      "f.js": "module.exports = (x) => x + 'G';",
    },
  },
  {
    name: "configuration that is an async function and awaits, and exports config",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "await new Promise((r) => setTimeout(r, 2)); c.addGlobalData('late', 1);\n}\n" +
        "export const config = { pathPrefix: '/pp/', dir: { input: 's' } };",
      "s/a.njk": "{{ late }}{{ '/a/' | url }}",
    },
    edit: {
      "s/a.njk": "{{ late }}{{ '/a/' | url }}\nedited",
    },
  },
  {
    name: "templateFormats with a passthrough format in a folder",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n\n}\n" +
        "export const config = { templateFormats: ['md', 'png', 'css'] };",
      "x/a.png": "png",
      "x/b.css": "b{}",
      "x/c.md": "c",
    },
    edit: {
      "x/c.md": "c\nedited",
    },
  },
  {
    name: "filters: getFilter, getShortcode, used by others, renamed by plugins with namespace",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addFilter('base', (x) => 'b' + x); c.addFilter('dep', (x) => c.getFilter('base')(x) + " +
        "c.getFilter('slugify')('A B')); c.namespace('ns', () => { c.addFilter('f', (x) => 'ns' + " +
        "x); c.addShortcode('s', () => 'S'); });\n}\n",
      "a.njk": "{{ 1 | dep }}{{ 2 | nsf }}{% nss %}",
    },
    edit: {
      "a.njk": "{{ 1 | dep }}{{ 2 | nsf }}{% nss %}\nedited",
    },
  },
  {
    name: "transforms: async, ordered, this.page, this.inputPath and outputPath, on non-html, null result",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addTransform('one', async function (t) { await 1; return t + '1' + this.page.url + " +
        "this.page.inputPath + this.page.outputPath; }); c.addTransform('two', (t, p) => (p && " +
        "p.endsWith('.txt') ? t.toUpperCase() : t + '2'));\n}\n",
      "a.md": "a",
      "b.njk": "---\npermalink: b.txt\n---\nb",
      "c.njk": "---\npermalink: false\n---\nc",
    },
    edit: {
      "a.md": "a\nedited",
    },
  },
  {
    name: "preprocessors: change, skip by false, by format, order, this",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addPreprocessor('a', 'njk,md', (data, t) => t.replace('X', data.page.fileSlug)); " +
        "c.addPreprocessor('drafts', '*', (data, t) => { if (data.draft && " +
        "process.env.ELEVENTY_RUN_MODE === 'build') return false; }); c.addPreprocessor('b', " +
        "['liquid'], async (data, t) => t + '+l');\n}\n",
      "a.md": "X",
      "b.njk": "X",
      "c.liquid": "X",
      "d.md": "---\ndraft: true\ntags: t\n---\n",
      "i.njk": "---\npermalink: /i.txt\n---\n{{ collections.t | length }}{{ collections.all | length }}",
    },
    edit: {
      "d.md": "---\ntags: t\n---\nnot a draft",
    },
  },
  {
    name: "plugins: InputPathToUrl transform, HtmlBase, IdAttribute together with prefix",
    prefix: "/sub/",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "const { InputPathToUrlTransformPlugin: a, EleventyHtmlBasePlugin: b, IdAttributePlugin: d " +
        "} = await import('@11ty/eleventy'); c.addPlugin(a); c.addPlugin(b); c.addPlugin(d, { " +
        "slugify: (s) => 'h-' + s.length });\n}\n",
      "a.md": "# Head\n\n[b](b.md#x) [c](./d/c.md) [ext](https://e.x/)",
      "b.md": "[a](/a.md)\n\n## Head\n\n## Head",
      "d/c.md": "![x](/x.png)",
    },
    edit: {
      "a.md": "# Head\n\n[b](b.md#x) [c](./d/c.md) [ext](https://e.x/)\nedited",
    },
  },
  {
    name: "plugins: async with options, once, immediate",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "await c.addPlugin(async (cc, o) => { await 1; cc.addGlobalData('o', o.x); }, { x: 9 }, { " +
        "immediate: true }); c.addPlugin({ initArguments: {}, configFunction(cc, o) { " +
        "cc.addFilter('pf', () => o.y); } }, { y: 2 }); const p = (cc) => cc.addGlobalData('once', " +
        "(globalThis.__n = (globalThis.__n ?? 0) + 1) && 1); c.addPlugin(p); c.addPlugin(p);\n}\n",
      "a.njk": "{{ o }}{{ 1 | pf }}{{ once }}",
    },
    edit: {
      "a.njk": "{{ o }}{{ 1 | pf }}{{ once }}\nedited",
    },
  },
  {
    name:
      "passthrough: setServerPassthroughCopyBehavior, watch targets, server options, quiet mode, " +
      "chokidar",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.setServerPassthroughCopyBehavior('passthrough'); c.addPassthroughCopy('as'); " +
        "c.addWatchTarget('./as/', { resetConfig: true }); c.setServerOptions({ port: 1 }); " +
        "c.setQuietMode(true); c.setChokidarConfig({ usePolling: true }); " +
        "c.setWatchThrottleWaitTime(10); c.setWatchJavaScriptDependencies(false); " +
        "c.watchIgnores.add('x'); c.setUseTemplateCache?.(false);\n}\n",
      "as/x.txt": "x",
      "i.md": "i",
    },
    edit: {
      "as/x.txt": "y",
    },
  },
  {
    name: "events: before writes a data file, after writes into the output, async, with dir",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "const fs = await import('node:fs'); c.on('eleventy.before', async ({ dir, runMode, " +
        "outputMode, directories }) => { fs.writeFileSync('_data_gen.txt', runMode + outputMode); " +
        "}); c.on('eleventy.after', async ({ dir, results, directories }) => { " +
        "fs.writeFileSync(directories.output + 'list.txt', results.map((r) => r.url + " +
        "r.content.length).sort().join()); });\n}\n",
      "a.md": "a",
      "b.md": "b",
    },
    edit: {
      "a.md": "a\nedited",
    },
  },
  {
    name: "names: unicode, spaces and quotes in layouts, includes, data and folders",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_includes/mein layout.njk": '<{{ content | safe }}>{% include "teil é.njk" %}',
      "_includes/teil é.njk": "T",
      "_data/größe.json": '{"x":1}',
      "ordner ä/seite ö.md": "---\nlayout: mein layout.njk\n---\n{{ größe.x }}{{ page.url }}",
      "日本/語.md": "# 日本",
    },
    edit: {
      "ordner ä/seite ö.md": "---\nlayout: mein layout.njk\n---\n{{ größe.x }}{{ page.url }}\nedited",
    },
  },
  {
    name: "layouts: layout false, null, empty, in subfolder, md layout, html layout",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_includes/sub/m.md": "# M\n\n{{ content }}",
      "_includes/h.html": "<h>{{ content }}</h>",
      "d/d.json": '{"layout":"h.html"}',
      "d/a.md": "---\nlayout: false\n---\na",
      "d/b.md": "---\nlayout: null\n---\nb",
      "d/c.md": "---\nlayout: ''\n---\nc",
      "d/e.md": "---\nlayout: sub/m.md\n---\ne",
      "d/f.njk": "f",
    },
    edit: {
      "d/d.json": '{"layout":"sub/m.md"}',
    },
  },
  {
    name: "layouts: circular: refused",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_includes/a.njk": "---\nlayout: b.njk\n---\n{{ content }}",
      "_includes/b.njk": "---\nlayout: a.njk\n---\n{{ content }}",
      "p.md": "---\nlayout: a.njk\n---\nx",
    },
    edit: {
      "p.md": "---\nlayout: a.njk\n---\nx\nedited",
    },
  },
  {
    name: "permalinkBypassOutputDir",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.njk": "---\npermalink: _includes/gen.njk\npermalinkBypassOutputDir: true\n---\ngenerated",
      "b.md": "b",
    },
    edit: {
      "a.njk": "---\npermalink: _includes/gen.njk\npermalinkBypassOutputDir: true\n---\ngenerated\nedited",
    },
  },
];

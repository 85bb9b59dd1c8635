/** Small Eleventy projects about languages. */

import type { Case } from "./cases.js";

export const LANGUAGES: readonly Case[] = [
  {
    name: "global data through addDataExtension, csv parser, functions, nested folders",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addDataExtension('yml,yaml', { parser: (t) => " +
        "Object.fromEntries(t.trim().split('\\n').map((l) => l.split(': '))) }); " +
        "c.addDataExtension('csv', async (t, p) => t.trim().split('\\n').map((l) => " +
        "l.split(','))); c.addDataExtension('bin', { read: false, parser: (p) => p }); " +
        "c.addGlobalData('f', () => async () => 7); c.addGlobalData('deep.er.key', 'v'); " +
        "c.addGlobalData('prom', async () => 'later');\n}\n",
      "_data/y.yaml": "a: b\nc: d",
      "_data/rows.csv": "1,2\n3,4",
      "_data/n/m/k.js": "export default (cfg) => ({ has: Object.keys(cfg).length > 0 });",
      "_data/z.bin": "x",
      "_data/cj.cjs": "module.exports = { cj: true };",
      "a.njk":
        "{{ y.a }} {{ rows[1][0] }} {{ n.m.k.has }} {{ z }} {{ deep.er.key }} {{ prom }} {{ cj.cj " +
        "}} {{ f | dump }}",
      "b.liquid": "{{ rows[0][1] }} {{ f }}",
    },
  },
  {
    name: "Liquid: partials with params, dynamicPartials, for with, layout blocks, jsTruthy",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.setLiquidOptions({ dynamicPartials: false, jsTruthy: true, outputEscape: undefined });\n" +
        "}\n",
      "_includes/user.liquid": "<i>{{ name }}{{ user.n }}</i>",
      "_includes/sub/x.html": "X{{ page.url }}",
      "a.liquid":
        "---\nul: [{n: 1}, {n: 2}]\nempty: ''\n---\n" +
        "{% include user.liquid, name: 'Zed' %}{% for user in ul %}{% include user.liquid %}{% " +
        "endfor %}{% render user.liquid, name: 'R' %}{% render user.liquid with ul[0] as user %}{% " +
        "include sub/x.html %}{% if empty %}yes{% else %}no{% endif %}",
      "b.html": "{% assign p = 'user' %}{{ p }}",
    },
  },
  {
    name: "Liquid dynamicPartials default with variables",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addLiquidFilter('shout', (x) => x.toUpperCase()); c.addLiquidTag('tg', function " +
        "(engine) { return { parse(t) { this.s = t.args; }, async render(ctx) { const v = await " +
        "this.liquid.evalValue(this.s, ctx); return `T${v}`; } }; });\n}\n",
      "_includes/p.liquid": "P{{ v }}",
      "a.liquid":
        "{% assign which = 'p.liquid' %}{% include which, v: 3 %}{% render 'p', v: 'r' %}{{ 'a' | " +
        "shout }}{% tg 'arg' %}{% capture c %}cc{% endcapture %}{{ c }}{% raw %}{{ x }}{% endraw %}",
    },
  },
  {
    name: "Nunjucks set blocks, macros, imports, extends, super, async filters, whitespace",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true, throwOnUndefined: " +
        "false }); c.addNunjucksAsyncFilter('slow', (x, done) => setTimeout(() => done(null, x + " +
        "'!'), 1)); c.addNunjucksGlobal('glob', () => 'G'); c.addNunjucksTag('tg', (nunjucks) => " +
        "new (class { tags = ['tg']; parse(parser, nodes) { const t = parser.nextToken(); const " +
        "args = parser.parseSignature(null, true); parser.advanceAfterBlockEnd(t.value); return " +
        "new nodes.CallExtensionAsync(this, 'run', args); } run(ctx, a, cb) { cb(null, new " +
        "nunjucks.runtime.SafeString('<' + a + '>')); } })());\n}\n",
      "_includes/m.njk": "{% macro hi(n, g='x') %}<b>{{ n }}{{ g }}</b>{% endmacro %}",
      "_includes/base.njk": "<{% block a %}base a{% endblock %}|{% block b %}base b{% endblock %}>",
      "a.njk":
        "{% extends 'base.njk' %}\n{% from 'm.njk' import hi %}\n" +
        "{% block a %}{{ super() }} {{ hi('n') }} {% set q %}q{{ 1 + 1 }}{% endset %}{{ q | upper " +
        "}}{{ 's' | slow }}{% endblock %}",
      "b.njk":
        "{% set x = 1 %}\n{% if x %}\n  yes {{ glob() }}\n{% endif %}\n" +
        "{% tg 'z' %}{% asyncEach i in [1,2] %}{{ i | slow }}{% endeach %}{% for i in [1] %}{{ i | " +
        "slow }}{% else %}n{% endfor %}",
    },
  },
  {
    name: "shortcodes, paired and async, in every language",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addShortcode('s', function (a, b) { return `s:${a}:${b}:${this.page.url}`; }); " +
        "c.addPairedShortcode('p', (content, a) => `p(${content}|${a})`); " +
        "c.addAsyncShortcode('as', async (a) => `as${a}`); c.addPairedAsyncShortcode('pa', async " +
        "(c2, a) => `pa(${c2}${a})`); c.addLiquidShortcode('ls', () => 'LS'); " +
        "c.addNunjucksShortcode('ns', (o) => JSON.stringify(o)); " +
        "c.addPairedNunjucksAsyncShortcode('pns', async (x, o) => x + JSON.stringify(o)); " +
        "c.addAsyncFilter('af', async (x) => x + 'AF'); c.addLiquidFilter('lf', function (x, y) { " +
        "return x + y + this.page.url; });\n}\n",
      "a.njk":
        "{% s 1, 'two' %} {% p 'x' %}in {% as 3 %}{% endp %} {% pa 4 %}{% s 5, 6 %}{% endpa %} {% " +
        "ns { a: [1] } %}{% pns k=1, z=2 %}body{% endpns %} {{ 'x' | af }}",
      "b.liquid":
        "{% s 1, 'two' %} {% p 'x' %}in {% as 3 %}{% endp %} {% pa 4 %}{% s 5 6 %}{% endpa %} {% " +
        "ls %} {{ 'q' | af }} {{ 'a' | lf: 'b' }}",
      "c.11ty.js":
        "export default async function (d) { return this.s(1, 2) + this.p('c', 'd') + (await " +
        "this.as(1)) + (await this.pa('e', 'f')) + (await this.af('g')); }",
      "d.md": "# {% s 1, 2 %}\n\n{% p 'x' %}\n\n*in*\n\n{% endp %}",
    },
  },
  {
    name: "bundles: buckets, hoist, transforms, several types, in a layout, in pages",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addBundle('css', { transforms: [async function (content) { return " +
        "content.replace(/\\s+/g, ' ') + '/*' + (this.page?.url ?? '') + '*/'; }] }); " +
        "c.addBundle('js', { toFileDirectory: 'assets/js', outputFileExtension: 'mjs' }); " +
        "c.addBundle('html', { bundleExportKey: false });\n}\n",
      "_includes/l.njk":
        "<style>{% getBundle 'css' %}</style><style>{% getBundle 'css', 'late' %}</style>{{ " +
        "content | safe }}{% css %}l { }{% endcss %}<script src=\"{% getBundleFileUrl 'js' " +
        "%}\"></script>{% getBundle 'html' %}",
      "a.njk":
        "---\nlayout: l.njk\n---\n{% css %}a {  }{% endcss %}{% css 'late' %}late { }{% endcss " +
        "%}{% js %}alert(1){% endjs %}{% html %}<p>h</p>{% endhtml %}",
      "b.liquid": "---\nlayout: l.njk\n---\n{% css %}b {  }{% endcss %}{% js %}alert(1){% endjs %}",
      "c.11ty.js":
        "export default { data: { layout: 'l.njk' }, async render() { return (await this.css?.('c " +
        "{ }', undefined)) + 'x'; } };",
    },
  },
  {
    name: "renderTransforms and renderContent",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "const { EleventyRenderPlugin } = await import('@11ty/eleventy'); " +
        "c.addPlugin(EleventyRenderPlugin); c.addTransform('up', function (content) { return " +
        "(this.page.outputPath || '').endsWith('.html') ? content.replaceAll('up', 'UP') : " +
        "content; }); c.addCollection('q', (api) => api.getFilteredByTag('qq'));\n}\n",
      "_includes/f.njk": "file {{ n }}",
      "a.njk":
        "{% renderTemplate 'md' %}\n# up {{ '{{' }}\n" +
        "{% endrenderTemplate %}{% renderFile './_includes/f.njk', { n: 4 } %}{{ '**b**' | " +
        "renderContent('md') | safe }}{% renderTemplate 'liquid', { z: 1 } %}{{ z }}{{ page.url " +
        "}}{% endrenderTemplate %}",
      "b.md": "---\ntags: qq\n---\nup <a href='/x/'>x</a>",
      "feed.njk":
        "---\npermalink: /feed.xml\n---\n" +
        "{% for p in collections.q %}{{ p.content | renderTransforms(p.data.page, 'https://e.x/') " +
        "| safe }}{% endfor %}",
      "c.liquid": "{% renderFile './_includes/f.njk', page %}",
    },
  },
  {
    name:
      "custom extensions: alias key, ts-like, jsx through compile, outputFileExtension, getData, " +
      "compileOptions",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addTemplateFormats(['scss', 'foo', '11ty.jsx', 'alias']); c.addExtension('scss', { " +
        "outputFileExtension: 'css', useLayouts: false, compileOptions: { permalink: (c2, p) => " +
        "(d) => d.page.fileSlug.startsWith('_') ? false : undefined, cache: true }, " +
        "compile(content, p) { this.addDependencies(p, []); return async (d) => " +
        "content.replace('$c', 'red'); } }); c.addExtension('foo', { getData: ['meta'], " +
        "getInstanceFromInputPath: (p) => ({ meta: { title: 'from instance' }, text: 'i' }), " +
        "compile: (content, p) => async function (d) { return `${d.title} ${content} ${await " +
        "this.defaultRenderer(d)}`; }, read: true, defaultRenderer: undefined }); " +
        "c.addExtension('alias', { key: 'njk' }); c.addExtension(['11ty.jsx', '11ty.tsx'], { key: " +
        "'11ty.js', useJavaScriptImport: false, read: true, getData: false, compile: (t) => () => " +
        "'<jsx>' + t });\n}\n",
      "a.scss": "a { color: $c }",
      "_b.scss": "x",
      "d.alias": "{{ 1 + 2 }}",
      "e.11ty.jsx": "<A/>",
    },
  },
];

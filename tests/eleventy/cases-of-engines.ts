/** Small Eleventy projects about template languages, each with an edit. */

import type { Case } from "./cases.js";

export const ENGINES: readonly Case[] = [
  {
    name: "liquid: include without extension, with for, nested folders, parameters from variables",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_includes/card.liquid": "<b>{{ title }}{{ n }}</b>",
      "_includes/x/deep.liquid": "{% include 'card', n: 9 %}",
      "a.liquid":
        "---\ntitle: T\n---\n{% include 'card' n: 1 %}{% include 'x/deep' %}{% render 'card', " +
        "title: 'own', n: 2 %}{% for i in (1..3) %}{% render 'card' for list as n %}{% endfor %}",
    },
    edit: {
      "_includes/card.liquid": "<i>{{ title }}-{{ n }}</i>",
    },
  },
  {
    name: "liquid: relative include ./ and ../",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a/b.liquid": "{% include './_part' %}{% include '../top' %}",
      "a/_part.liquid": "PART",
      "top.liquid": "TOP",
    },
    edit: {
      "a/b.liquid": "{% include './_part' %}{% include '../top' %}\nedited",
    },
  },
  {
    name: "liquid: options timezoneOffset, extname, greedy, delimiters",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.setLiquidOptions({ timezoneOffset: 0, tagDelimiterLeft: '<%', tagDelimiterRight: '%>', " +
        "outputDelimiterLeft: '<<', outputDelimiterRight: '>>', greedy: true });\n}\n",
      "a.liquid": "---\ndate: 2020-02-03\n---\n<< page.date | date: '%Y %H:%M' >><% if true %>yes<% endif %>",
    },
    edit: {
      "a.liquid":
        "---\ndate: 2020-02-03\n---\n<< page.date | date: '%Y %H:%M' >><% if true %>yes<% endif %>\nedited",
    },
  },
  {
    name: "liquid: setLiquidParameterParsing builtin, shortcode arguments with names",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.setLiquidParameterParsing('builtin'); c.addShortcode('s', (...a) => JSON.stringify(a)); " +
        "c.addPairedShortcode('p', (b, ...a) => b + JSON.stringify(a));\n}\n",
      "a.liquid": "---\nv: 5\n---\n{% s 'a', v, 1.5 %}{% p v %}in{% endp %}",
    },
    edit: {
      "a.liquid": "---\nv: 5\n---\n{% s 'a', v, 1.5 %}{% p v %}in{% endp %}\nedited",
    },
  },
  {
    name: "liquid: collections with where, map, sort, reversed and slice",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "p/p.json": '{"tags":"post"}',
      "p/a.md": "---\nn: 2\n---\n",
      "p/b.md": "---\nn: 1\n---\n",
      "i.liquid":
        "{% assign s = collections.post | sort: 'data.n' %}{% for p in s reversed %}{{ p.url }}{% " +
        "endfor %}{{ collections.post | map: 'url' | join: ',' }}{% assign w = collections.post | " +
        "where: 'fileSlug', 'a' %}{{ w.size }}",
    },
    edit: {
      "p/c.md": "---\nn: 0\n---\n",
    },
  },
  {
    name: "liquid: tablerow, cycle, increment, case, unless, liquid tag, echo, comment",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.liquid":
        "{% tablerow i in (1..4) cols:2 %}{{ i }}{% endtablerow %}{% increment c %}{% increment c " +
        "%}{% for i in (1..3) %}{% cycle 'a','b' %}{% endfor %}{% case 2 %}{% when 1 %}1{% when 2 " +
        "%}2{% endcase %}{% unless false %}u{% endunless %}{% liquid\n assign x = 'y'\n echo x\n" +
        "%}{% comment %}{% nope %}{% endcomment %}{%- if true -%} z {%- endif -%}",
    },
    edit: {
      "a.liquid":
        "{% tablerow i in (1..4) cols:2 %}{{ i }}{% endtablerow %}{% increment c %}{% increment c " +
        "%}{% for i in (1..3) %}{% cycle 'a','b' %}{% endfor %}{% case 2 %}{% when 1 %}1{% when 2 " +
        "%}2{% endcase %}{% unless false %}u{% endunless %}{% liquid\n assign x = 'y'\n echo x\n" +
        "%}{% comment %}{% nope %}{% endcomment %}{%- if true -%} z {%- endif -%}\nedited",
    },
  },
  {
    name: "njk: macros with context, caller, import as, varargs kwargs",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_includes/m.njk":
        "{% macro box(t, kind='k') %}<div class={{ kind }}>{{ t }}{{ caller() if caller }}{{ " +
        "page.url }}</div>{% endmacro %}{% set constant = 7 %}",
      "a.njk":
        "{% import 'm.njk' as m %}{% from 'm.njk' import box, constant as k with context %}{{ " +
        "m.box('x') }}{% call m.box('y', kind='z') %}inner{% endcall %}{{ box('w') }}{{ k }}{{ " +
        "m.constant }}",
    },
    edit: {
      "_includes/m.njk": "{% macro box(t, kind='k') %}<p>{{ t }}</p>{% endmacro %}{% set constant = 8 %}",
    },
  },
  {
    name: "njk: setNunjucksPrecompiledTemplates / setLibrary with own environment, own loader",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "const n = (await import('nunjucks')).default; const env = new n.Environment(new " +
        "n.FileSystemLoader(['_includes', '.'])); env.addFilter('own', (x) => 'own ' + x); " +
        "c.setLibrary('njk', env); c.addFilter('site', (x) => 'site ' + x);\n}\n",
      "_includes/p.njk": "{{ 'q' | own }}{{ 'r' | site }}",
      "a.njk": "{% include 'p.njk' %}",
    },
    edit: {
      "_includes/p.njk": "{{ 'changed' | own }}",
    },
  },
  {
    name: "njk: async shortcode in loops, set, macros and includes",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addAsyncShortcode('as', async (x) => { await new Promise((r) => setTimeout(r, 1)); " +
        "return `<${x}>`; }); c.addAsyncFilter('af', async (x) => x + '!'); " +
        "c.addPairedAsyncShortcode('pa', async (b, x) => `(${b}|${x})`);\n}\n",
      "_includes/i.njk": "{% as 'inc' %}",
      "a.njk":
        "{% for i in [1,2] %}{% as i %}{% endfor %}{% set x = 'q' | af %}{{ x }}{% include 'i.njk' " +
        "%}{% pa 'z' %}{% for i in [1] %}{% as i %}{{ 'y' | af }}{% endfor %}{% endpa %}{% if 'a' " +
        "| af == 'a!' %}eq{% endif %}",
    },
    edit: {
      "a.njk":
        "{% for i in [1,2] %}{% as i %}{% endfor %}{% set x = 'q' | af %}{{ x }}{% include 'i.njk' " +
        "%}{% pa 'z' %}{% for i in [1] %}{% as i %}{{ 'y' | af }}{% endfor %}{% endpa %}{% if 'a' " +
        "| af == 'a!' %}eq{% endif %}\nedited",
    },
  },
  {
    name: "njk: paired shortcode inside paired shortcode with keyword arguments",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addPairedNunjucksShortcode('b', (body, opts, x) => `<b ${JSON.stringify(opts)} ${x ?? " +
        "''}>${body}</b>`); c.addNunjucksShortcode('k', (a, o) => a + JSON.stringify(o));\n}\n",
      "a.njk": "{% b { y: 1 }, 'q' %}{% b r=2 %}deep{% endb %}{% endb %}{% k 1, s='t' %}",
    },
    edit: {
      "a.njk": "{% b { y: 1 }, 'q' %}{% b r=2 %}deep{% endb %}{% endb %}{% k 1, s='t' %}\nedited",
    },
  },
  {
    name: "njk: extends in a page with front matter layout, super, nested blocks, self",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_includes/base.njk":
        "{% block all %}<h>{% block title %}base{% endblock %}</h>{% block body %}{% endblock %}{% " +
        "endblock %}",
      "_includes/mid.njk":
        "{% extends 'base.njk' %}{% block body %}mid {% block inner %}mi{% endblock %}{% endblock %}",
      "_includes/wrap.njk": "<w>{{ content | safe }}</w>",
      "a.njk":
        "---\nlayout: wrap.njk\n---\n{% extends 'mid.njk' %}{% block title %}{{ super() }}+a{% " +
        "endblock %}{% block inner %}{{ super() }}!{% endblock %}",
    },
    edit: {
      "_includes/base.njk":
        "{% block all %}<H>{% block title %}base2{% endblock %}</H>{% block body %}{% endblock " +
        "%}{% endblock %}",
    },
  },
  {
    name: "njk: whitespace control, raw, verbatim, comments, switch, ternary, regex, cycler",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.njk":
        "{%- set c = cycler('o','e') -%}{{ c.next() }}{{ c.next() }}{% raw %}{{ x }}{% endraw %}{% " +
        "verbatim %}{% y %}{% endverbatim %}{# gone #}{% switch 2 %}{% case 1 %}one{% case 2 " +
        "%}two{% default %}d{% endswitch %}{{ 'y' if true else 'n' }}{{ r/^a/g.test('abc') }}{{ " +
        "[1,2,3] | batch(2) | dump }}{{ range(3) | join }}{{ joiner()() }}",
    },
    edit: {
      "a.njk":
        "{%- set c = cycler('o','e') -%}{{ c.next() }}{{ c.next() }}{% raw %}{{ x }}{% endraw %}{% " +
        "verbatim %}{% y %}{% endverbatim %}{# gone #}{% switch 2 %}{% case 1 %}one{% case 2 " +
        "%}two{% default %}d{% endswitch %}{{ 'y' if true else 'n' }}{{ r/^a/g.test('abc') }}{{ " +
        "[1,2,3] | batch(2) | dump }}{{ range(3) | join }}{{ joiner()() }}\nedited",
    },
  },
  {
    name: "11ty.js: class with data getter, static, permalink method and slugify in this",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\nc.addFilter('up', (s) => s.toUpperCase());\n}\n",
      "a.11ty.js":
        "export default class { get data() { return { title: 'G', tags: ['t'] }; } render({ title " +
        "}) { return this.up(title) + this.slugify('A b') + this.page.fileSlug; } }",
      "b.11ty.cjs":
        "class B { data() { return { permalink: ({ page }) => `/k/${page.fileSlug}.txt` }; } " +
        "render() { return 'txt' + this.url('/x/'); } }\nmodule.exports = B;",
      "c.11ty.mjs":
        "export default class { async render(data) { return data.collections.t.map((p) => p.url + " +
        "p.content).join(); } }",
    },
    edit: {
      "a.11ty.js":
        "export default class { get data() { return { title: 'changed', tags: ['t'] }; } render({ " +
        "title }) { return this.up(title); } }",
    },
  },
  {
    name: "11ty.js: pagination with functions and data imports from helper modules",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "lib/items.js": "export const items = [1, 2, 3];",
      "list.11ty.js":
        "import { items } from './lib/items.js';\n" +
        "export const data = { items, pagination: { data: 'items', size: 2 }, permalink: (d) => " +
        "`/l/${d.pagination.pageNumber}/` };\n" +
        "export function render(d) { return d.pagination.items.join('+'); }",
    },
    edit: {
      "lib/items.js": "export const items = [1, 2, 3, 4, 5];",
    },
  },
  {
    name: "11ty.js: layout as 11ty.js with async render, content function filters",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_includes/l.11ty.js":
        "export const data = { layout: 'outer.11ty.cjs', extra: 'E' };\n" +
        "export async function render(d) { await 1; return " +
        "`<main>${d.content}${d.extra}${d.title}</main>`; }",
      "_includes/outer.11ty.cjs": "exports.render = (d) => `<html>${d.content}</html>`;",
      "a.md": "---\nlayout: l.11ty.js\ntitle: T\n---\n# x",
      "b.njk": "---\nlayout: l.11ty.js\n---\nb",
    },
    edit: {
      "a.md": "---\nlayout: l.11ty.js\ntitle: T\n---\n# x\nedited",
    },
  },
  {
    name: "11ty.js: render throws: refused",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.11ty.js": "export default () => { throw new Error('boom'); };",
      "b.11ty.js": "export default { render() { return undefined.x; } }",
    },
  },
  {
    name: "front matter: empty, only separators, windows newlines, BOM, no newline at end",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.md": "---\n---\nA",
      "b.md": "---\r\ntitle: W\r\n---\r\n# {{ title }}\r\n",
      "c.md": "﻿---\ntitle: bom\n---\n{{ title }}",
      "d.md": "---\ntitle: only\n---",
      "e.md": "",
      "f.njk": "----\nnot front matter\n----\n",
      "g.md": "text\n---\nmore\n---\n",
    },
    edit: {
      "a.md": "---\n---\nA\nedited",
    },
  },
  {
    name: "front matter: excerpt function and separators in Liquid and Nunjucks",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.setFrontMatterParsingOptions({ excerpt: (file) => { file.excerpt = " +
        "file.content.split('.')[0]; } });\n}\n",
      "a.md": "---\nt: 1\n---\nFirst. Second. {{ page.excerpt }}",
      "b.njk": "Only one {{ page.excerpt }}",
    },
    edit: {
      "a.md": "---\nt: 1\n---\nFirst. Second. {{ page.excerpt }}\nedited",
    },
  },
  {
    name: "front matter: dates, null, booleans, octal, multi-line strings, unicode keys, nested",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "a.njk":
        "---\nd: 2020-01-02\nn: null\ny: yes\no: 010\nm: |\n  two\n  lines\nf: >-\n  folded\n" +
        "  text\nschlüssel: wert\nn1: { n2: { n3: [a, { b: c }] } }\ntilde: ~\n" +
        "big: 12345678901234567890\n---\n" +
        "{{ d.toISOString() }}{{ n }}{{ y }}{{ o }}{{ m }}{{ f }}{{ schlüssel }}{{ n1 | dump | " +
        "safe }}{{ big }}",
    },
    edit: {
      "a.njk":
        "---\nd: 2020-01-02\nn: null\ny: yes\no: 010\nm: |\n  two\n  lines\nf: >-\n  folded\n" +
        "  text\nschlüssel: wert\nn1: { n2: { n3: [a, { b: c }] } }\ntilde: ~\n" +
        "big: 12345678901234567890\n---\n" +
        "{{ d.toISOString() }}{{ n }}{{ y }}{{ o }}{{ m }}{{ f }}{{ schlüssel }}{{ n1 | dump | " +
        "safe }}{{ big }}\nedited",
    },
  },
  {
    name: "addExtension: compile with getData, init, isIncremental, read false",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "let n = 0; c.addTemplateFormats('foo,bar'); c.addExtension('foo', { init: async function " +
        "() { n = 5; }, getData: async (p) => ({ title: 'got ' + p }), compile: async (content) => " +
        "(data) => content + data.title + n }); c.addExtension('bar', { read: false, " +
        "outputFileExtension: 'txt', getData: false, compile: async (content, path) => () => " +
        "String(content) + path });\n}\n",
      "a.foo": "---\ntags: f\n---\nA",
      "b.bar": "B",
      "i.njk": "{{ collections.f.length }}{% for p in collections.f %}{{ p.content }}{% endfor %}",
    },
    edit: {
      "i.njk": "{{ collections.f.length }}{% for p in collections.f %}{{ p.content }}{% endfor %}\nedited",
    },
  },
  {
    name: "addExtension: compile returns undefined, permalink in compileOptions: raw, false, function",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addTemplateFormats(['r','s','u']); c.addExtension('r', { compileOptions: { permalink: " +
        "'raw' }, compile: (t) => () => t }); c.addExtension('s', { outputFileExtension: 'css', " +
        "compileOptions: { permalink: () => (data) => data.page.filePathStem + '.min.css' }, " +
        "compile: (t) => () => t.trim() }); c.addExtension('u', { compile: () => undefined });\n}\n",
      "a.r": "---\npermalink: '/{{ x }}.html'\n---\nr",
      "b.s": " a{} ",
      "c.u": "u",
    },
  },
  {
    name: "addExtension: override md and html with defaultRenderer",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addExtension('md', { compile: function () { return async (data) => { const r = await " +
        "this.defaultRenderer(data); return '<md>' + r + '</md>'; }; } });\n}\n",
      "a.md": "# {{ page.fileSlug }}",
    },
    edit: {
      "a.md": "# {{ page.fileSlug }}\nedited",
    },
  },
  {
    name: "Markdown: include of md in md, code fences with template syntax, raw",
    files: {
      "eleventy.config.mjs": "export default async function (c) {\n\n}\n",
      "_includes/p.md": "*part*",
      "a.md":
        "{% include 'p.md' %}\n\n```html\n{% raw %}{{ x }}{% endraw %}\n```\n\n    indented\n\n" +
        "| a |\n|---|\n| b |",
    },
    edit: {
      "a.md":
        "{% include 'p.md' %}\n\n```html\n{% raw %}{{ x }}{% endraw %}\n```\n\n    indented\n\n" +
        "| a |\n|---|\n| b |\nedited",
    },
  },
];

/** Small Eleventy projects about folders and settings. */

import type { Case } from "./cases.js";

export const FOLDERS: readonly Case[] = [
  {
    name: "passthrough: globs, objects, functions, filter, rename, transform through recursive-copy options",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addPassthroughCopy('img/**/*.{png,svg}', { filter: (p) => !p.includes('skip'), rename: " +
        "(p) => p.replace('old', 'new') }); c.addPassthroughCopy({ 'static': '/' }); " +
        "c.addPassthroughCopy({ 'one.txt': 'a/b/c.txt', './two/': 'deux' }); " +
        "c.addPassthroughCopy({ 'globbed/*.txt': 'flat' }); c.addPassthroughCopy('dotted/**/*', { " +
        "dot: true }); c.addPassthroughCopy({ 'dd': 'dd2' }, { dot: true, expand: true }); " +
        "c.addTemplateFormats('pdf');\n}\n",
      "img/a/old.png": "1",
      "img/skip.svg": "2",
      "img/b.svg": "3",
      "static/robots.txt": "r",
      "static/deep/x.css": "x",
      "static/.hidden": "h",
      "one.txt": "1",
      "two/t.txt": "t",
      "globbed/x/no.txt": "n",
      "globbed/yes.txt": "y",
      "dotted/.env": "e",
      "dd/.h": "h",
      "dd/a": "a",
      "doc.pdf": "pdf",
      "index.md": "x",
    },
  },
  {
    name: "passthrough html-relative",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addPassthroughCopy('content/**/*.png', { mode: 'html-relative' }); " +
        "c.addPassthroughCopy('**/*.jpg', { mode: 'html-relative', failOnError: false });\n}\n" +
        "export const config = { dir: { input: 'content', includes: '../_includes' } };",
      "content/posts/a/index.md":
        "![x](one.png) ![up](../up.png) <img src='photo.jpg' alt=''> <a href='one.png'>l</a> " +
        "![ext](https://x.example/y.png) ![](/abs.png)",
      "content/posts/a/one.png": "1",
      "content/posts/up.png": "u",
      "content/posts/a/photo.jpg": "j",
      "content/posts/unused.png": "no",
      "content/i.njk":
        "---\npermalink: /deep/er/page.html\n---\n" +
        "<video poster='posts/up.png'></video><img srcset='posts/a/one.png 1x, posts/up.png 2x'>",
    },
  },
  {
    name: "dir.output nested, dir.input nested, dir.layouts outside",
    output: "build/www/site",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n\n}\n" +
        "export const config = { dir: { input: 'a/b', output: 'build/www/site', includes: " +
        "'../../inc', layouts: '../../lay', data: '../../dat' } };",
      "inc/i.njk": "inc",
      "lay/l.njk": "L{{ content | safe }}{{ d.x }}",
      "dat/d.json": '{"x":1}',
      "a/b/c/p.md":
        "---\nlayout: l.njk\n---\n{{ page.outputPath }} {{ page.inputPath }} {{ page.filePathStem " +
        "}} {{ eleventy.directories.output }}",
    },
  },
  {
    name: "custom front matter delimiters, languages, excerpts",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.setFrontMatterParsingOptions({ delimiters: ['~~~', '~~~'], excerpt: true, " +
        "excerpt_alias: 'ex', engines: { up: { parse: (t) => ({ up: t.trim().toUpperCase() }) }, " +
        "up2: (t) => ({ z: 1 }) } });\n}\n",
      "a.md": "~~~\ntitle: T\n~~~\nshort\n~~~\nlong {{ title }} {{ ex }}",
      "b.njk": "~~~up\nhello\n~~~\n{{ up }}",
      "c.liquid": '~~~json\n{"j": [1,2]}\n~~~\n{{ j[1] }}',
    },
  },
  {
    name: "eleventy.layouts, contentMap, directories event, urlTransforms",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "const seen = []; for (const n of ['eleventy.directories', 'eleventy.beforeConfig', " +
        "'eleventy.config', 'eleventy.extensionmap', 'eleventy.layouts', 'eleventy.contentMap']) " +
        "c.on(n, (x) => seen.push(n.split('.')[1] + ':' + Object.keys(x ?? {}).filter((k) => " +
        "!k.startsWith('_')).slice(0, 3).join('+'))); c.addGlobalData('seen', () => () => " +
        "seen.filter((s) => !/config|extension/.test(s)).join()); c.addUrlTransform(({ url }) => " +
        "url.replace(/\\.html$/, ''));\n}\n",
      "_includes/l.njk": "{{ content | safe }}",
      "a.njk": "---\nlayout: l.njk\npermalink: /q.html\n---\n{{ seen() }} {{ page.url }}",
    },
  },
  {
    name: "Markdown: engines off, md library by setLibrary with plugins, inline html, indented",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "const MarkdownIt = (await import('markdown-it')).default; c.setLibrary('md', new " +
        "MarkdownIt({ html: true, breaks: true, linkify: true })); c.amendLibrary('md', (md) => " +
        "md.enable('code').use((m) => m.renderer.rules.hr = () => '<hr class=x>')); " +
        "c.setMarkdownHighlighter?.((s, l) => `<hl ${l}>${s}</hl>`); c.addMarkdownHighlighter((s, " +
        "l) => `<hl ${l}>${s}</hl>`); return { markdownTemplateEngine: false };\n}\n",
      "a.md":
        "line\nbreak www.example.org\n\n---\n\n    code {{ x }}\n\n```js\nlet a;\n```\n\n<div>\n\n" +
        "*x*\n\n</div>",
    },
  },
  {
    name: "dotfolders, underscore files, _redirects, CNAME",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\n" +
        "c.addPassthroughCopy('_redirects'); c.addPassthroughCopy('CNAME'); " +
        "c.addPassthroughCopy('.well-known'); c.addPassthroughCopy({ '.htaccess': '.htaccess' });\n" +
        "}\n",
      _redirects: "/a /b",
      CNAME: "x.example",
      ".well-known/sec.txt": "s",
      ".htaccess": "h",
      "_p.md": "under",
      "_f/q.md": "q",
      ".dot/x.md": "dot",
    },
  },
  {
    name: ".eleventyignore with comments, negation, folders, and .gitignore off",
    files: {
      "eleventy.config.mjs":
        "export default async function (c) {\nc.setUseGitIgnore(false); c.ignores.add('**/nm/**');\n}\n",
      ".eleventyignore": "# c\ndrafts/\n*.txt.md\n\n!drafts/keep.md\nlone",
      ".gitignore": "gi.md\n",
      "drafts/a.md": "a",
      "drafts/keep.md": "k",
      "x.txt.md": "x",
      "lone/b.md": "b",
      "gi.md": "gi",
      "nm/n.md": "n",
      "README.md": "r",
      "ok.md": "ok",
    },
  },
];

/**
 * Plugins of Eleventy that Handbill does not need to have installed. `node tests/eleventy-plugins.js` installs
 * them in a copy, and runs these tests there. Elsewhere they are skipped.
 */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { isInstalled, tryPlugins, type Tried } from "../support/plugins.js";
import { site, type Files } from "../support/site.js";

/** A PNG of 4 × 4 pixels. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAYAAACp8Z5+AAAAEUlEQVR4nGP4z8DwHxkzkC4AADxAH+EQ0qCZAAAAAElFTkSuQmCC",
  "base64",
);
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><path d="M0 0h64v64z"/></svg>\n';
const OWN = "---\nlayout: own.njk\n---\n";

const SYNTAX = "@11ty/eleventy-plugin-syntaxhighlight";
const IMAGE = "@11ty/eleventy-img";
const WEBC = "@11ty/eleventy-plugin-webc";
const VITE = "@11ty/eleventy-plugin-vite";

const HEADINGS = `${OWN}<h2 id="one">One</h2>\n\ntext\n\n<h2 id="two">Two</h2>\n`;

const PLUGINS: Readonly<Record<string, Tried>> = {
  "syntaxhighlight, on fenced code": {
    packages: [SYNTAX],
    imports: `import syntax from "${SYNTAX}";\n`,
    config: "config.addPlugin(syntax, { preAttributes: { tabindex: 0 } });",
    pages: { "a.md": `${OWN}\`\`\`js\nlet a = 1;\n\`\`\`\n` },
    holds: {
      "a/index.html": [
        '<pre class="language-js" tabindex="0"><code class="language-js"><span class="token keyword">let</span> a',
      ],
    },
  },
  "syntaxhighlight, as a shortcode": {
    packages: [SYNTAX],
    imports: `import syntax from "${SYNTAX}";\n`,
    config: "config.addPlugin(syntax);",
    layout: '{% highlight "css" %}a { color: red }{% endhighlight %}{{ content | safe }}',
    pages: { "a.njk": `${OWN}{% highlight "js" %}let a = 1;{% endhighlight %}`, "b.md": OWN },
    holds: {
      "a/index.html": ['<span class="token keyword">let</span>', '<span class="token property">color</span>'],
      "b/index.html": ['<span class="token property">color</span>'],
    },
  },
  "eleventy-img, as a shortcode": {
    packages: [IMAGE],
    imports: `import Image from "${IMAGE}";\n`,
    config:
      'config.addShortcode("image", async (from) => Image.generateHTML(await Image(from, { formats: ["webp"], ' +
      'widths: [2], outputDir: "./_site/img/" }), { alt: "", sizes: "1px" }));',
    layout: '{% image "images/x.png" %}{{ content | safe }}',
    pages: { "a.njk": `${OWN}{% image "images/x.png" %}`, "b.md": OWN },
    files: { "images/x.png": PNG },
    holds: { "a/index.html": ['<img src="/img/'], "b/index.html": ['<img src="/img/'] },
    makes: [/^img\/.*\.webp$/],
  },
  "eleventy-img, as a transform": {
    packages: [IMAGE],
    imports: `import { eleventyImageTransformPlugin } from "${IMAGE}";\n`,
    config:
      'config.addPlugin(eleventyImageTransformPlugin, { formats: ["webp"], widths: [2], htmlOptions: { ' +
      'imgAttributes: { decoding: "async" } } });',
    pages: { "a.md": `${OWN}![A](/x.png)\n`, "b.njk": `${OWN}<img src="/x.png" alt="B">`, "x.png": PNG },
    holds: {
      "a/index.html": ['.webp"', 'decoding="async"'],
      "b/index.html": ['.webp"', 'decoding="async"'],
    },
    makes: [/^img\/.*\.webp$/],
  },
  "webc, for pages": {
    packages: [WEBC],
    imports: `import webc from "${WEBC}";\n`,
    config: 'config.addPlugin(webc, { components: "parts/*.webc" });',
    pages: { "a.webc": '---\ntitle: W\n---\n<my-part></my-part><p @text="title"></p>' },
    files: { "parts/my-part.webc": "<b>part</b>" },
    holds: { "a/index.html": ["<b>part</b>", "<p>W</p>"] },
  },
  "webc, for layouts": {
    packages: [WEBC],
    imports: `import webc from "${WEBC}";\n`,
    config: "config.addPlugin(webc);",
    pages: { "a.md": "---\nlayout: page.webc\ntitle: T\n---\nText\n" },
    files: {
      "src/_includes/page.webc":
        '<html><body><i @text="title"></i><main @raw="content"></main></body></html>',
      "layouts/page.webc": '<html><body><i @text="title"></i><main @raw="content"></main></body></html>',
    },
    holds: { "a/index.html": ["<i>T</i>", "<p>Text</p>"] },
  },
  "webc, as a transform": {
    packages: [WEBC],
    imports: `import webc from "${WEBC}";\n`,
    config: 'config.addPlugin(webc, { components: "parts/*.webc", useTransform: true });',
    pages: {
      "a.md": "---\nlayout: own.njk\n---\n<my-part></my-part>\n",
      "b.njk": `${OWN}<my-part></my-part>`,
    },
    layout: "<!doctype html><html><body>{{ content | safe }}</body></html>",
    files: { "parts/my-part.webc": "<b>part</b>" },
    holds: { "a/index.html": ["<b>part</b>"], "b/index.html": ["<b>part</b>"] },
  },
  toc: {
    packages: ["eleventy-plugin-toc"],
    imports: 'import toc from "eleventy-plugin-toc";\n',
    config: "config.addPlugin(toc);",
    layout: "{{ content | toc | safe }}{{ content | safe }}",
    pages: { "a.md": HEADINGS },
    holds: { "a/index.html": ['<nav class="toc"', '<li><a href="#two">Two</a></li>'] },
  },
  "nesting-toc": {
    packages: ["eleventy-plugin-nesting-toc"],
    imports: 'import toc from "eleventy-plugin-nesting-toc";\n',
    config: "config.addPlugin(toc);",
    layout: "{{ content | toc | safe }}{{ content | safe }}",
    pages: { "a.md": HEADINGS },
    holds: { "a/index.html": ['<nav class="toc"', '<a href="#two">Two</a>'] },
  },
  "reading-time": {
    packages: ["eleventy-plugin-reading-time"],
    imports: 'import readingTime from "eleventy-plugin-reading-time";\n',
    config: "config.addPlugin(readingTime);",
    layout: "{{ content | readingTime }}",
    pages: { "a.md": `${OWN}${"word ".repeat(900)}\n` },
    holds: { "a/index.html": ["3 min"] },
  },
  "i18n, in Markdown pages": {
    imports: 'import { I18nPlugin } from "@11ty/eleventy";\n',
    config: 'config.addPlugin(I18nPlugin, { defaultLanguage: "en", errorMode: "allow-fallback" });',
    layout:
      '{{ "/a/" | locale_url }} {{ page.lang }} {% for one in page.url | locale_links %}{{ one.url }} ' +
      "{{ one.label }}{% endfor %}",
    pages: { "en/a.md": OWN, "de/a.md": OWN },
    holds: {
      "de/a/index.html": ["/de/a/ de /en/a/ English"],
      "en/a/index.html": ["/en/a/ en /de/a/ Deutsch"],
    },
  },
  "vite, in eleventy.after": {
    packages: [VITE],
    imports: `import vite from "${VITE}";\n`,
    config:
      'config.addPlugin(vite, { viteOptions: { logLevel: "silent", publicDir: "vite-public" } });\nconfig.addPassthroughCopy("own.js");',
    layout:
      '<!doctype html><html><head><script type="module" src="/own.js"></script></head><body>{{ content | safe }}</body></html>',
    pages: { "a.md": `${OWN}Text\n` },
    files: { "own.js": 'console.log("bundled" + 1);\n', "vite-public/p.txt": "p" },
    holds: { "a/index.html": ['src="/assets/'] },
    makes: [/^assets\/.*\.js$/],
  },
  "gen-favicons": {
    packages: ["eleventy-plugin-gen-favicons"],
    imports: 'import favicons from "eleventy-plugin-gen-favicons";\n',
    config: "config.addPlugin(favicons, {});",
    layout: '<head>{% favicons "icon.svg" %}</head>{{ content | safe }}',
    pages: { "a.md": OWN },
    files: { "icon.svg": SVG },
    holds: { "a/index.html": ['rel="icon"', 'href="/favicon.svg"'] },
    makes: [/^favicon\.ico$/, /^apple-touch-icon\.png$/],
  },
};

tryPlugins(PLUGINS);

it.skipIf(!isInstalled("@11ty/eleventy-fetch")).each([
  [
    "an Eleventy project",
    (fetched: string): Files => ({
      "package.json": '{ "type": "module" }',
      "eleventy.config.js": "export default () => {};\n",
      "_data/remote.js": fetched,
      "a.njk": "{{ remote.name }}",
    }),
  ],
  [
    "a site that defineSite makes",
    (fetched: string): Files => ({
      "package.json": '{ "type": "module" }',
      ".eleventy.ts": 'import { defineSite } from "handbill";\nexport default defineSite({ title: "T" });\n',
      "content/_data/remote.js": fetched,
      "content/index.md": "# Home\n",
      "content/a.njk": "---\nlayout: false\n---\n{{ remote.name }}",
    }),
  ],
])("fetch caches its downloads, and works offline in %s", async (_, files) => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.end('{ "name": "loaded" }');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const close = () => new Promise((done) => server.close(done));
  onTestFinished(() => void close());
  const { port } = server.address() as AddressInfo;
  const driver = site(
    files(
      `import Fetch from "@11ty/eleventy-fetch";\n` +
        `export default () => Fetch("http://127.0.0.1:${port}/", { type: "json", duration: "1d" });\n`,
    ),
  ).install("@11ty/eleventy", "@11ty/eleventy-fetch");
  await driver.runProcess("build").expectExit(0).expectContains("a/index.html", "loaded");
  expect(requests).toBe(1);
  await close();
  await driver.runProcess("build", "--no-cache").expectExit(0).expectContains("a/index.html", "loaded");
  expect(requests).toBe(1);
});

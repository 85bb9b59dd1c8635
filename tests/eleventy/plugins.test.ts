/** Plugins of Eleventy, each in both kinds of site. */

import { it } from "vitest";
import { tryPlugins, type Tried } from "../support/plugins.js";
import { site } from "../support/site.js";

const PACKAGES = ["@11ty/eleventy", "@11ty/eleventy-plugin-rss", "@11ty/eleventy-navigation"];
const IMPORTS = `import { EleventyHtmlBasePlugin, EleventyI18nPlugin, EleventyRenderPlugin, IdAttributePlugin, InputPathToUrlTransformPlugin } from "@11ty/eleventy";
import { feedPlugin } from "@11ty/eleventy-plugin-rss";
import navigation from "@11ty/eleventy-navigation";
`;

const PLUGINS: Readonly<Record<string, Omit<Tried, "imports" | "packages">>> = {
  "rss, with its virtual feed": {
    config:
      `config.addPlugin(feedPlugin, { type: "atom", outputPath: "/feed.xml", collection: { name: ` +
      `"post", limit: 5 }, metadata: { language: "en", title: "Feed", base: "https://a.example/", ` +
      `author: { name: "A" } } });`,
    pages: { "p.md": "---\nlayout: own.njk\ntitle: First\ntags: [post]\ndate: 2026-01-02\n---\nText\n" },
    holds: { "feed.xml": ["<title>First</title>", "https://a.example/p/", "2026-01-02T00:00:00Z"] },
  },
  navigation: {
    config: "config.addPlugin(navigation);",
    layout: "{{ collections.all | eleventyNavigation | eleventyNavigationToHtml | safe }}",
    pages: {
      "a.md": "---\nlayout: own.njk\neleventyNavigation: { key: A }\n---\n",
      "b.md": "---\nlayout: own.njk\neleventyNavigation: { key: B, parent: A }\n---\n",
    },
    holds: { "a/index.html": ['<a href="/a/">A</a><ul><li><a href="/b/">B</a>'] },
  },
  RenderPlugin: {
    config: "config.addPlugin(EleventyRenderPlugin);",
    layout: '{% renderTemplate "liquid", { n: 2 } %}{{ n | plus: 1 }}{% endrenderTemplate %}',
    pages: { "a.md": "---\nlayout: own.njk\n---\n", "b.njk": "---\nlayout: own.njk\n---\n" },
    holds: { "a/index.html": ["3"], "b/index.html": ["3"] },
  },
  HtmlBase: {
    config: 'config.addPlugin(EleventyHtmlBasePlugin, { baseHref: "https://cdn.example/" });',
    layout: '<img src="/x.png" alt="">',
    pages: { "x.png": "x", "a.md": "---\nlayout: own.njk\n---\n", "b.njk": "---\nlayout: own.njk\n---\n" },
    holds: {
      "a/index.html": ['src="https://cdn.example/x.png"'],
      "b/index.html": ['src="https://cdn.example/x.png"'],
    },
  },
  IdAttribute: {
    config: "config.addPlugin(IdAttributePlugin);",
    layout: "<h2>In the layout</h2>",
    pages: { "a.md": "---\nlayout: own.njk\n---\n", "b.njk": "---\nlayout: own.njk\n---\n" },
    holds: { "a/index.html": ['<h2 id="in-the-layout">'], "b/index.html": ['<h2 id="in-the-layout">'] },
  },
  "bundle, printed in a layout": {
    config: 'config.addBundle("css");',
    layout: '{% css %}a { color: red }{% endcss %}<style>{% getBundle "css" %}</style>',
    pages: { "a.md": "---\nlayout: own.njk\n---\n", "b.njk": "---\nlayout: own.njk\n---\n" },
    holds: {
      "a/index.html": ["<style>a { color: red }</style>"],
      "b/index.html": ["<style>a { color: red }</style>"],
    },
  },
  "i18n, in template pages": {
    config: 'config.addPlugin(EleventyI18nPlugin, { defaultLanguage: "en", errorMode: "allow-fallback" });',
    layout: '{{ "/a/" | locale_url }} {{ page.url | locale_links | length }}',
    pages: {
      "en/a.njk": "---\nlayout: own.njk\n---\n",
      "de/a.njk": "---\nlayout: own.njk\n---\n",
    },
    holds: { "de/a/index.html": ["/de/a/ 1"], "en/a/index.html": ["/en/a/ 1"] },
  },
};

tryPlugins(
  Object.fromEntries(
    Object.entries(PLUGINS).map(([name, tried]) => [
      name,
      { ...tried, imports: IMPORTS, packages: PACKAGES },
    ]),
  ),
);

it("InputPathToUrl turns paths of sources into URLs", async () => {
  const config = "config.addPlugin(InputPathToUrlTransformPlugin);";
  const page = '---\nlayout: own.njk\n---\n<a href="other.njk">other</a>';
  const other = "---\nlayout: own.njk\n---\nO";
  await site({
    "package.json": '{ "type": "module" }',
    "eleventy.config.js": `${IMPORTS}export default (config) => { ${config} };\n`,
    "_includes/own.njk": "{{ content | safe }}",
    "a.njk": page,
    "other.njk": other,
  })
    .install(...PACKAGES)
    .build()
    .expectContains("a/index.html", 'href="/other/"');
  await site({
    "package.json": '{ "type": "module" }',
    ".eleventy.ts":
      `${IMPORTS}import { defineSite } from "handbill";\n` +
      `export default defineSite({ title: "T", eleventy(config) { ${config} } });\n`,
    "layouts/own.njk": "{{ content | safe }}",
    "content/a.njk": page,
    "content/other.njk": other,
  })
    .install(...PACKAGES)
    .build()
    .expectContains("a/index.html", 'href="/other/"');
});

it("files that a shortcode writes into the output folder stay there, also in the first build", async () => {
  await site({
    "package.json": '{ "type": "module" }',
    ".eleventy.ts": `import { mkdirSync, writeFileSync } from "node:fs";
import { defineSite } from "handbill";
export default defineSite({ title: "T", layout: "own", eleventy(config) {
  config.addShortcode("image", () => {
    mkdirSync(config.directories.output + "img", { recursive: true });
    writeFileSync(config.directories.output + "img/a.webp", "a");
    return "/img/a.webp";
  });
} });
`,
    "layouts/own.njk": "{% image %}{{ content | safe }}",
    "content/index.md": "# Home\n",
  })
    .build()
    .expectExit(0)
    .expectFiles(["img/a.webp", "index.html"])
    .write("content/index.md", "# Other\n")
    .build()
    .expectExit(0)
    .expectFiles(["img/a.webp", "index.html"])
    .expectContains("index.html", "Other");
});

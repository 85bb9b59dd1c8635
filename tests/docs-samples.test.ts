/** Every sample of the documentation is built, and those that make pages are laid out well. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadConfig } from "../src/config/load.js";
import { createImporter } from "../src/system/modules.js";
import { serveFiles } from "./support/browser.js";
import { useOwnSite } from "./support/served.js";
import { PROJECT, site, type Files } from "./support/site.js";

interface Sample {
  /** `landing.md:144` */
  readonly name: string;
  readonly language: string;
  readonly title: string | undefined;
  readonly text: string;
}

const DOCS = join(PROJECT, "content/docs");
/** The fenced code of the documentation, except what is inside of another. */
const samples = readdirSync(DOCS)
  .filter((file) => file.endsWith(".md"))
  .flatMap((file): Sample[] => {
    const page = readFileSync(join(DOCS, file), "utf8");
    return [...page.matchAll(/^(`{3,})([^\n`]*)\n([^]*?)^\1[ ]*$/gm)].map(
      ({ 2: info = "", 3: text = "", index }) => ({
        name: `${file}:${page.slice(0, index).split("\n").length}`,
        language: /^[\w-]*/.exec(info)?.[0] ?? "",
        title: /title="([^"]*)"/.exec(info)?.[1],
        text,
      }),
    );
  });
const of = (language: string) => samples.filter((sample) => sample.language === language);

/** Configurations, whole or one setting. Those that are none are about something else. */
const configs = of("ts").filter(
  ({ text }) => text.includes("defineSite(") || /^\w+: \{$/m.test(text.split("\n", 8).join("\n")),
);
const OTHER_TS = /^(?:\/\/ content\/_data\/|function greet)/;

function configText({ text }: Sample): string {
  const whole = text.includes("defineSite(") ? text : `export default defineSite({\n${text}\n});\n`;
  return whole.includes('from "handbill"') ? whole : `import { defineSite } from "handbill";\n${whole}`;
}

describe("a sample of .eleventy.ts", () => {
  const root = mkdtempSync(join(tmpdir(), "handbill-samples-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("is one of these, or is another program", () => {
    expect(configs.length).toBeGreaterThan(20);
    expect(of("ts").filter((sample) => !configs.includes(sample) && !OTHER_TS.test(sample.text))).toEqual([]);
  });

  it.each(configs.map((sample) => [sample.name, sample] as const))(
    "%s says nothing that there is not",
    async (_, sample) => {
      writeFileSync(join(root, ".eleventy.ts"), configText(sample));
      const { diagnostics } = await loadConfig({ root }, createImporter(root).importModule);
      // A sample does not bring its files, nor the packages that it shows.
      expect(
        diagnostics.filter(
          ({ message }) =>
            !/there is no (?:such )?file|markdown-it-emoji|eleventy-img|does not exist/i.test(message),
        ),
      ).toEqual([]);
    },
  );
});

/** The path of a page that a sample makes. */
const pathOf = ({ name }: Sample) => name.replace(/\.md:/, "-");
const markdown = of("md");
const whole = markdown.filter(({ text }) => text.startsWith("---\n"));
const fragments = markdown.filter(({ text }) => !text.startsWith("---\n"));
const sections = of("yaml").filter(({ text }) => text.startsWith("- type:"));
const templates = of("njk");
const layouts = templates.filter(({ text }) => text.startsWith("{% extends"));
const ownSection = samples.find(({ text }) => text.includes("words: z.string()"));
const ownTemplate = templates.find(({ text }) => text.includes("section.words"));
/** The other templates are lines of a page or a layout. */
const lines = templates.filter((sample) => !layouts.includes(sample) && sample !== ownTemplate);

const scripts = of("js");
const html = of("html");
/** Data of a folder, settings of an Eleventy project, and code that shows a title. */
const json = of("json");
const folderData = json.filter(({ text }) => text.includes('"layout"'));
const projectSettings = json.filter(({ text }) => text.includes('"handbill": {'));

/** A sample may show how a code block begins. */
const closed = (text: string) => ((text.match(/^```/gm)?.length ?? 0) % 2 === 0 ? text : `${text}\`\`\``);
const indented = (text: string) => text.replace(/^(?=.)/gm, "  ");
const files: Files = {
  ".eleventy.ts": configText(ownSection ?? { name: "", language: "", title: undefined, text: "" }).replace(
    "defineSite({",
    'defineSite({ title: "Acme", url: "https://acme.example", levels: { "broken-link": "warning", ' +
      '"broken-anchor": "warning" },',
  ),
  "content/index.md": "# Acme\n",
  ...Object.fromEntries(whole.map((sample) => [sample.title ?? `content/${pathOf(sample)}.md`, sample.text])),
  "content/fragments.md": fragments.map(({ text }) => closed(text)).join("\n\n"),
  "content/examples/sections.md":
    "---\ntitle: Sections\nlayout: landing\nsections:\n" +
    `${sections.map(({ text }) => indented(text)).join("\n")}\n---\n`,
  ...Object.fromEntries(
    layouts.flatMap((sample) => [
      ...(sample.title === undefined ? [] : [[sample.title, sample.text]]),
      [`layouts/${pathOf(sample)}.njk`, sample.text],
      [
        `content/${pathOf(sample)}.md`,
        `---\nlayout: ${pathOf(sample)}\n---\n# A page\n\n${"Some words of it. ".repeat(40)}\n`,
      ],
    ]),
  ),
  "layouts/sections/quote.njk": ownTemplate?.text ?? "",
  ...Object.fromEntries(
    lines.map((sample) => [
      `content/${pathOf(sample)}.njk`,
      sample.text.startsWith("---\n")
        ? // It has the place of the list that another sample makes.
          sample.text.replace('"blog/', '"list/')
        : `---\ntitle: Lines\nlayout: markdown\n---\n${sample.text}`,
    ]),
  ),
  "content/html.md": html.map(({ text }) => text).join("\n"),
  ...Object.fromEntries(
    folderData.map((sample) => [`content/${pathOf(sample)}/${pathOf(sample)}.json`, sample.text]),
  ),
  ...Object.fromEntries(
    folderData.map((sample) => [`content/${pathOf(sample)}/2026-02-01-a.md`, "# A post\n\nText.\n"]),
  ),
  ...Object.fromEntries(scripts.map((sample) => [`layouts/scripts/${pathOf(sample)}.js`, sample.text])),
  "layouts/with-scripts.njk": `{% extends "docs.njk" %}{% block content %}{{ content | safe }}${scripts
    .map((sample) => `<script src="{{ "scripts/${pathOf(sample)}.js" | asset }}"></script>`)
    .join("")}{% endblock %}`,
  "content/with-scripts.md": "---\nlayout: with-scripts\n---\n# Scripts\n\nText.\n",
  "layouts/styles/site.css": of("css")
    .map(({ text }) => text)
    .join("\n"),
  "layouts/styles/shop.css": "",
  "layouts/scripts/shop.js": "",
  "layouts/scripts/analytics.js": "",
  "layouts/scripts/consent.js": "",
  "content/blog/2026-01-31-news.md": "---\ntitle: News\nlayout: post\ntags: [posts, news]\n---\nThe text.\n",
};

describe("a sample that is a page, a section, a layout or a style sheet", () => {
  it("has no problem except that it shows no other page and no image", async () => {
    expect(
      [whole.length, fragments.length, sections.length, layouts.length, lines.length].map(
        (count) => count > 1,
      ),
    ).toEqual(Array(5).fill(true));
    await site(files)
      .build("--format", "json")
      .expectExit(0)
      .check((_, { stdout }) => {
        const { diagnostics } = JSON.parse(stdout) as {
          diagnostics: { code: string; file: string; message: string }[];
        };
        expect(
          diagnostics.filter(({ code }) => !/^(?:broken-(?:link|anchor)|title-duplicate)$/.test(code)),
        ).toEqual([]);
      });
  });
});

describe("a sample in JSON, HTML or JavaScript", () => {
  it("is built above, except one that shows a title", () => {
    expect([scripts, html, folderData, projectSettings].map((list) => list.length > 0)).toEqual(
      Array(4).fill(true),
    );
    const others = json.filter((one) => !folderData.includes(one) && !projectSettings.includes(one));
    expect(others.map(({ title }) => title)).toEqual(others.map(() => "package.json"));
    for (const { text } of others) expect(JSON.parse(text)).toBeTypeOf("object");
  });

  it.each(projectSettings.map((sample) => [sample.name, sample] as const))(
    "%s has settings that an Eleventy project may have",
    async (_, { text }) => {
      await site({
        "package.json": text,
        "eleventy.config.js": "module.exports = () => ({});\n",
        "index.md": "# A\n",
      })
        .run("check", "--format", "json")
        .check((_site, { stdout }) => {
          const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
          expect(diagnostics.filter(({ code }) => code === "config-invalid")).toEqual([]);
        });
    },
  );
});

describe("a page of a sample", () => {
  const own = useOwnSite(() => serveFiles(files));
  const texts =
    `[...document.querySelectorAll("main :is(h1, h2, p, li, blockquote, pre, td)")].filter((e) => ` +
    `e.checkVisibility({ visibilityProperty: true }) && !e.closest(".visually-hidden, ` +
    `.trap")).map((e) => ({ e, box: e.getBoundingClientRect() })).filter(({ box }) => box.width > 1)`;

  it.each([
    [360, 12],
    [1280, 150],
  ])("%i pixels wide: nothing overflows, and text begins inside the page's measure", async (width, least) => {
    await own.visit("/", { viewport: { width, height: 800 } }, async (page) => {
      const paths = await page.request
        .get(`${own.site.address}/sitemap.xml`)
        .then((answer) => answer.text())
        .then((xml) =>
          [...xml.matchAll(/<loc>https:\/\/acme\.example([^<]*)<\/loc>/g)].map(([, path = ""]) => path),
        );
      expect(paths.length).toBeGreaterThan(15);
      for (const path of paths) {
        await page.goto(own.site.address + path);
        expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBe(width);
        const isWide = (await page.locator("main.landing, .docs").count()) > 0;
        const outside =
          `${texts}.filter(({ e, box }) => box.left < (${isWide} && !e.closest(".section-inner > .prose") ` +
          `? 12 : ${least}) || (box.right > innerWidth - 12 && !e.closest("pre, table"))).map(({ e }) => e.outerHTML.slice(0, 90))`;
        expect(await page.evaluate(outside), path).toEqual([]);
      }
    });
  });
});

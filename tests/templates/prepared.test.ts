/** The theme's templates are read and compiled when Handbill is built; a site must not see the difference. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prepareTheme } from "../../src/eleventy/prepare-theme.js";
import { createEnvironment } from "../../src/eleventy/nunjucks.js";
import type { TemplateFiles } from "../../src/templates/load.js";
import type { PreparedTemplates } from "../../src/templates/prepared.js";
import { PROJECT, site } from "../support/site.js";

const prepared = JSON.parse(
  readFileSync(join(PROJECT, "dist/theme-templates.json"), "utf8"),
) as PreparedTemplates;
const names = Object.values(prepared).length;
const docs = readFileSync(join(PROJECT, "layouts/docs.njk"), "utf8");

describe("the prepared theme", () => {
  it("has every template of the theme, as the sources of this program read it", () => {
    expect(names).toBeGreaterThan(50);
    const again = prepareTheme({ "handbill:layouts/docs.njk": docs });
    expect(Object.keys(again)).toHaveLength(1);
    for (const [key, template] of Object.entries(again)) expect(prepared[key]).toEqual(template);
  });

  it("leaves out a template whose tags only a site's configuration defines", () => {
    expect(prepareTheme({ "handbill:layouts/x.njk": "{% mytag %}" })).toEqual({});
  });

  it("is not used for a filter that a site makes asynchronous", async () => {
    await site({
      "content/index.md": "---\ntitle: Hi\n---\n\n## Part\n",
      ".eleventy.ts": `import { defineSite } from "handbill";
export default defineSite({ eleventy(config) {
  config.addNunjucksAsyncFilter("striptags", (text, done) => setTimeout(() => done(null, "late " + text), 5));
} });`,
      "layouts/docs.njk": "<h1>{{ title | striptags }}</h1>{% include 'partials/logo.njk' %}",
    })
      .build()
      .expectContains("index.html", "<h1>late Hi</h1>");
  });

  it("is not used if an environment has its own syntax", () => {
    const text = "{% if true %}\nx{% endif %}";
    const [prepared] = Object.values(prepareTheme({ "handbill:layouts/a.njk": text }));
    const files = (body: string): TemplateFiles =>
      new Map([
        [
          "a.njk",
          { name: "a.njk", path: "", file: "", source: "", bodyLine: 1, body, frontMatter: {}, prepared },
        ],
      ]);
    expect(createEnvironment(files(""), {}).render("a.njk")).toBe("\nx");
    expect(createEnvironment(files(text), { trimBlocks: true }).render("a.njk")).toBe("x");
  });

  it("is published with the package", () => {
    const { files } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as {
      readonly files: readonly string[];
    };
    expect(files).toContain("dist");
    expect(existsSync(join(PROJECT, "dist/theme-templates.json"))).toBe(true);
  });
});

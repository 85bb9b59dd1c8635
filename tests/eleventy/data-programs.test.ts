/** Data files that are programs: what they give, in Markdown pages and in pages that Eleventy evaluates. */

import { describe, it } from "vitest";
import { site, type Files } from "../support/site.js";

const ENDINGS = ["js", "mjs", "cjs", "ts", "mts", "cts"];
const isCommonJs = (ending: string) => ending === "cjs" || ending === "cts";
const exporting = (ending: string, value: string) =>
  isCommonJs(ending) ? `module.exports = ${value};\n` : `export default ${value};\n`;

const CONFIG =
  'import { defineSite } from "handbill";\n' +
  'export default defineSite({ title: "T", layout: "own", hosts: [], eleventy(config) { ' +
  'config.addGlobalData("motto", "ready"); } });\n';

/** A Markdown page and a template that print the same. */
function pages(text: string, folder = "content"): Files {
  return {
    "layouts/own.njk": `{{ content | safe }}${text}`,
    [`${folder}/a.md`]: "---\nlayout: own\n---\nA\n",
    [`${folder}/b.njk`]: `---\nlayout: false\n---\n${text}`,
  };
}

describe("data files that are programs", () => {
  const forms = {
    "a function": '() => ["Ada"]',
    "an async function": 'async () => ["Ada"]',
    "a value": '["Ada"]',
    "a function of the global data": '(data) => [data.motto === "ready" ? "Ada" : "nobody"]',
  };
  it.each(Object.entries(forms))("give %s to every page, in every ending", async (_, form) => {
    const names = ENDINGS.map((ending) => `team_${ending}`);
    const text = names.map((name) => `${name}=${`{{ ${name} | join }}`}`).join(";");
    const expected = names.map((name) => `${name}=Ada`).join(";");
    await site({
      ".eleventy.ts": CONFIG,
      ...pages(text),
      ...Object.fromEntries(
        ENDINGS.map((ending) => [`content/_data/team_${ending}.${ending}`, exporting(ending, form)]),
      ),
    })
      .build()
      .expectExit(0)
      .expectContains("a/index.html", expected)
      .expectContains("b/index.html", expected);
  });

  it("next to pages are called, with `.11tydata` in their names or, in TypeScript, without", async () => {
    const files: Record<string, string | Uint8Array> = { ".eleventy.ts": CONFIG };
    const folders = [...ENDINGS.map((ending) => `.11tydata.${ending}`), ".ts", ".mts", ".cts"].map(
      (ending) => {
        const folder = `posts${ending.replaceAll(".", "-")}`;
        const given = (key: string) =>
          exporting(ending.replace(/.*\./, ""), `async () => ({ ${key}: "yes" })`);
        Object.assign(files, pages("{{ ofFolder }} {{ ofPage }}", `content/${folder}`), {
          [`content/${folder}/${folder}${ending}`]: given("ofFolder"),
          [`content/${folder}/a${ending}`]: given("ofPage"),
          [`content/${folder}/b${ending}`]: given("ofPage"),
        });
        return folder;
      },
    );
    const made = folders.flatMap((folder) => [`${folder}/a/index.html`, `${folder}/b/index.html`]);
    const driver = site(files).build().expectExit(0).expectFiles(made);
    for (const file of made) driver.expectContains(file, "yes yes");
    await driver;
  });

  it("and pages that are programs have every ending of TypeScript", async () => {
    const program = "{ data: () => ({ layout: false }), render: () => 'made' }";
    const driver = site({
      ".eleventy.ts": CONFIG,
      ...Object.fromEntries(
        ["ts", "mts", "cts"].map((ending) => [
          `content/${ending}.11ty.${ending}`,
          exporting(ending, program),
        ]),
      ),
    })
      .build()
      .expectExit(0);
    for (const name of ["ts", "mts", "cts"]) driver.expectFile(`${name}/index.html`, "made");
    await driver;
  });
});

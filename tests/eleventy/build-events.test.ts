/** Events of a build reach a site's own code once, and nothing of Handbill's own reaches it. */

import { describe, expect, it } from "vitest";
import { site } from "../support/site.js";

const LISTENERS = ["eleventy.before", "eleventy.layouts", "eleventy.contentMap", "eleventy.after"]
  .map((event) => `  config.on("${event}", (told) => globalThis.handbillTold.push(["${event}", told]));\n`)
  .join("");
const start = () => void Object.assign(globalThis, { handbillTold: [] });
const told = () => Reflect.get(globalThis, "handbillTold") as [string, unknown][];
const ORDER = ["eleventy.before", "eleventy.contentMap", "eleventy.layouts", "eleventy.after"];

it("tells an Eleventy project of each event once, in Eleventy's order, with all pages at the end", async () => {
  await site({
    "package.json": '{ "type": "module" }',
    "eleventy.config.mjs": `export default (config) => {\n${LISTENERS}};\n`,
    "_includes/l.njk": "{{ content | safe }}",
    "a.md": "---\nlayout: l.njk\n---\n# A\n",
    "b.njk": "B",
  })
    .check(start)
    .build()
    .expectExit(0)
    .check(() => {
      expect(told().map(([event]) => event)).toEqual(ORDER);
      const { results } = told()[3]?.[1] as { results: { url: string }[] };
      expect(results.map(({ url }) => url).sort()).toEqual(["/a/", "/b/"]);
      const { inputPathToUrl } = told()[1]?.[1] as { inputPathToUrl: object };
      expect(Object.keys(inputPathToUrl).sort()).toEqual(["./a.md", "./b.njk"]);
    });
});

describe("a site that defineSite makes", () => {
  const files = {
    ".eleventy.ts": `import { defineSite } from "handbill";
export default defineSite({ title: "T", layout: "own", eleventy(config) {
${LISTENERS}  config.once("eleventy.before", () => globalThis.handbillTold.push(["once"]));
  config.addTransform("t", (content) => content + "!");
} });
`,
    "layouts/own.njk": "{{ content | safe }}",
    "content/index.md": "# Home\n",
    "content/b.njk": "---\nlayout: own\n---\nB",
  };

  it("is told of each event once, and of no page of Handbill's own", async () => {
    await site(files)
      .check(start)
      .build()
      .expectExit(0)
      .check(() => {
        expect(told().map(([event]) => event)).toEqual([ORDER[0], "once", ...ORDER.slice(1)]);
        const { inputPathToUrl } = told().find(([event]) => event === "eleventy.contentMap")?.[1] as {
          inputPathToUrl: object;
        };
        expect(Object.keys(inputPathToUrl)).toEqual(["./content/b.njk"]);
      });
  });

  it("is warned of what its listeners miss, at their lines", async () => {
    await site(files)
      .check(start)
      .build("--format", "json")
      .expectDiagnostics(
        "eleventy-unused .eleventy.ts:3:14",
        "eleventy-unused .eleventy.ts:4:14",
        "eleventy-unused .eleventy.ts:5:14",
        "eleventy-unused .eleventy.ts:6:14",
        "eleventy-unused .eleventy.ts:7:16",
      )
      .expectStdout(/`eleventy\.after` works only partly here\./);
  });

  it("is warned of bundles that are to be files", async () => {
    await site({
      ...files,
      ".eleventy.ts": `import { defineSite } from "handbill";
export default defineSite({ title: "T", layout: "own", eleventy(config) {
  config.addBundle("js");
  config.addBundle("css", { toFileDirectory: "bundle" });
} });
`,
    })
      .build("--format", "json")
      .expectDiagnostics("eleventy-unused .eleventy.ts:4:10");
  });
});

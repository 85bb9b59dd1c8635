/** Events of a build reach a site's own code once, in Eleventy's order, and nothing of Handbill's own reaches it. */

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { handbill, site, type SiteDriver } from "../support/site.js";

const LISTENERS = ["eleventy.before", "eleventy.layouts", "eleventy.contentMap", "eleventy.after"]
  .map((event) => `  config.on("${event}", (told) => globalThis.handbillTold.push(["${event}", told]));\n`)
  .join("");
const start = () => void Object.assign(globalThis, { handbillTold: [] });
const told = () => Reflect.get(globalThis, "handbillTold") as [string, unknown][];
const ORDER = ["eleventy.before", "eleventy.contentMap", "eleventy.layouts", "eleventy.after"];
const argumentOf = (event: string) => told().find(([name]) => name === event)?.[1] as never;

it("sends an Eleventy project each event once, in Eleventy's order, with all pages at the end", async () => {
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
      const { results } = argumentOf("eleventy.after") as { results: { url: string }[] };
      expect(results.map(({ url }) => url).sort()).toEqual(["/a/", "/b/"]);
      const { inputPathToUrl } = argumentOf("eleventy.contentMap") as { inputPathToUrl: object };
      expect(Object.keys(inputPathToUrl).sort()).toEqual(["./a.md", "./b.njk"]);
    });
});

/** A site that defineSite makes. */
const made = (body: string, files = {}) =>
  site({
    ".eleventy.ts": `import fs from "node:fs";
import { defineSite } from "handbill";
export default defineSite({ title: "T", layout: "own", eleventy(config) {
${body}
} });
`,
    "layouts/own.njk": "---\nlayout: outer\n---\n{{ content | safe }}",
    "layouts/outer.njk": "<html>{{ content | safe }}</html>",
    "content/index.md": "# Home\n",
    "content/b.njk": "---\nlayout: own\n---\nB",
    "content/pic.png": "pic",
    ...files,
  });

describe("a site that defineSite makes", () => {
  it("gets each event once, with all of its pages and none of Handbill's own", async () => {
    await made(`${LISTENERS}  config.once("eleventy.before", () => globalThis.handbillTold.push(["once"]));
  config.addTransform("t", (content) => content + "!");`)
      .check(start)
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .check(() => {
        expect(told().map(([event]) => event)).toEqual([ORDER[0], "once", ...ORDER.slice(1)]);
        expect(argumentOf("eleventy.before")).toMatchObject({ outputMode: "fs" });
        expect(argumentOf("eleventy.contentMap")).toEqual({
          inputPathToUrl: { "./content/b.njk": ["/b/"], "./content/index.md": ["/"] },
          urlToInputPath: {
            "/": { inputPath: "./content/index.md", groupNumber: 0 },
            "/b/": { inputPath: "./content/b.njk", groupNumber: 0 },
          },
        });
        const layouts = argumentOf("eleventy.layouts") as Record<string, string[]>;
        expect(layouts["./layouts/own.njk"]?.sort()).toEqual(["./content/b.njk", "./content/index.md"]);
        expect(layouts["./layouts/outer.njk"]).toContain("./layouts/own.njk");
      });
  });

  it("calls the listeners of plugins too, in the order in which they were added", async () => {
    await made(`config.setEventEmitterMode("sequential");
  config.on("eleventy.after", async () => { await 0; globalThis.handbillTold.push(["own"]); });
  config.addPlugin((c) => { c.on("afterBuild", () => globalThis.handbillTold.push(["old"])); c.on("eleventy.after", () => globalThis.handbillTold.push(["plugin"])); });`)
      .check(start)
      .build()
      .expectExit(0)
      .check(() => expect(told().map(([name]) => name)).toEqual(["old", "own", "plugin"]));
  });
});

interface Told {
  readonly results: readonly {
    readonly inputPath: string;
    readonly url: string;
    readonly content: string;
    readonly rawInput: string;
  }[];
}

/** Finds every file at the end, and changes some. */
const END = `  config.on("eleventy.after", async ({ directories, dir, results, outputMode }) => {
    const folder = directories.output;
    for (const { outputPath, content } of results) {
      if (!outputPath.startsWith(folder)) throw new Error(outputPath);
      if (fs.readFileSync(outputPath, "utf8") !== content) throw new Error(content);
    }
    const kept = results.map(({ inputPath, url, content, rawInput }) => ({ inputPath, url, content, rawInput }));
    globalThis.handbillTold.push([outputMode, { results: kept }]);
    const all = fs.readdirSync("_site", { recursive: true }).filter((name) => /[.]/.test(name)).sort();
    fs.writeFileSync(folder + "all.txt", all.join(" "));
    fs.appendFileSync("./_site/index.html", "<!-- end -->");
    fs.rmSync(dir.output + "/pic.png");
  });`;

describe("eleventy.after in a site that defineSite makes", () => {
  it("comes when all files are in the output folder, with every page, and may change them", async () => {
    await made(END)
      .check(start)
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectFiles(["all.txt", "b/index.html", "index.html"])
      .expectFile("all.txt", "assets/favicon.svg b/index.html index.html pic.png")
      .expectContains("index.html", "<h1", "<!-- end -->")
      .keep()
      .check(({ root }) => {
        const [mode, { results }] = told()[0] as [string, Told];
        expect(mode).toBe("fs");
        expect(results).toEqual([
          {
            inputPath: "./content/b.njk",
            url: "/b/",
            content: readFileSync(`${root}/_site/b/index.html`, "utf8"),
            rawInput: "B",
          },
          {
            inputPath: "./content/index.md",
            url: "/",
            content: readFileSync(`${root}/_site/index.html`, "utf8").replace("<!-- end -->", ""),
            rawInput: "# Home\n",
          },
        ]);
      })
      .write("content/b.njk", "---\nlayout: own\n---\nC")
      .build()
      .expectContains("b/index.html", "C")
      .write("content/b.njk", "---\nlayout: own\n---\nB")
      .build()
      .expectUntouched()
      .remove("_site")
      .build("--output", "elsewhere")
      .expectFiles(["all.txt", "b/index.html", "index.html"], "elsewhere")
      .check(({ root }) => expect(existsSync(`${root}/_site`)).toBe(false));
  });

  it("runs in `handbill check`, which sees the files that it writes", async () => {
    await made(
      'config.on("eleventy.after", ({ dir }) => fs.writeFileSync(dir.output + "/made.txt", String(fs.existsSync("_site/index.html"))));',
      { "content/index.md": "# Home\n\n[made](/made.txt), [not](/not.txt)\n" },
    )
      .run("check", "--format", "json")
      .expectDiagnostics("broken-link content/index.md:3:26")
      .check(({ root }) => {
        expect(existsSync(`${root}/_site`)).toBe(false);
        expect(existsSync(`${root}/.cache/handbill/checked`)).toBe(false);
      });
  });

  it("is not called for a site with errors", async () => {
    await made(LISTENERS, { "content/b.njk": "{{ x | nothing }}" })
      .check(start)
      .build()
      .expectExit(1)
      .check(() => expect(told().map(([event]) => event)).not.toContain("eleventy.after"));
  });
});

const KINDS: Readonly<Record<string, (body: string) => SiteDriver>> = {
  "an Eleventy project": (body) =>
    site({
      "package.json": '{ "type": "module" }',
      "eleventy.config.mjs": `import fs from "node:fs";\nexport default (config) => {\n${body}\n};\n`,
      "a.md": "# First\n",
    }),
  "a site that defineSite makes": (body) => made(body, { "content/a.md": "# First\n" }),
};

describe.each(Object.entries(KINDS))("the old site of %s", (kind, create) => {
  const source = kind === "an Eleventy project" ? "a.md" : "content/a.md";
  const changes =
    'fs.writeFileSync(results[0].outputPath, "broken"); fs.rmSync("_site", { recursive: true });';

  it("stays as it was if eleventy.after throws", async () => {
    await create(`config.on("eleventy.after", ({ results }) => {
  if (!fs.existsSync("fail")) return;
  ${changes}
  throw new Error("the end fails");
});`)
      .build()
      .expectExit(0)
      .keep()
      .write("fail", "")
      .write(source, "# Second\n")
      .build()
      .expectExit(1)
      .expectStderr(/The end fails\./)
      .expectUntouched();
  });

  it("stays as it was if the build is killed in eleventy.after", async () => {
    const built = create(`config.on("eleventy.after", ({ results }) => {
  if (!fs.existsSync("fail")) return;
  ${changes}
  process.kill(process.pid, "SIGKILL");
});`)
      .build()
      .expectExit(0)
      .keep()
      .write("fail", "")
      .write(source, "# Second\n");
    await built;
    const { code } = await handbill(["build"], built.root);
    expect(code).toBe(null);
    await built
      .expectUntouched()
      .remove("fail")
      .build()
      .expectExit(0)
      .expectContains("a/index.html", "Second");
  });
});

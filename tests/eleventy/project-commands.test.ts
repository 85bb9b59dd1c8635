/** `dev`, `preview` and `deploy` of an Eleventy project. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ask, startDev, type DevProcess } from "../support/dev.js";
import { preview } from "../support/preview.js";
import { readTree, site, type Files } from "../support/site.js";

const FILES: Files = {
  "package.json": '{ "type": "module" }',
  "eleventy.config.js":
    'export default (c) => { c.addPassthroughCopy("style.css"); };\n' +
    'export const config = { dir: { input: "src" } };\n',
  "src/index.njk": "---\nlayout: base.njk\n---\n<h1>{{ team.name }}</h1>",
  "src/about.md": "---\nlayout: base.njk\n---\n# About\n",
  "src/_includes/base.njk": "<html><body><p>first layout</p>{{ content | safe }}</body></html>",
  "src/_data/team.json": '{ "name": "Ada" }',
  "style.css": "p { color: red }",
};

const open = async (files: Files = FILES) => {
  const { root } = await site(files);
  const dev = await startDev(root);
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(`${root}/${file}`), { recursive: true });
    writeFileSync(`${root}/${file}`, text);
  };
  return { dev, write };
};

interface Problem {
  readonly code: string;
  readonly place: string;
}

const problemsAt = async (dev: DevProcess, path: string) =>
  JSON.parse((await dev.ask(`/@handbill/problems?path=${path}`)).body) as Record<
    "here" | "elsewhere",
    readonly Problem[]
  >;
const placesOf = (problems: readonly Problem[]) => problems.map(({ code, place }) => `${code} ${place}`);

describe("dev of an Eleventy project", () => {
  it("serves files that other processes write, for as long as it runs", async () => {
    const config = `import { execFileSync } from "node:child_process";
export default (c) => c.on("eleventy.before", ({ directories }) => {
  const write = "fs.writeFileSync(process.argv[1], 'made')";
  execFileSync(process.execPath, ["-e", write, directories.output + "made.txt"]);
});
`;
    const { dev, write } = await open({ "eleventy.config.mjs": config, "index.md": "# One\n" });
    expect((await dev.ask("/made.txt")).body).toBe("made");
    write("index.md", "# Two\n");
    await dev.until("/", "<h1>Two</h1>");
    expect((await dev.ask("/made.txt")).body).toBe("made");
  });

  it("serves its pages and copied files, and shows edits of a page, a layout, data, and a new page", async () => {
    const { dev, write } = await open();
    expect((await dev.ask("/")).body).toContain("<h1>Ada</h1>");
    expect((await dev.ask("/about/")).body).toContain("<h1>About</h1>");
    expect((await dev.ask("/style.css")).body).toBe("p { color: red }");
    expect((await dev.ask("/none/")).status).toBe(404);
    write("src/about.md", "---\nlayout: base.njk\n---\n# Other\n");
    await dev.until("/about/", "<h1>Other</h1>");
    write("src/_includes/base.njk", "<html><body><p>second layout</p>{{ content | safe }}</body></html>");
    await dev.until("/about/", "second layout");
    write("src/_data/team.json", '{ "name": "Bob" }');
    await dev.until("/", "<h1>Bob</h1>");
    write("src/deep/new.md", "# New\n");
    await dev.until("/deep/new/", "<h1>New</h1>");
    write("style.css", "p { color: blue }");
    await dev.until("/style.css", "blue");
  });

  it("shows an error of a template over the page and in the terminal, until it is fixed", async () => {
    const { dev, write } = await open();
    write("src/about.md", "---\nlayout: base.njk\n---\n# About\n\n{% nope %}\n");
    await dev.hears(/error {2}\S+ {2}src\/about\.md:6:/);
    await dev.until("/about/", ({ status }) => status === 500);
    expect(placesOf((await problemsAt(dev, "/about/")).here)[0]).toMatch(/ src\/about\.md:6:/);
    // Other pages stay as they were.
    expect((await dev.ask("/")).status).toBe(200);
    write("src/about.md", "---\nlayout: base.njk\n---\n# Good\n");
    await dev.until("/about/", "<h1>Good</h1>");
    expect((await problemsAt(dev, "/about/")).here).toEqual([]);
    write("src/_includes/base.njk", "<p>\n{{ title | nope }}</p>");
    await dev.hears(/error {2}\S+ {2}src\/_includes\/base\.njk:2:/);
    write("src/_includes/base.njk", "<html><body>{{ content | safe }}</body></html>");
    await dev.until("/about/", "<h1>Good</h1>");
  });

  it("starts with a project that fails, and with a configuration that throws", async () => {
    const { dev, write } = await open({ ...FILES, "src/about.md": "{{ 1 | nope }}" });
    await dev.hears(/error {2}\S+ {2}src\/about\.md:1:/);
    expect((await dev.ask("/about/")).status).toBe(500);
    write("src/about.md", "# About\n");
    await dev.until("/about/", "<h1>About</h1>");
    write("eleventy.config.js", "export default () => {\n  throw new Error('stop');\n};\n");
    await dev.hears(/eleventy\.config\.js:2:/);
    write("eleventy.config.js", String(FILES["eleventy.config.js"]));
    await dev.until("/about/", "<h1>About</h1>");
  });
});

describe("preview and deploy of an Eleventy project", () => {
  it("serves the output of the last build below its path prefix", async () => {
    const made = await site({
      ...FILES,
      "eleventy.config.js":
        'export default () => {};\nexport const config = { dir: { input: "src", output: "public" ' +
        '}, pathPrefix: "/docs/" };\n',
    }).build();
    const shown = await preview(undefined, "--root", made.root);
    onTestFinished(shown.close);
    expect(shown.said).toContain("Serving public at ");
    const { port } = new URL(shown.address);
    expect((await ask(Number(port), "/docs/about/")).body).toContain("<h1>About</h1>");
    expect((await ask(Number(port), "/docs/none/")).status).toBe(404);
  });

  it("goes to a folder, and back", async () => {
    const made = await site({
      ...FILES,
      "package.json":
        '{ "type": "module", "handbill": { "gone": ["/**"], "deploy": { "production": { "to": ' +
        '"folder", "path": "served" } } } }',
    })
      .build()
      .run("deploy")
      .expectExit(0)
      .expectFile("index.html", "<html><body><p>first layout</p><h1>Ada</h1></body></html>", "served")
      .write("src/_data/team.json", '{ "name": "Bob" }')
      .run("deploy")
      .expectExit(1)
      .expectStderr(/build-outdated/)
      .remove("src/about.md")
      .run("deploy", "--build")
      .expectExit(0)
      .expectFile("index.html", "<html><body><p>first layout</p><h1>Bob</h1></body></html>", "served")
      .run("deploy", "--rollback")
      .expectExit(0)
      .expectFile("index.html", "<html><body><p>first layout</p><h1>Ada</h1></body></html>", "served");
    expect([...readTree(made.path("served")).keys()]).toContain("about/index.html");
  });
});

describe("a folder with two configurations", () => {
  it("is built with the configuration that Eleventy reads, with a note", async () => {
    await site({
      ".eleventy.js": "module.exports = () => {};\n",
      "eleventy.config.js": "module.exports = () => { throw new Error('not read'); };\n",
      "a.md": "# A\n",
    })
      .build()
      .expectExit(0)
      .expectStderr(/Eleventy reads \.eleventy\.js and ignores eleventy\.config\.js\./);
  });

  it("is an error where both are of a Handbill site", async () => {
    const config = 'import { defineSite } from "handbill";\nexport default defineSite({});\n';
    await site({ ".eleventy.ts": config, "eleventy.config.ts": config, "content/index.md": "# Home\n" })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("config-invalid eleventy.config.ts:1:1");
  });
});

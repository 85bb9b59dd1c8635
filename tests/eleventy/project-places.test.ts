/** Mistakes in the files of an Eleventy project are reported at the file and line that holds them. */

import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { PROJECT, site, type Files } from "../support/site.js";

const YAML = pathToFileURL(`${PROJECT}/node_modules/js-yaml/index.js`).href;

interface Mistake {
  readonly files: Files;
  /** The body of the configuration's function. */
  readonly config?: string;
  /** Code and place of each error, in order. */
  readonly found: readonly string[];
  readonly says: string;
}

const MISTAKES: Readonly<Record<string, Mistake>> = {
  "JSON in global data": {
    files: { "_data/bad.json": '{\n "a": 1,\n "b" 2 }', "a.njk": "{{ bad.a }}", "b.njk": "x" },
    found: ["data-failed _data/bad.json:3:6"],
    says: "The file is not valid JSON: a colon is expected here.",
  },
  "JSON of a folder": {
    files: { "d/d.json": '{\n "a": 1,}', "d/a.njk": "{{ a }}" },
    found: ["data-failed d/d.json:2:9"],
    says: "The file is not valid JSON",
  },
  "YAML in a data file": {
    files: { "_data/y.yaml": "a: 1\nb: [1\nc: 2", "a.njk": "{{ y }}" },
    config:
      `const { default: yaml } = await import("${YAML}"); c.addDataExtension("yaml", (text) => ` +
      "yaml.load(text));",
    found: ["data-failed _data/y.yaml:3:1"],
    says: "The file is not valid YAML: a comma or a closing bracket is missing.",
  },
  "YAML in a layout": {
    files: { "_includes/l.njk": "---\na: [1\n---\n{{ content }}", "a.njk": "---\nlayout: l.njk\n---\n" },
    found: ["template-failed _includes/l.njk:3:1"],
    says: "The front matter is not valid YAML",
  },
  "JSON in front matter": {
    files: { "a.njk": '---json\n{\n "a": [1, }\n---\nx' },
    found: ["template-failed a.njk:3:11"],
    says: "The front matter is not valid JSON",
  },
  "JavaScript in front matter": {
    files: { "a.njk": "---js\n{\n a: ,\n}\n---\nx", "b.njk": "---js\nconst a = ;\n---\n" },
    found: ["template-failed a.njk:3:5", "template-failed b.njk:2:11"],
    says: "The front matter is not valid JavaScript: Unexpected token ','.",
  },
  "an unknown language of front matter": {
    files: { "a.njk": "---ruby\nx = 1\n---\n" },
    found: ["template-failed a.njk:1:1"],
    says: "Eleventy cannot read front matter in the language `ruby`.",
  },
  "the syntax of data in a module that another imports": {
    files: {
      "lib.mjs": "\nexport default {\n a: ,\n};",
      "_data/s.mjs": 'export { default } from "../lib.mjs";',
      "a.njk": "",
    },
    found: ["data-failed lib.mjs:3:5"],
    says: "_data/s.mjs cannot be loaded: Unexpected token ','.",
  },
  "the syntax of pages, and an import of nothing": {
    files: {
      "a.11ty.mjs": "export default () => {\n return 1 1;\n};",
      "b.11ty.cjs": "module.exports = () => {\n return 1 1;\n};",
      "c.11ty.mjs": 'export const data = {};\nimport "./lib/none.mjs";',
    },
    found: [
      "template-failed a.11ty.mjs:2:10",
      "template-failed b.11ty.cjs:2:11",
      "template-failed c.11ty.mjs:2:8",
    ],
    says: "Cannot find module 'lib/none.mjs' imported from c.11ty.mjs.",
  },
  "a name of Eleventy's own data": {
    files: { "a.njk": "---\nx: 1\ncollections: 1\n---\n" },
    found: ["template-failed a.njk:3:14"],
    says: "Eleventy provides `collections`, so you cannot set it.",
  },
  "pagination without a size": {
    files: { "a.njk": "---\nx: [1]\npagination:\n  data: x\n---\n" },
    found: ["template-failed a.njk:3:1"],
    says: "The pagination has no size.",
  },
  "layouts in a circle": {
    files: {
      "_includes/a.njk": "---\nlayout: b.njk\n---\n{{ content }}",
      "_includes/b.njk": "---\nlayout: a.njk\n---\n{{ content }}",
      "p.md": "---\nx: 1\nlayout: a.njk\n---\nx",
    },
    found: ["template-failed p.md:3:9"],
    says: "The layout `a.njk` uses itself",
  },
  "computed data in a circle": {
    files: { "a.njk": "---js\n{ eleventyComputed: {\n x: (d) => d.y,\n y: (d) => d.x } }\n---\n" },
    found: ["template-failed a.njk:3:5"],
    says: "Computed data depends on itself: x → y → x.",
  },
  "a permalink of several lines": {
    files: { "a.njk": "---\npermalink: |\n  /folded/{{ page.fileSlug }}/\n---\nx" },
    found: ["template-failed a.njk:2:12"],
    says: "The permalink ends with a line break",
  },
  "two copies to one path": {
    files: { "a.txt": "a", "b.txt": "b" },
    config: 'c.addPassthroughCopy({ "a.txt": "x.txt" }); c.addPassthroughCopy({ "b.txt": "x.txt" });',
    found: ["output-conflict"],
    says: "a.txt and b.txt are copied to the same path x.txt.",
  },
  "a virtual template at the path of a file": {
    files: { "a.njk": "real" },
    config: 'c.addTemplate("a.njk", "virtual");',
    found: ["template-failed a.njk:1:1"],
    says: "The configuration also adds a template with the path a.njk.",
  },
  "an image that a page would copy": {
    files: { "a.md": "x\n\n![](nope.png)" },
    config: 'c.addPassthroughCopy("**/*.png", { mode: "html-relative" });',
    found: ["template-failed a.md:3:5"],
    says: "The page shows `nope.png`, but nope.png does not exist.",
  },
  "Nunjucks that cannot be parsed": {
    files: {
      "_includes/i.njk": "{{ x | }}",
      "a.njk": '{% include "i.njk" %}',
      "b.njk": "---\nx: 1\n---\nline\n{% nope %}",
      "c.njk": "a\n{% set %}",
    },
    found: ["template-failed _includes/i.njk:1:8", "template-failed b.njk:5:4", "template-failed c.njk:2:8"],
    says: "Unknown tag `nope`.",
  },
  "an undefined value that Nunjucks must not print": {
    files: { "a.njk": "---\nx: 1\n---\nline\n  {{ nope }}" },
    config: "c.setNunjucksEnvironmentOptions({ throwOnUndefined: true });",
    found: ["template-failed a.njk:5:3"],
    says: "The value is not set, and `throwOnUndefined` is on.",
  },
  "an exit code that the code of the project sets": {
    files: { "a.njk": "x" },
    config: 'c.on("eleventy.after", () => void (process.exitCode = 3));',
    found: ["config-failed eleventy.config.mjs"],
    says: "The project's code set the exit code 3, which makes the build fail.",
  },
};

describe("a mistake in an Eleventy project is reported where it is", () => {
  it.each(Object.entries(MISTAKES))("%s", async (_, { files, config = "", found, says }) => {
    await site({ "eleventy.config.mjs": `export default async (c) => { ${config} };`, ...files })
      .run("build", "--format", "json")
      .expectExit(1)
      .expectDiagnostics(...found)
      .check((_site, { stdout }) =>
        expect(JSON.stringify(JSON.parse(stdout))).toContain(JSON.stringify(says).slice(1, -1)),
      );
  });

  const CONFIGURATIONS: Readonly<Record<string, readonly [files: Files, place: string]>> = {
    "a syntax error in it": [
      { "eleventy.config.mjs": "export default () => {};\nlet x = ;\n" },
      "eleventy.config.mjs:2:9",
    ],
    "a syntax error in what it imports": [
      { "eleventy.config.mjs": 'import "./b.mjs";\nexport default () => {};', "b.mjs": "\n\nlet x = ;\n" },
      "b.mjs:3:9",
    ],
    "a name that a module does not export": [
      {
        "eleventy.config.mjs": '\nimport { nope } from "./b.mjs";\nexport default () => {};',
        "b.mjs": "export const yes = 1;",
      },
      "eleventy.config.mjs:2:10",
    ],
    "a module that does not exist": [
      {
        "eleventy.config.mjs": '\nimport "./lib/b.mjs";',
        "lib/b.mjs": '\n\nexport * from "../other/c.mjs";',
      },
      "lib/b.mjs:3:15",
    ],
  };
  it.each(Object.entries(CONFIGURATIONS))("in the configuration: %s", async (_, [files, place]) => {
    await site({ ...files, "a.njk": "x" })
      .run("build", "--format", "json")
      .expectExit(1)
      .expectDiagnostics(`config-failed ${place}`);
  });
});

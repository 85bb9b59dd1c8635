/** The subjects of the benchmark: the layout of each one's project, and the command that builds it. */

import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

const project = fileURLToPath(new URL("..", import.meta.url));

const LAYOUT = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><header><a href="/">Handbook</a></header><main>{{ content | safe }}</main><footer>Handbook</footer></body></html>
`;

/**
 * Copies the corpus into `to` as sections `copy-1` … `copy-n`. Each page of a further copy gets a different
 * last line: a real site has few files with equal bytes, and Handbill parses equal bytes once.
 */
function copyContent(corpus, to, copies) {
  for (let copy = 1; copy <= copies; copy += 1) {
    const folder = join(to, `copy-${copy}`);
    cpSync(join(corpus, "content"), folder, { recursive: true });
    if (copy === 1) continue;
    for (const name of readdirSync(folder, { recursive: true }))
      if (String(name).endsWith(".md")) appendFileSync(join(folder, String(name)), `\n\nCopy ${copy}.\n`);
  }
}

/** A page of the first copy, the same in every run: the longest path in a folder with other pages. */
function somePage(folder) {
  const pages = readdirSync(join(folder, "content/copy-1"), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".md"))
    .sort();
  return join(folder, "content/copy-1", pages[Math.floor(pages.length / 2)]);
}

/** The folder of the first copy whose number of pages, including subfolders, is nearest to `size`. */
function section(folder, size) {
  const root = join(folder, "content/copy-1");
  const pages = new Map();
  for (const name of readdirSync(root, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith(".md"))) {
    for (let above = dirname(name); above !== "."; above = dirname(above))
      pages.set(above, (pages.get(above) ?? 0) + 1);
  }
  const distance = (name) => Math.abs(pages.get(name) - size);
  const [nearest] = [...pages.keys()].sort().sort((a, b) => distance(a) - distance(b));
  return join(root, nearest);
}

let edits = 0;

export const subjects = {
  handbill: {
    prepare(folder, corpus, copies) {
      copyContent(corpus, join(folder, "content"), copies);
    },
    command: () => [process.execPath, [join(project, "dist/cli.js"), "build", "--quiet"]],
    /** Steps that are measured in order after the first build of each round. */
    steps: {
      "nothing changed": () => undefined,
      "one body edited": (folder) => appendFileSync(somePage(folder), `\n\nEdit ${(edits += 1)}.\n`),
      "default layout edited": (folder) => {
        mkdirSync(join(folder, "layouts"), { recursive: true });
        writeFileSync(
          join(folder, "layouts/docs.njk"),
          `${readFileSync(join(project, "layouts/docs.njk"), "utf8")}<!-- ${(edits += 1)} -->\n`,
        );
      },
      "one page added": (folder) =>
        writeFileSync(join(section(folder, 50), `added-${(edits += 1)}.md`), "# Added\n\nText.\n"),
    },
    outputs: ["_site", ".cache", "layouts"],
    // Broken links of the corpus are findings: the site is written, and the exit code reports them.
    accepts: [0, 1],
  },
  eleventy: {
    prepare(folder, corpus, copies) {
      copyContent(corpus, join(folder, "content"), copies);
      mkdirSync(join(folder, "content/_includes"), { recursive: true });
      writeFileSync(join(folder, "content/_includes/plain.njk"), LAYOUT);
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
      writeFileSync(
        join(folder, "eleventy.config.js"),
        'export default function (config) {\n  config.setInputDirectory("content");\n  config.addGlobalData("layout", "plain.njk");\n  config.setQuietMode(true);\n  return { markdownTemplateEngine: false };\n}\n',
      );
    },
    command: () => [process.execPath, [join(project, "node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"]],
    outputs: ["_site"],
    accepts: [0],
  },
  hugo: {
    prepare(folder, corpus, copies) {
      copyContent(corpus, join(folder, "content"), copies);
      // For Hugo, `index.md` owns the pages next to it as its files; the page of a section is `_index.md`.
      for (const name of readdirSync(join(folder, "content"), { recursive: true })) {
        if (/(?:^|\/)index\.md$/.test(String(name)))
          renameSync(
            join(folder, "content", String(name)),
            join(folder, "content", String(name).replace(/index\.md$/, "_index.md")),
          );
      }
      // Hugo refuses a page whose first character is `<`. Empty front matter avoids this.
      for (const name of readdirSync(join(folder, "content"), { recursive: true })) {
        const file = join(folder, "content", String(name));
        if (file.endsWith(".md") && readFileSync(file, "utf8").startsWith("<"))
          writeFileSync(file, `---\n---\n${readFileSync(file, "utf8")}`);
      }
      mkdirSync(join(folder, "layouts/_default"), { recursive: true });
      const layout = LAYOUT.replace("{{ title }}", "{{ .Title }}").replace(
        "{{ content | safe }}",
        "{{ .Content }}",
      );
      for (const name of ["single", "list"])
        writeFileSync(join(folder, `layouts/_default/${name}.html`), layout);
      writeFileSync(join(folder, "layouts/index.html"), layout);
      writeFileSync(
        join(folder, "config.toml"),
        'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\nignoreErrors = ["error-remote-getjson"]\n[markup.goldmark.renderer]\nunsafe = true\n',
      );
    },
    command: () => ["hugo", ["--quiet", "--destination", "_site"]],
    outputs: ["_site", "resources"],
    accepts: [0],
    program: "hugo",
  },
  floor: {
    prepare(folder, corpus, copies) {
      copyContent(corpus, join(folder, "content"), copies);
      writeFileSync(join(folder, "plain.njk"), LAYOUT);
    },
    command: () => [process.execPath, [join(project, "bench/floor.js")]],
    outputs: ["_site"],
    accepts: [0],
  },
};

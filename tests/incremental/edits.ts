/** A small site that uses everything, and edits of every kind. */

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import { runHere } from "../support/run-here.js";
import { gif, svg } from "../support/image-bytes.js";
import { PROJECT, readTree } from "../support/site.js";

/** How many sequences of edits a test tries; more in the long run. */
export const SEQUENCES = Number(process.env["HANDBILL_SEQUENCES"] ?? 15);

export type State = Map<string, string>;

const page = (front: string, body: string) => `---\n${front}\n---\n${body}\n`;
const config = (value: string) =>
  `import { defineSite } from "handbill";\nimport { word } from "./lib/word.ts";\n` +
  `export default defineSite({ title: "T", url: "https://t.example", eleventy(config) { ` +
  `config.addFilter("mark", (text) => text + word + "${value}"); } });\n`;

export function start(): State {
  return new Map([
    [".eleventy.ts", config("1")],
    ["lib/word.ts", 'export const word = "w";\n'],
    [
      "layouts/plain.njk",
      '<title>{{ title | mark }}</title>{% include "part.njk" %}{{ content | safe }}{{ extra }}{{ ' +
        'site.homes }}<a href="/docs/c/#two">',
    ],
    [
      "layouts/list.njk",
      "---\nlayout: plain\n---\n{% for p in collections.post %}<a href='{{ p.url }}'>{{ " +
        "p.data.title }}{{ p.content | length }}</a>{% endfor %}{{ content | safe }}",
    ],
    ["layouts/part.njk", '{% from "macros.njk" import m %}{{ m(title) }}{{ team.lead }}'],
    ["layouts/macros.njk", "{% macro m(x) %}[{{ x }}]{% endmacro %}"],
    ["content/_data/team.json", '{"lead":"Ada"}'],
    [
      "content/index.md",
      page(
        "title: Home\nlayout: list",
        "[a](posts/a.md) [b](posts/b.md#two)\n\n::: note [c](docs/c.md)\nx\n:::",
      ),
    ],
    ["content/posts/posts.json", '{"tags":["post"],"layout":"plain"}'],
    [
      "content/posts/a.md",
      page("title: A\ndate: 2024-01-01", '# A\n\n![x](x.png) ![y](../y.gif)\n\n<img src="/z.svg" alt="z">'),
    ],
    ["content/posts/b.md", page("title: B", "## Two\n\n[c](../docs/c.md)")],
    ["content/docs/c.md", page("title: C", "c")],
    ["content/docs/d.md", page("title: D\ndraft: true", "d")],
    ["content/posts/x.png", "png"],
    ["content/y.gif", gif(3, 2).toString()],
    ["public/z.svg", svg('width="3" height="2"').toString()],
    [
      "content/pages.njk",
      page(
        "layout: plain\npagination: { data: collections.post, size: 1, alias: p }\n" +
          'permalink: "pages/{{ pagination.pageNumber }}/"\ntitle: Pages',
        "{% for q in p %}{{ q.data.title }}{% endfor %}",
      ),
    ],
    ["public/robots.txt", "x"],
  ]);
}

/** The same without what only Eleventy can do: no function in the configuration, no page that is a template. */
export function startSimple(): State {
  const state = start();
  state.delete("content/pages.njk");
  state.set(".eleventy.ts", simpleConfig("1"));
  state.set(
    "layouts/plain.njk",
    '<title>{{ title }}</title>{% include "part.njk" %}{{ content | safe }}{{ extra }}{{ ' +
      'site.homes }}<a href="/docs/c/#two">',
  );
  return state;
}

const simpleConfig = (value: string) =>
  `import { defineSite } from "handbill";\nexport default defineSite({ title: "T${value}" });\n`;

export interface Edit {
  readonly name: string;
  apply(state: State): void;
}

const files = [
  "content/index.md",
  "content/posts/a.md",
  "content/posts/b.md",
  "content/docs/c.md",
  "content/docs/d.md",
  "content/new/e.md",
  "content/posts/f.md",
  "content/docs/index.md",
];
const set = (state: State, file: string, change: (text: string) => string): void => {
  const text = state.get(file);
  if (text !== undefined) state.set(file, change(text));
};

export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.constantFrom(
        "/posts/a.md",
        "../",
        "./",
        "f.md",
        "../docs/",
        "/docs",
        "index.md",
        "../new/e#two",
        "/moved/",
        "/posts/a.md#foot",
        "../docs/c.md#foot",
        "/pages/0/#foot",
        "../pages.njk#gone",
      ),
    )
    .map(([file, href]) => ({
      name: `link to ${href} in ${file}`,
      apply: (s: State) => set(s, file, (text) => text.replace(/\n[^\n]*\n$/, `\nbody [a](${href})\n`)),
    })),
  fc.tuple(fc.constantFrom(...files), fc.integer({ min: 0, max: 2 })).map(([file, n]) => ({
    name: `text of ${file} ${n}`,
    apply: (s: State) => set(s, file, (text) => text.replace(/(?:\nText \d\.\n)?$/, `\nText ${n}.\n`)),
  })),
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.constantFrom(
        "a <name>",
        "<div>",
        "- <b>x",
        "![](x.png)",
        "[](a.md)",
        "[a] (a.md)",
        "::: tip",
        "> [!NOTICE]\n> a",
        "~a~ www.a.dev",
      ),
    )
    .map(([file, text]) => ({
      name: `${text} in ${file}`,
      apply: (s: State) => set(s, file, (before) => before.replace(/\n[^\n]*\n$/, `\n${text}\n`)),
    })),
  fc.tuple(fc.constantFrom(...files), fc.constantFrom("One", "Two", "A")).map(([file, title]) => ({
    name: `title of ${file} ${title}`,
    apply: (s: State) => set(s, file, (text) => text.replace(/title: .*/, `title: ${title}`)),
  })),
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.constantFrom(
        "tags: [post]",
        "tags: other",
        "draft: true",
        "order: 1",
        "date: 2024-05-05",
        "extra: e",
        "permalink: /moved/",
        "permalink: false",
        "layout: list",
        "layout: plain",
        "hidden: true",
        "noindex: true",
        "sitemap: false",
        "updated: 2024-06-06",
        "lang: de",
        "permalink: robots.txt",
      ),
    )
    .map(([file, line]) => ({
      name: `${line} in ${file}`,
      apply: (s: State) =>
        set(s, file, (text) => text.replace(/^---\n(?:(?!title)[^\n]*\n)*/, `---\n${line}\n`)),
    })),
  fc
    .tuple(
      fc.constantFrom(
        "content/new/e.md",
        "content/posts/f.md",
        "content/docs/index.md",
        "content/docs.md",
        "content/docs/f.md",
      ),
      fc.constantFrom("E", "F"),
    )
    .map(([file, title]) => ({
      name: `new ${file}`,
      apply: (s: State) => void s.set(file, page(`title: ${title}`, "new")),
    })),
  fc
    .constantFrom(...files)
    .map((file) => ({ name: `delete ${file}`, apply: (s: State) => void s.delete(file) })),
  fc.constantFrom(...files.slice(1)).map((file) => ({
    name: `rename ${file}`,
    apply: (s: State) => {
      const text = s.get(file);
      if (text === undefined) return;
      s.delete(file);
      s.set(file.replace(/(\w)\.md$/, "$1$1.md"), text);
    },
  })),
  fc.constant({
    name: "move a folder",
    apply: (s: State) => {
      for (const [file, text] of [...s])
        if (file.startsWith("content/docs/")) {
          s.delete(file);
          s.set(file.replace("content/docs/", "content/guide/"), text);
        }
    },
  }),
  fc
    .tuple(
      fc.constantFrom("layouts/plain.njk", "layouts/list.njk", "layouts/part.njk"),
      fc.integer({ min: 0, max: 2 }),
    )
    .map(([file, n]) => ({
      name: `${file} ${n}`,
      apply: (s: State) => set(s, file, (text) => `${text.replace(/<i>\d<\/i>$/, "")}<i>${n}</i>`),
    })),
  fc.integer({ min: 0, max: 2 }).map((n) => ({
    name: `macro ${n}`,
    apply: (s: State) => void s.set("layouts/macros.njk", `{% macro m(x) %}[{{ x }}${n}]{% endmacro %}`),
  })),
  fc
    .constantFrom(
      '{% from "macros.njk" import m %}{{ m(title) }}{{ team.lead }}',
      "{{ previous.title }}{{ next.url }}",
      "{{ nav | length }}{{ word }}",
      "{{ collections.post | length }}",
      "{{ headings | length }}{{ extra }}",
      '<b id="foot">{{ extra }}</b>',
      '<b id="f{{ title }}t"></b>',
    )
    .map((text) => ({
      name: `part names others: ${text}`,
      apply: (s: State) => void s.set("layouts/part.njk", text),
    })),
  fc
    .tuple(
      fc.constantFrom("layouts/plain.njk", "layouts/list.njk"),
      fc.constantFrom("", "word: one\n", "word: two\n"),
    )
    .map(([file, line]) => ({
      name: `${file} says ${line}`,
      apply: (s: State) =>
        set(s, file, (text) =>
          text.replace(/^(?:---\n((?:layout: .*\n)?)[^]*?---\n)?/, (_, layout: string = "") =>
            line + layout === "" ? "" : `---\n${layout}${line}---\n`,
          ),
        ),
    })),
  fc
    .constantFrom(
      "/docs/c/#two",
      "/docs/c/#foot",
      "/posts/a/#a",
      "/docs/",
      "/moved/",
      "/pages/0/",
      "/pages/0/#foot",
      "{{ '/p/' | url }}",
    )
    .map((href) => ({
      name: `layouts/plain.njk links ${href}`,
      apply: (s: State) =>
        set(s, "layouts/plain.njk", (text) => text.replace(/<a href="[^>]*>/, `<a href="${href}">`)),
    })),
  fc.constantFrom("Ada", "Grace").map((lead) => ({
    name: `data ${lead}`,
    apply: (s: State) => void s.set("content/_data/team.json", `{"lead":"${lead}"}`),
  })),
  fc
    .constantFrom(
      '{"tags":["post"],"layout":"plain"}',
      '{"tags":["post","x"],"layout":"list"}',
      '{"layout":"plain","extra":"dir"}',
    )
    .map((text) => ({
      name: "directory data",
      apply: (s: State) => void s.set("content/posts/posts.json", text),
    })),
  fc.constantFrom("1", "2").map((value) => ({
    name: `configuration ${value}`,
    apply: (s: State) =>
      set(s, ".eleventy.ts", (text) =>
        text.includes("eleventy(config)") ? config(value) : simpleConfig(value),
      ),
  })),
  fc.constantFrom("w", "v").map((value) => ({
    name: `imported ${value}`,
    apply: (s: State) => void s.set("lib/word.ts", `export const word = "${value}";\n`),
  })),
  fc.constant({
    name: "swap permalinks",
    apply: (s: State) => {
      set(s, "content/posts/a.md", (text) =>
        text
          .replace(/^---\n/, text.includes("/p/") ? "---\n" : "---\npermalink: /p/\n")
          .replace(/permalink: \/p\/\npermalink: \/p\/\n/, "permalink: /p/\n"),
      );
    },
  }),
  fc
    .tuple(
      fc.constantFrom("content/y.gif", "content/posts/x.png", "content/docs/y.gif"),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom("", "other"),
    )
    .map(([file, width, rest]) => ({
      name: `${file} is ${width} wide ${rest}`,
      apply: (s: State) => void s.set(file, gif(width, 2, rest).toString()),
    })),
  fc
    .constantFrom('width="3" height="2"', 'width="30" viewBox="0 0 3 2"', 'viewBox="0 0 3 2"')
    .map((size) => ({
      name: `z.svg ${size}`,
      apply: (s: State) => void s.set("public/z.svg", svg(size).toString()),
    })),
  fc
    .constantFrom("content/y.gif", "public/z.svg")
    .map((file) => ({ name: `delete ${file}`, apply: (s: State) => void s.delete(file) })),
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.constantFrom(
        "![y](/y.gif)",
        "![y](y.gif)",
        "![y](../y.gif){width=7}",
        "![x](../posts/x.png) ![z](/z.svg)",
      ),
    )
    .map(([file, picture]) => ({
      name: `${picture} in ${file}`,
      apply: (s: State) => set(s, file, (text) => text.replace(/\n[^\n]*\n$/, `\n${picture}\n`)),
    })),
  fc
    .constantFrom("png", "other")
    .map((text) => ({ name: "static file", apply: (s: State) => void s.set("content/posts/x.png", text) })),
  fc
    .constantFrom("public/robots.txt", "public/sitemap.xml")
    .map((file) => ({ name: `own ${file}`, apply: (s: State) => void s.set(file, "own") })),
  fc
    .constantFrom("public/robots.txt", "public/sitemap.xml")
    .map((file) => ({ name: `no own ${file}`, apply: (s: State) => void s.delete(file) })),
  fc.constant({ name: "nothing", apply: () => undefined }),
  fc.constant({
    name: "break",
    apply: (s: State) => void s.set("content/docs/broken.md", "---\ntitle: [x\n---\n"),
  }),
  fc.constant({ name: "mend", apply: (s: State) => void s.delete("content/docs/broken.md") }),
);

/** Handbill's own site. */
export function ownSite(): State {
  const files = ["content", "layouts"].flatMap((folder) =>
    [...readTree(join(PROJECT, folder))].map(([name, bytes]): [string, string] => [
      `${folder}/${name}`,
      bytes.toString(),
    ]),
  );
  return new Map([...files, [".eleventy.ts", readFileSync(join(PROJECT, ".eleventy.ts"), "utf8")]]);
}

const docs = [
  "content/index.md",
  "content/security.md",
  "content/docs/index.md",
  "content/docs/start.md",
  "content/docs/pages.md",
  "content/docs/layouts.md",
];

/** An edit of Handbill's own site. */
export const anyOwnEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom(...docs), fc.integer({ min: 0, max: 9 })).map(([file, n]) => ({
    name: `text of ${file}`,
    apply: (s: State) => set(s, file, (text) => `${text}\n## More ${n}\n\n[here](/docs/)\n`),
  })),
  fc.tuple(fc.constantFrom(...docs), fc.integer({ min: 0, max: 9 })).map(([file, n]) => ({
    name: `title of ${file}`,
    apply: (s: State) => set(s, file, (text) => text.replace(/^title: .*/m, `title: Title ${n}`)),
  })),
  fc.tuple(fc.constantFrom(...docs.slice(2)), fc.integer({ min: 1, max: 9 })).map(([file, n]) => ({
    name: `order of ${file}`,
    apply: (s: State) => set(s, file, (text) => text.replace(/^order: .*/m, `order: ${n}`)),
  })),
  fc
    .constantFrom(
      "layouts/base.njk",
      "layouts/docs.njk",
      "layouts/partials/sidebar.njk",
      "layouts/partials/toc.njk",
      "layouts/styles/docs.css",
      "layouts/scripts/theme.js",
    )
    .map((file) => ({ name: file, apply: (s: State) => set(s, file, (text) => `${text}\n`) })),
  fc.constantFrom("content/docs/new.md", "content/docs/more/new.md", "content/new.md").map((file) => ({
    name: `new ${file}`,
    apply: (s: State) => void s.set(file, "# New\n\n[start](/docs/start/)\n"),
  })),
  fc
    .constantFrom(...docs)
    .map((file) => ({ name: `delete ${file}`, apply: (s: State) => void s.delete(file) })),
  fc.constantFrom(...docs.slice(2)).map((file) => ({
    name: `rename ${file}`,
    apply: (s: State) => {
      const text = s.get(file);
      s.delete(file);
      if (text !== undefined) s.set(file.replace("docs/", "docs/moved/"), text);
    },
  })),
);

/** A folder that follows a state, and builds it warm or clean. */
export class Twin {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-twin-")));
  private current: State = new Map();

  /** `beside`: a folder of the project that nobody edits. */
  constructor(beside?: string) {
    if (beside !== undefined) cpSync(join(PROJECT, beside), join(this.root, beside), { recursive: true });
  }

  follow(state: State): void {
    for (const file of this.current.keys()) if (!state.has(file)) rmSync(join(this.root, file));
    for (const [file, text] of state) {
      if (this.current.get(file) === text) continue;
      mkdirSync(dirname(join(this.root, file)), { recursive: true });
      writeFileSync(join(this.root, file), text);
    }
    this.current = new Map(state);
  }

  /** Builds from what earlier builds kept; gives whether the site was written, and what was said. */
  async build(): Promise<Told> {
    const { stdout, stderr } = await runHere(["build", "--format", "json", "--jobs", "1"], this.root);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
    expect(diagnostics.filter(({ code }) => code === "template-failed")).toEqual([]);
    return {
      isWritten: / written/.test(stderr),
      said: diagnostics.map((found) => JSON.stringify(found)).sort(),
    };
  }

  output(): Map<string, Buffer> {
    return readTree(join(this.root, "_site"));
  }

  /** Builds these files from nothing. */
  async buildCleanly(state: State): Promise<CleanBuild> {
    for (const folder of ["_site", ".cache"])
      rmSync(join(this.root, folder), { recursive: true, force: true });
    this.follow(state);
    const told = await this.build();
    return { told, output: told.isWritten ? this.output() : undefined };
  }

  remove(): void {
    if (existsSync(this.root)) rmSync(this.root, { recursive: true, force: true });
  }
}

interface Told {
  readonly isWritten: boolean;
  readonly said: readonly string[];
}

interface CleanBuild {
  readonly told: Told;
  /** Undefined when it could not be built. */
  readonly output: ReadonlyMap<string, Buffer> | undefined;
}

/** By the files they were made of: more than half of all edits lead to a site that another sequence led to, or change nothing. */
const cleanBuilds = new Map<string, CleanBuild>();

/** Builds warm after each edit, and compares with a clean build of the same files. */
export async function expectWarmEqualsClean(
  edits: readonly Edit[],
  state = start(),
  beside?: string,
): Promise<void> {
  const [warm, clean] = [new Twin(beside), new Twin(beside)];
  try {
    warm.follow(state);
    expect((await warm.build()).isWritten).toBe(true);
    const trail: string[] = [];
    for (const edit of edits) {
      edit.apply(state);
      trail.push(edit.name);
      warm.follow(state);
      const key = JSON.stringify([...state].sort());
      const made = cleanBuilds.get(key) ?? (await clean.buildCleanly(state));
      cleanBuilds.set(key, made);
      // What cannot be built leaves the last good site.
      const expected = made.output ?? warm.output();
      expect(await warm.build(), trail.join(" → ")).toEqual(made.told);
      const got = warm.output();
      expect([...got.keys()], trail.join(" → ")).toEqual([...expected.keys()]);
      for (const [name, bytes] of got)
        expect(bytes.toString(), `${name} after ${trail.join(" → ")}`).toBe(expected.get(name)?.toString());
    }
  } finally {
    warm.remove();
    clean.remove();
  }
}

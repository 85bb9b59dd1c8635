/** The rules of content/docs/architecture.md, held. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalogue } from "../src/diagnostics.js";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

interface Source {
  readonly path: string;
  readonly text: string;
  /** What it imports, types included: `content/yaml.ts`, or a package's name. */
  readonly imports: readonly { readonly from: string; readonly typeOnly: boolean }[];
}

const sources: readonly Source[] = readdirSync(SRC, { recursive: true })
  .map((name) => String(name).replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"))
  .map((path) => {
    const text = readFileSync(join(SRC, path), "utf8");
    const code = text.replace(/(?<=^|\s)\/\*[\s\S]*?\*\//gm, "").replace(/^\s*\/\/.*$/gm, "");
    const statements = [...code.matchAll(/^(?:import|export)\s+(type\s+)?[^;"]*?from\s+"([^"]+)"/gm)].map(
      ([, type, from = ""]) => ({ from, typeOnly: type !== undefined }),
    );
    const dynamic = [...code.matchAll(/import(?:\.meta\.resolve)?\("([^"]+)"\)/g)].map(([, from = ""]) => ({
      from,
      typeOnly: false,
    }));
    const imports = [...statements, ...dynamic].map(({ from, typeOnly }) => ({
      typeOnly,
      from: from.startsWith(".") ? posix.join(dirname(path), from).replace(/\.js$/, ".ts") : from,
    }));
    return { path, text: code, imports };
  });

/** Lower layers first; a file may import from its own layer's folder and from those below. */
const LAYERS: readonly (readonly string[])[] = [
  [
    "model.ts",
    "marks.ts",
    "redirect.ts",
    "finished.ts",
    "diagnostics.ts",
    "authors.ts",
    "nearest.ts",
    "look-alikes.ts",
    "once.ts",
    "group-by.ts",
    "own-file.ts",
    "glob.ts",
    "frame.ts",
    "count.ts",
  ],
  ["font-subsets.ts"],
  ["theme-options.ts"],
  ["deploy-options.ts"],
  ["config.ts"],
  ["content"],
  ["site"],
  ["hosts", "external"],
  ["templates", "outputs"],
  ["eleventy"],
  ["build"],
  ["host"],
  ["deploy", "dev"],
  ["define-site.ts", "explanation.ts"],
  ["commands"],
  ["fold-causes.ts"],
  ["index.ts", "report.ts", "progress.ts", "help.ts"],
  ["options.ts"],
  ["run-program.ts"],
  ["cli.ts"],
];

const unitOf = (path: string) => path.split("/")[0] ?? "";
const rankOf = (path: string) => LAYERS.findIndex((layer) => layer.includes(unitOf(path)));

describe("the layers", () => {
  it("hold every file, and nothing else", () => {
    expect(sources.filter(({ path }) => rankOf(path) === -1).map(({ path }) => path)).toEqual([]);
    expect(LAYERS.flat().filter((unit) => !sources.some(({ path }) => unitOf(path) === unit))).toEqual([]);
  });

  it.each(sources.map((source) => [source.path, source] as const))(
    "%s imports from below only",
    (path, { imports }) => {
      // config and diagnostics name each other's types; defineSite is a site's door to the commands.
      const allowed = (from: string, typeOnly: boolean) =>
        (typeOnly && rankOf(path) === 0 && from === "diagnostics.ts") ||
        (path === "define-site.ts" && from === "commands/plain-eleventy.ts");
      const wrong = imports.filter(
        ({ from, typeOnly }) =>
          rankOf(from) !== -1 &&
          !allowed(from, typeOnly) &&
          (rankOf(from) > rankOf(path) ||
            (rankOf(from) === rankOf(path) && unitOf(from) !== unitOf(path) && rankOf(path) !== 0)),
      );
      expect(wrong.map(({ from }) => from)).toEqual([]);
    },
  );
});

describe("each library", () => {
  const importers: Readonly<Record<string, RegExp>> = {
    "@11ty/eleventy": /^eleventy\//,
    "gray-matter": /^content\/front-matter\.ts$/,
    yaml: /^content\/yaml(?:-checks)?\.ts$/,
    "markdown-it": /^content\/markdown\.ts$/,
    "markdown-it-cjk-friendly": /^content\/markdown\.ts$/,
    "@mdit/": /^content\/markdown\.ts$/,
    "github-slugger": /^content\/heading-ids\.ts$/,
    zod: /^(?:content\/(?:known-keys|sections\/fields)|index)\.ts$/,
    shiki: /^content\/highlight\.ts$/,
    nunjucks: /^(?:eleventy|templates)\//,
    jiti: /^host\/modules\.ts$/,
    tinypool: /^host\/threads\.ts$/,
    lightningcss: /^outputs\/styles\.ts$/,
    "subset-font": /^outputs\/font-files\.ts$/,
    fontkitten: /^outputs\/fonts\.ts$/,
    pagefind: /^outputs\/search\.ts$/,
    picomatch: /^glob\.ts$/,
    idiomorph: /^commands\/dev\.ts$/,
    picocolors: /^report\.ts$/,
    "@aws-sdk/client-s3": /^(?:deploy\/s3|commands\/deploy-store)\.ts$/,
  };

  it.each(Object.entries(importers))("%s has one importer", (library, where) => {
    const users = sources.filter(({ imports }) =>
      imports.some(
        ({ from, typeOnly }) =>
          !typeOnly && (from === library || from.startsWith(library.endsWith("/") ? library : `${library}/`)),
      ),
    );
    expect(users.length).toBeGreaterThan(0);
    expect(users.map(({ path }) => path).filter((path) => !where.test(path))).toEqual([]);
  });

  it("is one that the table above knows", () => {
    const known = Object.keys(importers);
    const unknown = sources.flatMap(({ path, imports }) =>
      imports
        .filter(
          ({ from }) =>
            !from.startsWith("node:") &&
            rankOf(from) === -1 &&
            !known.some((name) => from === name || from.startsWith(name)),
        )
        .map(({ from }) => `${path}: ${from}`),
    );
    expect(unknown).toEqual([]);
  });

  it("is a dependency that package.json names", () => {
    const { dependencies } = JSON.parse(readFileSync(join(SRC, "../package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    expect(
      Object.keys(dependencies)
        .map((name) => name.replace(/^@types\//, ""))
        .filter((name) => !Object.keys(importers).some((known) => name === known || name.startsWith(known))),
    ).toEqual([]);
  });
});

describe("side effects", () => {
  it("are in src/host, src/dev, src/deploy, src/commands and src/cli.ts alone", () => {
    const machine = /^node:(?:fs|child_process|http|https|net|worker_threads|os)/;
    const wrong = sources.filter(
      ({ path, imports }) =>
        !/^(?:host|dev|deploy|commands)\/|^(?:cli|help)\.ts$/.test(path) &&
        imports.some(({ from }) => machine.test(from)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it("on the process are in src/cli.ts and src/host alone", () => {
    expect(
      sources
        .filter(({ path, text }) => !/^(?:host\/|cli\.ts)/.test(path) && /\bprocess\./.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it("never print by console", () => {
    expect(sources.filter(({ text }) => /\bconsole\./.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it("never depend on the clock in a stage", () => {
    expect(
      sources
        .filter(
          ({ path, text }) =>
            /^(?:content|site|hosts|external|templates|outputs|eleventy|build)\//.test(path) &&
            /Date\.now|new Date\(\)|performance\.now|Math\.random/.test(text),
        )
        .map(({ path }) => path),
    ).toEqual([]);
  });
});

describe("the code", () => {
  it("has no file over 300 formatted lines", () => {
    // Reviewed, each with its reason; at most ten.
    const exceptions = [
      "diagnostics.ts", // a table: one entry a code
      "content/schema.ts", // a table: one entry a key
      "templates/check-templates.ts",
      "commands/check-site-templates.ts",
      "commands/live-pages.ts",
      "commands/load-config.ts",
      "commands/read-inputs.ts",
      "site/assemble.ts",
      "site/links.ts",
    ];
    const long = sources.filter(({ path }) => readFileSync(join(SRC, path), "utf8").split("\n").length > 301);
    expect(long.map(({ path }) => path).filter((path) => !exceptions.includes(path))).toEqual([]);
    expect(exceptions.length).toBeLessThanOrEqual(10);
  });

  it("has no default exports but those that Eleventy asks for, and no barrel but src/index.ts", () => {
    expect(
      sources
        .filter(
          ({ path, text }) =>
            !path.endsWith(".d.ts") &&
            !/^eleventy\/(?:config|project)-entry\.ts$/.test(path) &&
            /^export default/m.test(text),
        )
        .map(({ path }) => path),
    ).toEqual([]);
    expect(
      sources
        .filter(({ path, text }) => path !== "index.ts" && /^export \* /m.test(text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it("has no `any` and no silenced type error outside src/eleventy, but Eleventy's own configuration object", () => {
    expect(
      sources
        .filter(
          ({ path, text }) =>
            !/^eleventy\/|^config\.ts$/.test(path) &&
            /(?::|as|<)\s*any\b|@ts-(?:ignore|expect-error|nocheck)/.test(text),
        )
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it("uses every code of the catalogue", () => {
    const all = sources
      .filter(({ path }) => path !== "diagnostics.ts")
      .map(({ text }) => text)
      .join("\n");
    expect(Object.keys(catalogue).filter((code) => !all.includes(`"${code}"`))).toEqual([]);
  });
});

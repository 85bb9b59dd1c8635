/** The rules of content/docs/architecture.md, held. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checks } from "../src/checks/registry.js";
import { catalogue } from "../src/diagnostics/catalogue.js";

const SRC = fileURLToPath(new URL("../src", import.meta.url));

interface Source {
  readonly path: string;
  readonly text: string;
  /** What it imports, types included: `content/frontmatter/yaml.ts`, or a package's name. */
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

/**
 * Lower layers first; a file may import from its own layer and from those below. An entry that ends with a slash is a
 * folder; the longest entry that fits a file is its own. Side effects begin with `system/`.
 */
const LAYERS: readonly (readonly string[])[] = [
  ["model/", "utils/"],
  ["diagnostics/", "edits/"],
  [
    "config/options.ts",
    "config/eleventy-choices.ts",
    "config/theme-options.ts",
    "config/deploy-options.ts",
    "config/font-subsets.ts",
  ],
  ["content/"],
  ["site/"],
  ["hosting/", "checks/external/"],
  ["templates/", "outputs/", "compare/"],
  ["render/patches.ts"],
  ["eleventy/"],
  ["incremental/", "writer/", "sources/classify.ts", "sources/snapshot.ts", "sources/unreadable.ts"],
  ["system/"],
  [
    "pipeline/",
    "config/",
    "sources/",
    "checks/",
    "render/",
    "incremental/fast-path.ts",
    "incremental/index.ts",
    "incremental/link-findings.ts",
    "incremental/previous-build.ts",
    "checks/external/run.ts",
  ],
  ["report/code-frame.ts", "report/explanation.ts", "report/fold-causes.ts"],
  ["dev/", "deploy/", "fix/", "move/", "report/changes/"],
  ["commands/"],
  ["report/"],
  ["cli/"],
  ["index.ts", "cli.ts"],
];

const fits = (path: string, entry: string) => (entry.endsWith("/") ? path.startsWith(entry) : path === entry);
/** The lines of a source file. */
const linesOf = (path: string) => readFileSync(join(SRC, path), "utf8").trimEnd().split("\n").length;
const folderOf = (path: string) => path.split("/")[0] ?? "";

function rankOf(path: string): number {
  const [entry] = LAYERS.flat()
    .filter((one) => fits(path, one))
    .sort((a, b) => b.length - a.length);
  return LAYERS.findIndex((layer) => entry !== undefined && layer.includes(entry));
}

/** In these, folders of one layer know nothing of each other. */
const PURE = LAYERS.findIndex((layer) => layer.includes("incremental/"));

describe("the layers", () => {
  it("hold every file, and nothing else", () => {
    expect(sources.filter(({ path }) => rankOf(path) === -1).map(({ path }) => path)).toEqual([]);
    expect(LAYERS.flat().filter((entry) => !sources.some(({ path }) => fits(path, entry)))).toEqual([]);
  });

  it.each(sources.map((source) => [source.path, source] as const))(
    "%s imports from below only",
    (path, { imports }) => {
      const rank = rankOf(path);
      const wrong = imports.filter(({ from, typeOnly }) => {
        const other = rankOf(from);
        // A Diagnostic names its code; the data of a page and the settings have the types of their schemas.
        const isSchema =
          /^(?:diagnostics\/catalogue|content\/frontmatter\/known-keys|config\/(?:\w+-)?schema)\.ts$/.test(
            from,
          );
        const isOfTypes = path.startsWith("model/") || /^config\/(?:\w+-)?options\.ts$/.test(path);
        if (other === -1 || (typeOnly && isOfTypes && isSchema)) return false;
        const isSibling = other === rank && folderOf(from) !== folderOf(path) && rank > 0 && rank < PURE;
        return other > rank || isSibling;
      });
      expect(wrong.map(({ from }) => from)).toEqual([]);
    },
  );

  it("has commands that are not imported by each other", () => {
    const wrong = sources
      .filter(({ path }) => path.startsWith("commands/"))
      .flatMap(({ path, imports }) =>
        imports.filter(({ from }) => from.startsWith("commands/")).map(({ from }) => `${path} → ${from}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe("each check", () => {
  const rules = sources.filter(
    ({ path, text }) =>
      (/^checks\/[\w-]+\.ts$/.test(path) && !/^checks\/(?:check|registry|list)\.ts$/.test(path)) ||
      (path.startsWith("checks/html/") && /^export const \w+: HtmlRule = /m.test(text)),
  );

  it("is a file of its name, and a line of the registry", () => {
    expect(checks.map(({ name }) => `${name}.ts`).sort()).toEqual(
      rules.map(({ path }) => posix.basename(path)).sort(),
    );
  });

  it("imports no other check", () => {
    const names = rules.map(({ path }) => path);
    const wrong = rules.flatMap(({ path, imports }) =>
      imports.filter(({ from }) => names.includes(from)).map(({ from }) => `${path} → ${from}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("each library", () => {
  const importers: Readonly<Record<string, RegExp>> = {
    "@11ty/eleventy": /^eleventy\//,
    "gray-matter": /^content\/frontmatter\/front-matter\.ts$/,
    yaml: /^content\/frontmatter\/yaml(?:-checks|-commas)?\.ts$/,
    "markdown-it": /^content\/markdown\/markdown\.ts$/,
    "markdown-it-cjk-friendly": /^content\/markdown\/markdown\.ts$/,
    "@mdit/": /^content\/markdown\/markdown\.ts$/,
    "github-slugger": /^content\/markdown\/heading-ids\.ts$/,
    zod: /^(?:content\/(?:frontmatter\/known-keys|sections\/fields)|config\/(?:\w+-)?schema|index)\.ts$/,
    shiki: /^content\/markdown\/highlight\.ts$/,
    nunjucks: /^templates\/nunjucks\.ts$/,
    jiti: /^system\/modules\.ts$/,
    tinypool: /^system\/threads\.ts$/,
    lightningcss: /^outputs\/styles\.ts$/,
    diff: /^compare\/(?:text-diff|causes|unified-diff)\.ts$/,
    "subset-font": /^outputs\/font-files\.ts$/,
    fontkitten: /^outputs\/fonts\.ts$/,
    pagefind: /^outputs\/search\.ts$/,
    picomatch: /^utils\/glob\.ts$/,
    idiomorph: /^dev\/browser-files\.ts$/,
    picocolors: /^report\/report\.ts$/,
    "@aws-sdk/client-s3": /^deploy\/(?:s3|open-store)\.ts$/,
  };

  /** Libraries that are loaded by a path, so that no import names them. */
  const LOADED = new Set(["nunjucks"]);

  it.each(Object.entries(importers))("%s has one importer", (library, where) => {
    const users = sources.filter(({ imports }) =>
      imports.some(
        ({ from, typeOnly }) =>
          !typeOnly && (from === library || from.startsWith(library.endsWith("/") ? library : `${library}/`)),
      ),
    );
    expect(users.length > 0 || LOADED.has(library)).toBe(true);
    expect(users.map(({ path }) => path).filter((path) => !where.test(path))).toEqual([]);
  });

  it("is in the table above", () => {
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
  it("are in src/system and the layers above it alone", () => {
    const machine = /^node:(?:fs|child_process|http|https|net|worker_threads|os)/;
    const wrong = sources.filter(
      ({ path, imports }) =>
        rankOf(path) < rankOf("system/files.ts") && imports.some(({ from }) => machine.test(from)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it("on the process are in src/cli.ts and src/system alone", () => {
    expect(
      sources
        .filter(({ path, text }) => !/^(?:system\/|cli\.ts)/.test(path) && /\bprocess\./.test(text))
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
            rankOf(path) < rankOf("system/files.ts") &&
            /Date\.now|new Date\(\)|performance\.now|Math\.random/.test(text),
        )
        .map(({ path }) => path),
    ).toEqual([]);
  });
});

describe("a command", () => {
  it("is at most 80 formatted lines", () => {
    const long = sources.filter(({ path }) => path.startsWith("commands/") && linesOf(path) > 80);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

describe("the code", () => {
  it("has no file over 300 formatted lines", () => {
    // Reviewed, each with its reason; at most ten.
    const exceptions = [
      "diagnostics/catalogue.ts", // a table: one entry a code
    ];
    const long = sources.filter(({ path }) => readFileSync(join(SRC, path), "utf8").split("\n").length > 301);
    expect(long.map(({ path }) => path).filter((path) => !exceptions.includes(path))).toEqual([]);
    expect(exceptions.length).toBeLessThanOrEqual(10);
  });

  it("has no function over 80 lines: biome.json holds the limit for every file of src", () => {
    const { overrides } = JSON.parse(readFileSync(join(SRC, "../biome.json"), "utf8")) as {
      overrides: readonly { readonly includes: readonly string[]; readonly linter: unknown }[];
    };
    const limits = overrides.filter(({ linter }) =>
      JSON.stringify(linter).includes("noExcessiveLinesPerFunction"),
    );
    expect(limits.map(({ includes }) => includes)).toEqual([["src/**"]]);
    expect(JSON.stringify(limits)).toContain('"maxLines":80');
  });

  it("has no default exports except those that Eleventy requires, and no barrel except src/index.ts", () => {
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
            !/^eleventy\/|^config\/options\.ts$/.test(path) &&
            /(?::|as|<)\s*any\b|@ts-(?:ignore|expect-error|nocheck)/.test(text),
        )
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it("uses every code of the catalogue", () => {
    const all = sources
      .filter(({ path }) => path !== "diagnostics/catalogue.ts")
      .map(({ text }) => text)
      .join("\n");
    expect(Object.keys(catalogue).filter((code) => !all.includes(`"${code}"`))).toEqual([]);
  });
});

/**
 * Runs behind the compiler, before the package is packed or used: what a user need not do again is done here.
 *
 * - Writes the hash of all that it made, for the cache: what one version made, another must not take for its own.
 * - Bundles the program. Node takes longer to find and read five hundred small modules than a small build takes.
 * - Reads and compiles the theme's templates, for dist/theme-templates.json: each build would do it again.
 * - Minifies the theme's scripts, so that sites get them ready and need no minifier. Each stands in dist/theme-scripts.json by
 *   the hash of its text, so that one that has been edited since, or is a site's own, is published as it is.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const project = fileURLToPath(new URL("./", import.meta.url));

/** What is started or imported by its name: by npm, by sites, by threads, by Eleventy, and the last two by tests. */
const ENTRIES = [
  "cli",
  "index",
  "render/worker",
  "system/reader",
  "eleventy/config-entry",
  "eleventy/project-entry",
  "eleventy/prepare-theme",
  "cli/main",
  "dev/session/open",
];

/**
 * A library stays where npm put it when it finds files beside its own, or when others must share it with Handbill: Eleventy and a
 * site's filters make values of nunjucks' own types. zod is both, as the types of a site's schemas come from there.
 */
const {
  dependencies: { zod, ...dependencies },
  peerDependencies,
} = JSON.parse(readFileSync(`${project}package.json`, "utf8"));

const { outputFiles, metafile } = await build({
  absWorkingDir: project,
  entryPoints: ENTRIES.map((name) => ({ in: `src/${name}.ts`, out: name })),
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Names stay: faults are read by people.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  chunkNames: "program/[name]-[hash]",
  external: Object.keys({ ...dependencies, ...peerDependencies }),
  banner: {
    js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
  },
  plugins: [
    {
      // A site gets zod from Handbill. Its messages in other languages would be half of the program that each build reads.
      name: "zod-in-english",
      setup: ({ onLoad }) =>
        onLoad({ filter: /node_modules\/zod\/v4\/locales\/index\.js$/ }, () => ({
          contents: 'export { default as en } from "./en.js";',
        })),
    },
    {
      // gray-matter brings a reader of YAML, which loads a parser of JavaScript; Handbill gives it another reader, and the two are never asked.
      name: "without-js-yaml",
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /^js-yaml$/ }, ({ path }) => ({ path, namespace: "unused" }));
        onLoad({ filter: /.*/, namespace: "unused" }, () => ({
          contents:
            "export function safeLoad() { throw new Error('js-yaml is not part of Handbill'); } export const safeDump = safeLoad;",
        }));
      },
    },
  ],
  write: false,
  metafile: true,
});
// A program that runs meanwhile finds each file whole: only those that are other are written, and then the old ones go.
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path) || !readFileSync(path).equals(contents)) writeFileSync(path, contents);
}
const written = new Set(outputFiles.map(({ path }) => path));
for (const name of readdirSync(join(project, "dist"), { recursive: true })) {
  const path = join(project, "dist", name);
  if (name.endsWith(".js") && !written.has(path)) rmSync(path);
}

/** Each library that is part of the bundle, under its licence. */
const libraries = [
  ...new Set(
    Object.keys(metafile.inputs).flatMap(
      (input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? [],
    ),
  ),
].sort();
const notices = libraries.map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${project}${folder}/package.json`, "utf8"));
  const file = readdirSync(project + folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name} ${version} (${license})\n\n${file === undefined ? "" : readFileSync(`${project}${folder}/${file}`, "utf8").trim()}\n`;
});
writeFileSync(new URL("dist/LICENSES.txt", import.meta.url), notices.join(`\n${"-".repeat(72)}\n\n`));

const scripts = new URL("layouts/scripts/", import.meta.url);
const minified = {};
for (const name of readdirSync(scripts).sort()) {
  const text = readFileSync(new URL(name, scripts), "utf8");
  // The browsers for which style sheets are made, too: src/outputs/styles.ts.
  const { code } = await transform(text, {
    minify: true,
    target: ["chrome114", "safari17", "firefox125"],
    legalComments: "none",
  });
  minified[createHash("sha256").update(text).digest("hex")] = code.trim();
}
writeFileSync(new URL("dist/theme-scripts.json", import.meta.url), JSON.stringify(minified));

const { prepareTheme } = await import("./dist/eleventy/prepare-theme.js");
const templates = readdirSync(new URL("layouts/", import.meta.url), { recursive: true, encoding: "utf8" })
  .map((name) => `layouts/${name.replaceAll("\\", "/")}`)
  .filter((path) => path.endsWith(".njk"))
  .sort()
  .map((path) => [`handbill:${path}`, readFileSync(new URL(path, import.meta.url), "utf8")]);
writeFileSync(
  new URL("dist/theme-templates.json", import.meta.url),
  JSON.stringify(prepareTheme(Object.fromEntries(templates))),
);

const made = readdirSync(join(project, "dist"), { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:js|json)$/.test(name))
  .sort();
const hash = createHash("sha256");
for (const name of made) hash.update(`${name}\0`).update(readFileSync(join(project, "dist", name)));
// The last file: while it is older than the program, the program is not ready.
writeFileSync(join(project, "dist", "program-hash"), hash.digest("base64url"));

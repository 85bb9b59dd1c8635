/**
 * Runs after the compiler, before the package is packed or used, so that users need not repeat this work.
 *
 * - Writes the hash of everything that it made, for the cache: a version must not reuse data of another
 *   version.
 * - Bundles the program into a few files. Finding and reading five hundred small modules takes Node longer
 *   than a small build.
 * - Reads and compiles the theme's templates into dist/theme-templates.json, so that builds need not do it.
 * - Minifies the theme's scripts, so that sites need no minifier. dist/theme-scripts.json contains each under
 *   the hash of its text. A script that was edited later, or belongs to a site, is published unchanged.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { bundleProgram } from "./prepare-program.js";

const project = fileURLToPath(new URL("./", import.meta.url));

/**
 * Modules that are imported by their names: by sites, by threads, by Eleventy, and the last two by tests.
 * Each file exports what the module in the bundle exports.
 */
const ENTRIES = [
  "config/define-site",
  "render/worker",
  "eleventy/config-entry",
  "eleventy/project-entry",
  "eleventy/prepare-theme",
  "cli/main",
  "dev/session/open",
];

/**
 * A library is not bundled if it needs files next to its own, or if others must share it with Handbill:
 * Eleventy and a site's filters create values of nunjucks' own types. Both apply to zod, because the types of
 * a site's schemas come from there.
 */
const {
  dependencies: { zod, ...dependencies },
  peerDependencies,
} = JSON.parse(readFileSync(`${project}package.json`, "utf8"));

const options = {
  absWorkingDir: project,
  outdir: "dist",
  bundle: true,
  platform: "node",
  target: "node20.19",
  // Names are not minified, because people read stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  write: false,
};

/** The exports of `src/index.ts`. A site that uses zod loads it. */
const exportsOf = (program) => `import { loadModule } from "./${program}";
export const { defineSite } = loadModule("config/define-site");
const zod = () => loadModule("zod").z;
export const z = new Proxy({}, {
  get: (_, name) => zod()[name],
  has: (_, name) => name in zod(),
  ownKeys: () => Reflect.ownKeys(zod()),
  getOwnPropertyDescriptor: (_, name) => ({ value: zod()[name], enumerable: true, configurable: true }),
});
`;

/** The parts of the program. A module runs when it is first needed. See `src/system/load-program.ts`. */
const { texts, inputs } = await bundleProgram(
  options,
  ENTRIES,
  Object.keys({ ...dependencies, ...peerDependencies }),
);
const name = `program-${sha256(JSON.stringify(texts)).toString("hex").slice(0, 12)}`;

const dist = new URL("dist/", import.meta.url);
const files = new Map(Object.entries(texts).map(([part, text]) => [`${name}-${part}.cjs`, text]));
const started = await build({
  ...options,
  entryPoints: [
    { in: "src/system/load-program.ts", out: name },
    { in: "src/cli.ts", out: "cli" },
    { in: "src/system/reader.ts", out: "system/reader" },
  ],
  format: "esm",
  plugins: [
    {
      name: "program",
      setup: ({ onResolve }) =>
        onResolve({ filter: /\/load-program\.js$/ }, () => ({ path: `./${name}.js`, external: true })),
    },
  ],
});
for (const { path, text } of started.outputFiles)
  files.set(relative(join(project, "dist"), path).replaceAll("\\", "/"), text);
// shiki unpacks its engine through web streams, which load much of Node. Plain bytes need no unpacking.
const engine = readFileSync(createRequire(import.meta.url).resolve("shiki/onig.wasm"));
files.set(
  "highlight-engine.js",
  `const bytes = Buffer.from("${engine.toString("base64")}", "base64");
export const instantiator = async (imports) => (await WebAssembly.instantiate(bytes, imports)).instance.exports;
`,
);
files.set("index.js", exportsOf(`${name}.js`));
// A program that runs meanwhile must find each file complete: only files that differ are written, and old
// ones are removed afterwards.
writeAll();
const { loadModule } = await import(new URL(`${name}.js`, dist));
for (const entry of ENTRIES) {
  const names = Object.keys(loadModule(entry));
  files.set(
    `${entry}.js`,
    `import { loadModule } from "${"../".repeat(entry.split("/").length - 1) || "./"}${name}.js";
const entry = loadModule("${entry}");
${names.map((name) => (name === "default" ? "export default entry.default;" : `export const ${name} = entry.${name};`)).join("\n")}
`,
  );
}
writeAll();
for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  const isOfProgram = /\.(?:c?js|compiled|kept)$/.test(path);
  if (isOfProgram && !files.has(path.replaceAll("\\", "/"))) rmSync(new URL(path, dist));
}

function writeAll() {
  for (const [path, contents] of files) {
    const file = new URL(path, dist);
    mkdirSync(dirname(fileURLToPath(file)), { recursive: true });
    if (!existsSync(file) || readFileSync(file, "utf8") !== contents) writeFileSync(file, contents);
  }
}

function sha256(contents) {
  return createHash("sha256").update(contents).digest();
}

/** The libraries in the bundle, with their licences. */
const libraries = [
  ...new Set(
    [...inputs, "node_modules/shiki/dist/onig.wasm"].flatMap(
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
  // The same browsers as for style sheets: src/outputs/styles.ts.
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
  .filter((name) => /\.(?:c?js|json)$/.test(name))
  .sort();
const hash = createHash("sha256");
for (const name of made) hash.update(`${name}\0`).update(readFileSync(join(project, "dist", name)));
// Written last: while this file is older than the program, the program is not ready.
writeFileSync(join(project, "dist", "program-hash"), hash.digest("base64url"));

/**
 * Bundles the program into a few files, its parts. esbuild splits it into chunks, each of which is needed as
 * a whole. A part contains the chunks that a kind of build needs. So a build that finds nothing to do reads
 * and runs a fifth of the program. `src/system/load-program.ts` loads the parts.
 */

import { Script } from "node:vm";
import { build, transform } from "esbuild";

/**
 * The parts, and the modules with which each begins. A part contains what these import, except what an
 * earlier part contains. The last part contains everything else.
 */
const PARTS = {
  start: [
    "cli/main",
    "commands/build",
    "config/define-site",
    "config/theme-files",
    "pipeline/build-site",
    "pipeline/site-project",
    "system/files",
  ],
  build: [
    "config/check-settings",
    "content/frontmatter/schema",
    "eleventy/setup",
    "incremental/fast-path",
    "pipeline/check-folder-data",
    "pipeline/make-site",
    "render/pool",
    "render/worker",
  ],
  other: [],
};

const plugins = [
  {
    // A site gets zod from Handbill. Its messages in other languages would be half of the code that each
    // build loads.
    name: "zod-in-english",
    setup: ({ onLoad }) =>
      onLoad({ filter: /node_modules\/zod\/v4\/locales\/index\.js$/ }, () => ({
        contents: 'export { default as en } from "./en.js";',
      })),
  },
  {
    // gray-matter contains a YAML parser, which loads a JavaScript parser. Handbill replaces it, so neither
    // is used.
    name: "without-js-yaml",
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^js-yaml$/ }, ({ path }) => ({ path, namespace: "unused" }));
      onLoad({ filter: /.*/, namespace: "unused" }, () => ({
        contents:
          "export function safeLoad() { throw new Error('js-yaml is not part of Handbill'); } export const safeDump = safeLoad;",
      }));
    },
  },
];

/**
 * Gives the text of each part by its name, and the paths of the bundled modules. `entries`: modules that
 * other files load by their names. `external`: libraries that are not bundled.
 */
export async function bundleProgram(options, entries, external) {
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: [
      { in: "zod", out: "zod" },
      ...entries.map((name) => ({ in: `src/${name}.ts`, out: name.replaceAll("/", "-") })),
    ],
    format: "esm",
    splitting: true,
    external,
    define: { "import.meta": "importMeta" },
    metafile: true,
    plugins,
  });
  const chunks = new Map(
    outputFiles.map(({ text }, index) => {
      const [path, output] = Object.entries(metafile.outputs)[index];
      return [path, { ...output, text, name: nameOf(path, output) }];
    }),
  );
  const parts = partsOf(chunks);
  const partOf = new Map(Object.entries(parts).flatMap(([part, paths]) => paths.map((path) => [path, part])));
  const idOf = (path) => `${partOf.get(path)}:${chunks.get(path).name}`;
  const entryOf = (name) =>
    idOf([...chunks.keys()].find((path) => chunks.get(path).entryPoint === moduleOf(name)));
  const table = Object.fromEntries(["zod", ...entries].map((name) => [name, entryOf(name)]));
  const texts = {};
  for (const [part, paths] of Object.entries(parts)) {
    const functions = await Promise.all(
      paths.map(async (path) => `${JSON.stringify(idOf(path))}:${await functionOf(path, chunks, idOf)}`),
    );
    if (part === "start") functions.push(`entries:()=>(${JSON.stringify(table)})`);
    texts[part] = `({${functions.join(",\n")}})\n`;
    // This throws if the text is not a script.
    new Script(texts[part]);
  }
  return { texts, inputs: Object.keys(metafile.inputs) };

  /** The path of an entry's source, as esbuild names it. */
  function moduleOf(name) {
    return name === "zod" ? "node_modules/zod/index.js" : `src/${name}.ts`;
  }
}

/** Stack traces and profiles show the name of a chunk: its entry, or else its largest module. */
function nameOf(path, { entryPoint, inputs }) {
  const [largest] = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
  return entryPoint ?? `with ${largest?.[0] ?? path}`;
}

/** The paths of the chunks of each part. */
function partsOf(chunks) {
  const entries = new Map([...chunks].map(([path, { entryPoint }]) => [entryPoint, path]));
  const taken = new Set();
  const take = (path) => {
    if (taken.has(path) || !chunks.has(path)) return [];
    taken.add(path);
    return [path, ...statics(chunks.get(path)).flatMap(take)];
  };
  return Object.fromEntries(
    Object.entries(PARTS).map(([part, names]) => {
      const roots = names.map((name) => {
        const path = entries.get(`src/${name}.ts`);
        if (path === undefined) throw new Error(`${name} does not begin a chunk.`);
        return path;
      });
      return [part, (part === "other" ? [...chunks.keys()] : roots).flatMap(take)];
    }),
  );
}

/** The chunks that a chunk imports. They run before it. */
function statics({ imports }) {
  return imports.flatMap(({ path, kind, external }) =>
    kind === "import-statement" && external !== true ? [path] : [],
  );
}

/**
 * The function of a chunk. It returns what the chunk exports. esbuild writes imports of other chunks first
 * and the exports last. No chunk changes a variable that it exports after it ran.
 */
async function functionOf(path, chunks, idOf) {
  const chunk = chunks.get(path);
  const ids = new Map(chunk.imports.map((imported) => [fileOf(imported.path), imported]));
  const idOfFile = (file) => idOf(ids.get(file).path);
  const imports = [];
  let text = chunk.text;
  for (;;) {
    const [statement, names, file] = /^import(?:\{([^{}]*)\}from)?"\.\/([^"]+)";/.exec(text) ?? [];
    if (statement === undefined) break;
    text = text.slice(statement.length);
    const call = `chunk(${JSON.stringify(idOfFile(file))})`;
    imports.push(names === undefined ? `${call};` : `const{${renamed(names)}}=${call};`);
  }
  const [end = "", exported = ""] = /export\{([^{}]*)\};\s*$/.exec(text) ?? [];
  const names = exported.split(",").filter((name) => name !== "");
  if (imports.length !== statics(chunk).length || names.length !== chunk.exports.length)
    throw new Error(`The imports or exports of ${chunk.name} were not recognized.`);
  // esbuild knows how to call Node's modules, whose functions a site's code may replace.
  const { code } = await transform(text.slice(0, text.length - end.length), {
    format: "cjs",
    platform: "node",
    target: "node20.19",
    minifyWhitespace: true,
    minifySyntax: true,
  });
  const body = code
    .replace(
      /(?<![\w$.])import\("\.\/([^"]+)"\)/g,
      (_, file) => `importChunk(${JSON.stringify(idOfFile(file))})`,
    )
    // A script cannot import by itself.
    .replace(/(?<![\w$.])import\(/g, "importPackage(");
  const given = names.map((name) => name.split(" as ").reverse().join(":"));
  return `function(chunk,require,importMeta,importChunk,importPackage){${imports.join("")}${body}\nreturn{${given}}}`;
}

/** `a,b as c` of an import becomes `a,b:c`. */
function renamed(names) {
  return names.replaceAll(" as ", ":");
}

function fileOf(path) {
  return path.replace(/^dist\//, "");
}

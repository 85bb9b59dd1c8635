/**
 * Measures small sites, where starting the program takes most of the time: whole processes, in interleaved
 * rounds. Prints medians, ratios, and the two targets of each row: what a release must reach, and the aim.
 */

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { languagesPage } from "./languages-page.js";
import { subjects } from "./subjects.js";
import { verdict } from "./targets.js";

const project = fileURLToPath(new URL("..", import.meta.url));
const build = [process.execPath, [join(project, "dist/cli.js"), "build", "--quiet"]];
const OUTPUTS = ["_site", ".cache"];

/** The compiled code and the highlighted code that an installation does not have yet. */
const removeCompiled = () => {
  for (const name of readdirSync(join(project, "dist")))
    if (/\.(?:compiled|kept)$/.test(name)) rmSync(join(project, "dist", name));
};

/** In the order in which a round runs them. `first` runs before each, outside of the measured time. */
const rows = {
  "node -e 0": { command: [process.execPath, ["-e", "0"]] },
  "Eleventy, 7 bare pages": { folder: "eleventy", command: subjects.eleventy.command(), outputs: ["_site"] },
  "one page, first build after installing": {
    folder: "one",
    command: build,
    outputs: OUTPUTS,
    first: removeCompiled,
  },
  "one page, cold": { folder: "one", command: build, outputs: OUTPUTS },
  "site of handbill new, cold": { folder: "new", command: build, outputs: OUTPUTS },
  "site of handbill new, nothing changed": { folder: "new", command: build },
  "own site, first build after installing": {
    folder: "own",
    command: build,
    outputs: OUTPUTS,
    first: removeCompiled,
  },
  "own site, cold": { folder: "own", command: build, outputs: OUTPUTS },
  "own site, nothing changed": { folder: "own", command: build },
  "code in 20 languages, first after installing": {
    folder: "languages",
    command: build,
    outputs: OUTPUTS,
    first: removeCompiled,
  },
  "code in 20 languages, cold": { folder: "languages", command: build, outputs: OUTPUTS },
};

const TARGETS = [
  ["one page, cold", "node -e 0", 3.5, 2.5],
  ["one page, first build after installing", "one page, cold", 1.25, 1.25],
  ["site of handbill new, cold", "Eleventy, 7 bare pages", 1.3, 0.7],
  ["own site, cold", "node -e 0", 15, 9],
  ["own site, nothing changed", "node -e 0", 2.7, 2.2],
];

/** Prints the rows and their targets. */
export function compareSmall(rounds) {
  const root = mkdtempSync(join(tmpdir(), "handbill-bench-small-"));
  try {
    prepare(root);
    const results = new Map(Object.keys(rows).map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const [name, row] of Object.entries(rows)) {
        const cwd = join(root, row.folder ?? ".");
        for (const output of row.outputs ?? []) rmSync(join(cwd, output), { recursive: true, force: true });
        if (row.first !== undefined) row.first();
        else if (row.outputs !== undefined) {
          // A cold build finds what an earlier one left next to the program, whatever row came before.
          measure(row.command, cwd, name);
          for (const output of row.outputs) rmSync(join(cwd, output), { recursive: true, force: true });
        }
        results.get(name).push(measure(row.command, cwd, name));
      }
    print(results);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function prepare(root) {
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("one/content/index.md", "# Hello\n\nSome text.\n");
  const bare = join(root, "bare");
  for (const name of ["index", "a", "b", "c", "d", "e", "f"])
    write(`bare/content/${name}.md`, `# Page ${name}\n\nSome text.\n`);
  subjects.eleventy.prepare(join(root, "eleventy"), bare, 1);
  const made = spawnSync(process.execPath, [join(project, "dist/cli.js"), "new", "new"], { cwd: root });
  if (made.status !== 0) throw new Error(String(made.stderr));
  for (const name of ["content", "public", "layouts/slots", ".eleventy.ts", "package.json"])
    cpSync(join(project, name), join(root, "own", name), { recursive: true, force: true });
  write("languages/content/index.md", languagesPage());
}

/** Seconds of a process, and of all of its threads and children together. */
function measure([command, args], cwd, name) {
  const start = performance.now();
  // The shell's second line is the time of its children: user and system.
  const script = '"$@" >/dev/null 2>&1; code=$?; times; exit $code';
  const done = spawnSync("sh", ["-c", script, "sh", command, ...args], { cwd, encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (done.status !== 0) throw new Error(`${name} ended with ${done.status}`);
  const times = [...(done.stdout.split("\n")[1] ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
  return { seconds, cpu: times.reduce((sum, [, minutes, rest]) => sum + 60 * minutes + Number(rest), 0) };
}

function print(results) {
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const of = (name, key) => median(results.get(name).map((result) => result[key]));
  console.log("Small sites: seconds, and seconds of CPU");
  for (const name of results.keys())
    console.log(`  ${name.padEnd(42)} ${of(name, "seconds").toFixed(2)} s  ${of(name, "cpu").toFixed(2)} s`);
  console.log("\nRatios: time, CPU time (must, aim)");
  for (const [name, other, must, aim] of TARGETS) {
    const ratio = (key) => of(name, key) / of(other, key);
    console.log(
      `  ${verdict(ratio("seconds"), must, aim)}  ${`${name} / ${other}`.padEnd(66)} ${ratio("seconds").toFixed(2)}  ${ratio("cpu").toFixed(2)}  (${must}, ${aim})`,
    );
  }
  console.log("");
}

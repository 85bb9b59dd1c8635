/** Builds the corpus with every subject, in interleaved rounds; prints medians and ratios. See README.md. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readOptions } from "./options.js";
import { compareSmall } from "./small.js";
import { subjects } from "./subjects.js";
import { targetLines } from "./targets.js";

const every = Object.keys(subjects);
const isShort = process.argv.includes("--short");
const values = readOptions(
  "run.js",
  {
    rounds: isShort ? "2" : "3",
    copies: isShort ? "1" : "1,4,12",
    small: isShort ? "3" : "7",
    only: every.join(","),
    corpus: "../shared/corpora/handbook",
  },
  every,
);
const corpus = resolve(values.corpus);
console.log(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${values.rounds} rounds, load ${loadavg()[0]?.toFixed(1)}\n`,
);
if (Number(values.small) > 0) compareSmall(Number(values.small));
if (!existsSync(join(corpus, "content"))) {
  console.log(`There is no corpus at ${values.corpus}; name one with --corpus DIR.`);
  process.exit(0);
}
const names = values.only.split(",").filter((name) => {
  const { program } = subjects[name];
  const missing = program !== undefined && spawnSync(program, ["version"]).error !== undefined;
  if (missing) console.log(`${name} is not on the path, and is left out.`);
  return !missing;
});

for (const copies of values.copies.split(",").map(Number)) await compare(copies);

async function compare(copies) {
  const root = mkdtempSync(join(tmpdir(), "handbill-bench-"));
  try {
    const results = new Map(names.map((name) => [name, []]));
    for (const name of names) {
      mkdirSync(join(root, name));
      subjects[name].prepare(join(root, name), corpus, copies);
    }
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const name of names) {
        for (const output of subjects[name].outputs)
          rmSync(join(root, name, output), { recursive: true, force: true });
        results.get(name).push(await measure(name, join(root, name)));
        for (const [step, edit] of Object.entries(subjects[name].steps ?? {})) {
          edit(join(root, name));
          const key = `${name}: ${step}`;
          results.set(key, [...(results.get(key) ?? []), await measure(name, join(root, name))]);
        }
      }
    }
    print(copies, results, root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function measure(name, cwd) {
  const [command, args] = subjects[name].command();
  return new Promise((done, fail) => {
    const start = performance.now();
    const child = spawn(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    let peak = 0;
    let said = "";
    child.stderr.on("data", (chunk) => (said = (said + chunk).slice(-2000)));
    const timer = setInterval(() => (peak = Math.max(peak, residentOf(child.pid))), 20);
    child.on("error", fail);
    child.on("close", (code) => {
      clearInterval(timer);
      if (!subjects[name].accepts.includes(code)) fail(new Error(`${name} ended with ${code}:\n${said}`));
      else done({ seconds: (performance.now() - start) / 1000, megabytes: peak / 1024 });
    });
  });
}

/** Resident kilobytes of a process and of its children. */
function residentOf(pid) {
  try {
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      .trim()
      .split(" ")
      .filter(Boolean);
    return children.reduce((sum, child) => sum + residentOf(child), own);
  } catch {
    return 0;
  }
}

function print(copies, results, root) {
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const pages = readdirSync(join(root, names[0], "content"), { recursive: true }).filter((name) =>
    name.endsWith(".md"),
  ).length;
  console.log(`${pages.toLocaleString("en")} pages`);
  const seconds = new Map(
    [...results].map(([name, list]) => [name, median(list.map((result) => result.seconds))]),
  );
  for (const [name, list] of results) {
    const all = list.map((result) => result.seconds);
    const ratios = names
      .filter((other) => other !== name && name.startsWith("handbill"))
      .map((other) => `${(seconds.get(name) / seconds.get(other)).toFixed(2)} × ${other}`);
    console.log(
      `  ${name.padEnd(32)} ${seconds.get(name).toFixed(2).padStart(6)} s (${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)})  ${Math.round(
        median(list.map((result) => result.megabytes)),
      )
        .toString()
        .padStart(5)} MB  ${((seconds.get(name) / pages) * 1000).toFixed(2)} ms a page  ${ratios.join(", ")}`,
    );
  }
  const megabytes = new Map(
    [...results].map(([name, list]) => [name, median(list.map((result) => result.megabytes))]),
  );
  console.log(`\n${targetLines(copies, { seconds, megabytes }).join("\n")}\n`);
}

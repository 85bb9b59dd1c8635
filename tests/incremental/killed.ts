/** Builds that are killed at random moments, with a reader who looks at every file all the time. */

import { spawn } from "node:child_process";
import {
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { runHere } from "../support/run-here.js";
import { handbill, PROJECT, readTree } from "../support/site.js";

const PAGES = 160;
const END = "<!--end-->";

/** Every page's layout ends with a mark, so that a page cut short is seen. */
function write(root: string, version: number): void {
  const files = new Map<string, string>([
    ["layouts/whole.njk", `<!--version ${version}-->{{ content | safe }}${"x".repeat(20_000)}${END}`],
    ["content/_data/team.json", `{"lead":"${version}"}`],
  ]);
  for (let n = 0; n < PAGES; n += 1)
    files.set(
      `content/p${n}.md`,
      `---\nlayout: whole\n${n % 10 === version % 10 ? `permalink: /moved-${version}-${n}/\n` : ""}---\n[next](p${(n + 1) % PAGES}.md) ${version}\n`,
    );
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Kills a build after some milliseconds, if it is still running. */
function killedAfter(root: string, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(PROJECT, "dist", "cli.js"), "build", "--jobs", "2"], {
      cwd: root,
      stdio: "ignore",
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
    child.on("close", (_, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    });
  });
}

/** Looks at every page again and again until told to stop; gives those that were not whole. */
function startReading(site: string): () => string[] {
  const broken: string[] = [];
  const look = (folder: string): void => {
    let names: string[] = [];
    try {
      names = readdirSync(folder, { recursive: true })
        .map(String)
        .filter((name) => name.endsWith(".html"));
    } catch {
      // The site is not there yet, or a folder of it is gone.
    }
    for (const name of names) {
      let text: string;
      try {
        text = readFileSync(join(folder, name), "utf8");
      } catch {
        continue;
      }
      if (!text.startsWith("<!--version") || !text.endsWith(END))
        broken.push(`${name}: ${text.length} characters`);
    }
  };
  const timer = setInterval(() => look(site), 3);
  return () => {
    clearInterval(timer);
    look(site);
    return broken;
  };
}

/** Kills so many builds, each after an edit of everything; some at each moment of a build. Those that end before are not counted. */
export async function expectKilledBuildsAreRepaired(times: number): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-killed-")));
  const clean = `${root}-clean`;
  let killed = 0;
  try {
    write(root, 0);
    let start = performance.now();
    expect((await handbill(["build", "--jobs", "2"], root)).code).toBe(0);
    let whole = performance.now() - start;
    for (let time = 1; killed < times; time += 1) {
      expect(time, `only ${killed} builds could be killed`).toBeLessThan(times * 4);
      write(root, time);
      const stop = startReading(join(root, "_site"));
      // More of them late: that is where files take their places.
      start = performance.now();
      const wasKilled = await killedAfter(root, whole * (0.4 + 0.7 * Math.random()));
      // A machine is not as fast at each moment.
      if (!wasKilled) whole = performance.now() - start;
      expect(stop(), `after kill ${time}`).toEqual([]);
      if (wasKilled) killed += 1;
      const repaired = await handbill(["build", "--jobs", "2"], root);
      expect(repaired.code, repaired.stderr).toBe(0);
      mkdirSync(clean);
      write(clean, time);
      expect((await runHere(["build", "--jobs", "1"], clean)).code).toBe(0);
      const [got, wanted] = [readTree(join(root, "_site")), readTree(join(clean, "_site"))];
      expect([...got.keys()]).toEqual([...wanted.keys()]);
      for (const [name, bytes] of wanted)
        expect(got.get(name)?.equals(bytes), `${name} after kill ${time}`).toBe(true);
      expect(readdirSync(root).filter((name) => name.includes("handbill-tmp"))).toEqual([]);
      rmSync(clean, { recursive: true });
    }
  } finally {
    for (const folder of [root, clean]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds that are killed at every stage, with a reader who looks at every file all the time. */

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
import { buildKilledAt } from "../support/killed-build.js";
import { runHere } from "../support/run-here.js";
import { handbill, readTree } from "../support/site.js";

const PAGES = 160;
const BUILD = ["--jobs", "2"];
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
      `---\nlayout: whole\n${n % 10 === version % 10 ? `permalink: /moved-${version}-${n}/\n` : ""}` +
        `---\n[next](p${(n + 1) % PAGES}.md) ${version}\n`,
    );
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
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

/** Kills so many builds, each after an edit of everything, from the first change that they make to files to the last. */
export async function expectKilledBuildsAreRepaired(times: number): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-killed-")));
  const clean = `${root}-clean`;
  try {
    write(root, -1);
    expect((await handbill(["build", ...BUILD], root)).code).toBe(0);
    write(root, 0);
    const { finished, changes } = await buildKilledAt(root, -1, BUILD);
    expect([finished.code, changes], finished.stderr).toEqual([0, expect.any(Number)]);
    expect(changes).toBeGreaterThan(PAGES);
    for (let time = 1; time <= times; time += 1) {
      write(root, time);
      const stop = startReading(join(root, "_site"));
      const at = Math.ceil(((time - 0.5) / times) * (changes as number) * 0.98);
      expect((await buildKilledAt(root, at, BUILD)).finished.code, `kill ${time}, change ${at}`).toBe(null);
      expect(stop(), `after kill ${time}`).toEqual([]);
      const repaired = await handbill(["build", ...BUILD], root);
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

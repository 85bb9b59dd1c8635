/** Builds that are killed while they put files into their places. */

import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { buildKilledAt } from "../support/killed-build.js";
import { runHere } from "../support/run-here.js";
import { readTree } from "../support/site.js";

/** How the files of a build get into their places. */
export type Way = "exchanged" | "one by one";

export type Outcomes = Record<"old" | "new" | "mixed" | "missing" | "ended", number>;

const END = "<!--end-->";

const CONFIG = `import { defineSite } from "handbill";
export default defineSite({ deploy: { production: { to: "folder", path: "served" } } });
`;

/** A layout that names the version and ends with a mark: a page that is cut short is seen, and so is one of another version. */
function write(root: string, pages: number, version: number): void {
  const files = new Map<string, string>([
    [".eleventy.ts", CONFIG],
    ["layouts/whole.njk", `<!--version ${version}-->{{ content | safe }}${"x".repeat(2000)}${END}`],
  ]);
  for (let n = 0; n < pages; n += 1)
    files.set(
      `content/p${n}.md`,
      `---\nlayout: whole\n${n % 50 === version ? `permalink: /moved-${n}/\n` : ""}---\nPage ${n}\n`,
    );
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Where to count changes from: the first one after which the output folder is between two builds. */
const PENDING = "outputs.pending.json";

/** The first change that makes the new site next to the old one. */
const NEXT_TO_IT = ".handbill-tmp/site";

/** The change in which the `time`-th build is killed, and what it is counted from. */
type Aim = (time: number) => { readonly from: string; readonly at: number };

const page = (tree: ReadonlyMap<string, Buffer>) =>
  [...tree].filter(([path]) => path.startsWith("p") || path.startsWith("moved-"));

/** Kills so many builds, each after an edit of every page. */
export async function expectKilledCommitsAreWhole(way: Way, times: number, pages: number): Promise<Outcomes> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-commit-")));
  const output = join(root, "_site");
  const clean = new Map<number, ReadonlyMap<string, Buffer>>();
  const outcomes: Outcomes = { old: 0, new: 0, mixed: 0, missing: 0, ended: 0 };
  try {
    for (const version of [1, 0]) {
      write(root, pages, version);
      rmSync(output, { recursive: true, force: true });
      expect((await runHere(["build", "--no-cache"], root)).code).toBe(0);
      clean.set(version, readTree(output));
    }
    // A folder with somebody else's file in it is not exchanged.
    if (way === "one by one") writeFileSync(join(output, "mine.txt"), "mine");
    const build = ["--jobs", "1"];
    write(root, pages, 1);
    const start = way === "exchanged" ? NEXT_TO_IT : PENDING;
    const { finished, changes = 0 } = await buildKilledAt(root, -1, build, start);
    expect(finished.code, finished.stderr).toBe(0);
    expect(changes).toBeGreaterThan(pages);
    const spread = (time: number) => ({ from: start, at: Math.ceil(((time - 0.5) / times) * changes) });
    // Every fourth kill of an exchange meets the two renames or a change next to them.
    const aim: Aim = (time) =>
      way === "exchanged" && time % 4 === 0 ? { from: PENDING, at: 1 + ((time / 4) % 5) } : spread(time);
    write(root, pages, 0);
    expect((await runHere(["build", ...build], root)).code).toBe(0);
    for (let time = 1; time <= times; time += 1) {
      const version = time % 2;
      write(root, pages, version);
      const { from, at } = aim(time);
      const wasKilled = (await buildKilledAt(root, at, build, from)).finished.code === null;
      const outcome = outcomeOf(output, clean, version);
      outcomes[wasKilled ? outcome : "ended"] += 1;
      if (way === "exchanged") expect(outcome, `kill ${time}`).not.toBe("mixed");
      if (outcome === "mixed" || outcome === "missing")
        for (const command of [["deploy", "--dry-run"], ["preview"]]) {
          const { code, stderr } = await runHere(command, root);
          expect(code, `${command[0]} after kill ${time}`).toBe(1);
          expect(stderr).toContain("between-builds");
        }
      const repaired = await runHere(["build", "--jobs", "1"], root);
      expect(repaired.code, repaired.stderr).toBe(0);
      const [got, wanted] = [readTree(output), clean.get(version)];
      expect([...got.keys()].filter((name) => name !== "mine.txt")).toEqual([...(wanted?.keys() ?? [])]);
      for (const [name, bytes] of wanted ?? [])
        expect(got.get(name)?.equals(bytes), `${name} after kill ${time}`).toBe(true);
      expect(got.has("mine.txt")).toBe(way === "one by one");
      expect(readdirSync(root).filter((name) => name.includes("handbill-tmp"))).toEqual([]);
      expect((await runHere(["deploy", "--dry-run"], root)).code, `deploy after repair ${time}`).toBe(0);
    }
    return outcomes;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** What a reader finds after a kill. Each page is whole in any case. */
function outcomeOf(
  output: string,
  clean: ReadonlyMap<number, ReadonlyMap<string, Buffer>>,
  version: number,
): Exclude<keyof Outcomes, "ended"> {
  if (!existsSync(output)) return "missing";
  const tree = readTree(output);
  for (const [path, bytes] of page(tree))
    expect(bytes.toString().endsWith(END), `${path} is cut short`).toBe(true);
  const is = (one: ReadonlyMap<string, Buffer> | undefined) =>
    one !== undefined &&
    [...one].every(([path, bytes]) => tree.get(path)?.equals(bytes)) &&
    page(tree).length === page(one).length;
  return is(clean.get(version)) ? "new" : is(clean.get(1 - version)) ? "old" : "mixed";
}

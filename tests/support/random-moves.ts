/** Random moves of pages and folders of a site, and the conditions that must hold afterwards. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { readTree } from "./read-tree.js";
import { runHere } from "./run-here.js";

/** Numbers from 0 to below `limit`, the same in every run (Park and Miller, 1988). */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

/** The parts of a line that a move may change: paths of links. */
const LINKS =
  /(?<=\]\()[^)\s]*|(?<=^ {0,3}\[[^\]]+\]: )\S+|(?<=\b(?:data|href|image|poster|src|url)(?:=|: )["']?)[^"'\s>},]+/g;

function withoutLinks(line: string): string {
  return line.replace(LINKS, "…").trimEnd();
}

/** The lines of a file after its front matter. */
function linesOf(bytes: Buffer): readonly string[] {
  return bytes
    .toString()
    .replace(/^\ufeff/, "")
    .replace(/^---\r?\n[^]*?\n---\r?\n(?:\r?\n)?/, "")
    .split("\n");
}

/**
 * The number of findings of `check`, by code. Two pages may share a title if they share their file's name,
 * too, so a new name can bring `title-duplicate`.
 */
async function findingsOf(root: string): Promise<Readonly<Record<string, number>>> {
  const { stdout } = await runHere(["check", "--format", "json"], root);
  const counts: Record<string, number> = {};
  for (const { code } of (JSON.parse(stdout) as { diagnostics: { code: string }[] }).diagnostics)
    if (code !== "title-duplicate") counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

/** Text files of a site's content, by path. */
function contentOf(root: string): ReadonlyMap<string, Buffer> {
  return readTree(join(root, "content"));
}

/** A page or a folder, and a free path. Sometimes one moves back to its previous path. */
function randomMove(root: string, next: (limit: number) => number, count: number): readonly [string, string] {
  const pages = [...contentOf(root).keys()].filter((path) => path.endsWith(".md") && path !== "index.md");
  const page = pages[next(pages.length)] ?? "";
  const folder = dirname(page);
  const other = dirname(pages[next(pages.length)] ?? "");
  const isFolder = next(4) === 0 && folder !== "." && !`${other}/`.startsWith(`${folder}/`);
  const parent = other === "." ? "" : `${other}/`;
  if (isFolder) return [folder, `${parent}moved-${count}`];
  const name = next(3) === 0 ? (page.split("/").at(-1) ?? "") : `moved ${count}.md`;
  const to = parent + name;
  return existsSync(join(root, "content", to)) ? [page, `${parent}moved-${count}.md`] : [page, to];
}

/**
 * Moves pages and folders of a site `times` times, and checks the conditions. Gives the number of refused
 * moves.
 */
export async function checkRandomMoves(root: string, times: number, seed = 1): Promise<number> {
  const next = numbers(seed);
  const findings = await findingsOf(root);
  await runHere(["build"], root);
  const urls = new Set([...readTree(join(root, "_site")).keys()].filter((path) => path.endsWith(".html")));
  let refused = 0;
  for (let count = 1; count <= times; count += 1) {
    const [from, to] = randomMove(root, next, count);
    const before = contentOf(root);
    const { code, stdout, stderr } = await runHere(["move", from, to, "--format", "json"], root);
    const after = contentOf(root);
    if (code !== 0) {
      // Two files at one URL, or a URL that another page redirects.
      expect(stderr, `${from} → ${to}`).toMatch(/is redirected to|at one URL/);
      expect([...after]).toEqual([...before]);
      refused += 1;
      continue;
    }
    const { moved, byHand } = JSON.parse(stdout) as {
      moved: { from: string; to: string }[];
      byHand: unknown[];
    };
    expect(byHand, `${from} → ${to}`).toEqual([]);
    const names = new Map(
      moved.map((file) => [file.from.slice("content/".length), file.to.slice("content/".length)]),
    );
    expect([...after.keys()].sort()).toEqual(
      [...before.keys()].map((path) => names.get(path) ?? path).sort(),
    );
    for (const [path, bytes] of before) {
      const now = after.get(names.get(path) ?? path);
      if (now === undefined || now.equals(bytes)) continue;
      expect(linesOf(now).map(withoutLinks), `${path}, after ${from} → ${to}`).toEqual(
        linesOf(bytes).map(withoutLinks),
      );
    }
  }
  expect(await findingsOf(root)).toEqual(findings);
  await runHere(["build"], root);
  const built = readTree(join(root, "_site"));
  expect([...urls].filter((path) => !built.has(path))).toEqual([]);
  await runHere(["build"], root);
  const again = readTree(join(root, "_site"));
  expect([...again.keys()]).toEqual([...built.keys()]);
  for (const [path, bytes] of again) expect(built.get(path)?.equals(bytes), path).toBe(true);
  return refused;
}

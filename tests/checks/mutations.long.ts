/** Twenty ways to break a site for each check: Handbill's own site, or a tiny one. Every mistake is found. */

import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { checks } from "../../src/checks/registry.js";
import type { Diagnostic } from "../../src/model/model.js";
import { HTML_MUTATORS, SITE_MUTATORS, WAYS, type Mutation, type Mutator } from "../support/mutations.js";
import { LAYOUT_MUTATORS, NAVIGATION_MUTATORS } from "../support/site-mutations.js";
import { handbill, PROJECT, site } from "../support/site.js";

const PARTS = ["content", "public", ".eleventy.ts", "eleventy", "CHANGELOG.md"];
const MUTATORS = [...HTML_MUTATORS, ...SITE_MUTATORS, ...NAVIGATION_MUTATORS, ...LAYOUT_MUTATORS];

/** A copy of the own site, with some settings. */
function ownSite({ settings = "", configure = (text) => text }: Mutator): string {
  const { root } = site({});
  for (const part of PARTS)
    if (existsSync(join(PROJECT, part))) cpSync(join(PROJECT, part), join(root, part), { recursive: true });
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync(join(PROJECT, "node_modules")))
    if (!name.startsWith("."))
      symlinkSync(join(PROJECT, "node_modules", name), join(root, "node_modules", name));
  if (!existsSync(join(root, "node_modules/handbill")))
    symlinkSync(PROJECT, join(root, "node_modules/handbill"));
  const config = join(root, ".eleventy.ts");
  const more =
    `budgets: { page: "300 kB" }, url: "https://handbill.example", ` +
    `${settings === "" ? "" : `${settings}, `}`;
  writeFileSync(
    config,
    configure(readFileSync(config, "utf8")).replace("defineSite({", `defineSite({ ${more}`),
  );
  return root;
}

/** Makes a mistake, in a page if it has no file of its own. Gives the file in which it is to be found. */
function breakSite(root: string, { append, change, files = {}, adds = {}, finds }: Mutation, page: string) {
  if (append !== undefined) appendFileSync(join(root, page), `\n\n${append}\n`);
  if (change !== undefined)
    writeFileSync(join(root, page), change(readFileSync(join(root, page), "utf8"), page));
  const write = (path: string, content: string | Uint8Array, flag: "a" | "w"): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content, { flag });
  };
  for (const [path, content] of Object.entries(files)) write(path, content, "w");
  for (const [path, content] of Object.entries(adds)) write(path, content, "a");
  return finds ?? page;
}

async function findingsOf(root: string, args: readonly string[] = []): Promise<readonly Diagnostic[]> {
  const { stdout } = await handbill(["check", "--no-cache", "--format", "json", ...args], root);
  return (JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }).diagnostics;
}

describe("a site with twenty mistakes", () => {
  it("is made for each check", () => {
    expect([...new Set(MUTATORS.map(({ check }) => check))].sort()).toEqual(
      checks.map(({ name }) => name).sort(),
    );
  });

  it.each(MUTATORS.filter(({ isOnePerSite }) => isOnePerSite !== true))(
    "of $check: $code is reported in every place",
    { timeout: 300_000 },
    async (mutator) => {
      const root = mutator.tiny === undefined ? ownSite(mutator) : site(mutator.tiny).root;
      const docs = mutator.tiny === undefined ? readdirSync(join(root, "content/docs")) : [];
      const pages = docs.filter((name) => name.endsWith(".md") && name !== "index.md");
      const finds = Array.from({ length: WAYS }, (_, number) =>
        breakSite(root, mutator.make(number), `content/docs/${pages[number] ?? ""}`),
      );
      const diagnostics = await findingsOf(root, mutator.args);
      const found = diagnostics.filter(({ code }) => code === mutator.code);
      const missed = finds.filter((file) => !found.some((one) => one.file === file));
      expect(
        missed,
        JSON.stringify(diagnostics.slice(0, 5).map(({ code, file, message }) => [code, file, message])),
      ).toEqual([]);
      expect(found.length).toBeGreaterThanOrEqual(WAYS);
    },
  );
});

describe("a site with one mistake", () => {
  it.each(MUTATORS.filter(({ isOnePerSite }) => isOnePerSite === true))(
    "of $check: $code is reported twenty times of twenty",
    { timeout: 300_000 },
    async ({ code, tiny = {}, make }) => {
      const missed: number[] = [];
      for (let number = 0; number < WAYS; number += 1) {
        const { root } = site(tiny);
        breakSite(root, make(number), "");
        if (!(await findingsOf(root)).some((one) => one.code === code)) missed.push(number);
      }
      expect(missed).toEqual([]);
    },
  );
});

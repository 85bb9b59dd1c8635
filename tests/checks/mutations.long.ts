/** Handbill's own site, broken in twenty ways for each check: every mistake is found in its file. */

import {
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
import type { Diagnostic } from "../../src/model/model.js";
import { HTML_MUTATORS, SITE_MUTATORS, WAYS, type Mutator } from "../support/mutations.js";
import { PROJECT, run, site } from "../support/site.js";

const PARTS = ["content", "layouts", "public", ".eleventy.ts", "eleventy", "CHANGELOG.md"];

/** A copy of the own site, broken; with the file in which each mistake is to be found. */
async function broken({
  settings = "",
  make,
}: Mutator): Promise<{ readonly root: string; readonly finds: readonly string[] }> {
  const { root } = await site({});
  for (const part of PARTS) {
    // The theme is in `layouts`, too: a site has its own templates there alone.
    if (part === "layouts" || !existsSync(join(PROJECT, part))) continue;
    cpSync(join(PROJECT, part), join(root, part), { recursive: true });
  }
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync(join(PROJECT, "node_modules")))
    if (!name.startsWith("."))
      symlinkSync(join(PROJECT, "node_modules", name), join(root, "node_modules", name));
  if (!existsSync(join(root, "node_modules/handbill")))
    symlinkSync(PROJECT, join(root, "node_modules/handbill"));
  const config = join(root, ".eleventy.ts");
  const text = readFileSync(config, "utf8");
  writeFileSync(
    config,
    text.replace(
      "defineSite({",
      `defineSite({ budgets: { page: "300 kB" }, url: "https://handbill.example", ${settings === "" ? "" : `${settings}, `}`,
    ),
  );
  const pages = readdirSync(join(root, "content/docs"))
    .filter((name) => name.endsWith(".md") && name !== "index.md")
    .map((name) => `content/docs/${name}`);
  expect(pages.length).toBeGreaterThanOrEqual(WAYS);
  const finds: string[] = [];
  let urls = "";
  for (const [number, page] of pages.slice(0, WAYS).entries()) {
    const { append, change, files = {}, finds: file = page } = make(number);
    const old = readFileSync(join(root, page), "utf8");
    const edited = append === undefined ? (change?.(old, page) ?? old) : `${old}\n\n${append}\n`;
    if (edited !== old) writeFileSync(join(root, page), edited);
    for (const [path, content] of Object.entries(files)) {
      if (path.endsWith(".part")) urls += String(content);
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    finds.push(file);
  }
  writeFileSync(join(root, "urls.txt"), urls);
  return { root, finds };
}

describe("the own site with twenty mistakes", () => {
  it.each([...HTML_MUTATORS, ...SITE_MUTATORS])(
    "of $check is reported in every place",
    { timeout: 300_000 },
    async (mutator) => {
      const { root, finds } = await broken(mutator);
      const { stdout } = await run(
        process.execPath,
        [join(PROJECT, "dist/cli.js"), "check", "--no-cache", "--format", "json", ...(mutator.args ?? [])],
        root,
      );
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
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

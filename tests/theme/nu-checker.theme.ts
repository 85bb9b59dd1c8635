/** Every page of Handbill's own site, and of the same site in three languages, by the Nu HTML checker. */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { handbill, PROJECT, readTree } from "../support/site.js";
import { hasTool, TOOLS } from "./tools.js";

const JAR = "vnu-jar/build/dist/vnu.jar";
const canRun = hasTool(JAR) && spawnSync("java", ["-version"]).status === 0;
if (!canRun)
  console.warn("The Nu HTML checker is left out; it needs Java: apt-get install default-jre-headless");

/** What it says, warnings and notes among it: where, and what. */
function complaints(folder: string): string[] {
  const { stdout, stderr, error } = spawnSync(
    "java",
    ["-jar", join(TOOLS, JAR), "--skip-non-html", "--format", "json", "--stdout", folder],
    { encoding: "utf8", maxBuffer: 1 << 28 },
  );
  if (error !== undefined || stderr !== "") throw error ?? new Error(stderr);
  const { messages } = JSON.parse(stdout) as {
    readonly messages: readonly {
      readonly url: string;
      readonly lastLine?: number;
      readonly type: string;
      readonly message: string;
    }[];
  };
  return messages.map(
    ({ url, lastLine, type, message }) =>
      `${url.replace(/^.*\/_site\//, "")}:${lastLine ?? ""} ${type} ${message}`,
  );
}

/** The own site, built anew with something in its configuration. */
async function build(more: string): Promise<string> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "handbill-checked-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const part of ["content", "public"])
    cpSync(join(PROJECT, part), join(root, part), { recursive: true });
  writeFileSync(
    join(root, ".eleventy.ts"),
    readFileSync(join(PROJECT, ".eleventy.ts"), "utf8").replace(
      'language: "en",',
      (language) => language + more,
    ),
  );
  const { code, stderr } = await handbill(["build"], root);
  expect(code, stderr).toBe(0);
  return join(root, "_site");
}

const pages = (folder: string): number =>
  [...readTree(folder).keys()].filter((name) => name.endsWith(".html")).length;

it.skipIf(!canRun)("has nothing to say about the own site, and would have", async () => {
  const folder = await build("");
  expect(complaints(folder)).toEqual([]);
  writeFileSync(
    join(folder, "wrong.html"),
    "<!DOCTYPE html><html><head><title>x</title></head><body><section><p><div></p></section></body></html>",
  );
  expect(complaints(folder).map((one) => one.split(" ")[1])).toEqual(
    expect.arrayContaining(["error", "info"]),
  );
  console.log(`${pages(folder)} pages.`);
});

it.skipIf(!canRun)(
  "has nothing to say about a site of three languages, one of them from right to left, with everything for search engines",
  async () => {
    const folder = await build(
      'url: "https://acme.example", languages: { en: "English", de: "Deutsch", ar: "العربية" }, ' +
        'editUrl: "https://acme.example/edit/", lastUpdated: true, llms: true, redirects: { "/old/": ' +
        '"/docs/" },',
    );
    expect(readTree(folder).get("ar/docs/index.html")?.toString()).toContain('dir="rtl"');
    expect(complaints(folder)).toEqual([]);
    console.log(`${pages(folder)} pages.`);
  },
);

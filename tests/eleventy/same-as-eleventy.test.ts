/** Handbill writes the files and bytes that plain Eleventy writes, for whole small projects. */

import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT, readTree, site, writeFiles } from "../support/site.js";
import { DATA } from "./cases-of-data.js";
import { ENGINES } from "./cases-of-engines.js";
import { FOLDERS } from "./cases-of-folders.js";
import { LANGUAGES } from "./cases-of-languages.js";
import { PAGES } from "./cases-of-pages.js";
import { SETTINGS } from "./cases-of-settings.js";
import { OWN_CASES, type Case } from "./cases.js";

const MODULES = join(PROJECT, "node_modules");
/** Cases that lie beside a checkout; without them, those of this folder are tried alone. */
const SHARED = join(PROJECT, "..", "shared", "eleventy", "cases.json");
const shared = existsSync(SHARED) ? (JSON.parse(readFileSync(SHARED, "utf8")) as readonly Case[]) : [];
if (shared.length === 0)
  console.log("No ../shared/eleventy/cases.json: Eleventy's own small projects are skipped.");

interface PlainEleventy {
  init(): Promise<void>;
  write(): Promise<unknown>;
}
const load = (name: string) =>
  import(join(MODULES, "@11ty/eleventy/src", name)) as Promise<{ default: never }>;
const { main } = JSON.parse(readFileSync(join(MODULES, "@11ty/eleventy/package.json"), "utf8")) as {
  readonly main: string;
};
const Eleventy = (await load(`../${main}`)).default as new (...args: unknown[]) => PlainEleventy;
const events = (await load("EventBus.js")).default as { emit(name: string, ...args: unknown[]): void };

/** Whether plain Eleventy builds the project in the working directory. */
async function buildPlainly(root: string, { files, prefix }: Case): Promise<boolean> {
  events.emit("eleventy.compileCacheReset");
  events.emit("eleventy.resourceModified", "./none", [], {});
  process.chdir(root);
  const exitCode = process.exitCode;
  try {
    const eleventy = new Eleventy(undefined, undefined, {
      source: "cli",
      configPath: Object.keys(files).find((name) => /^\.?eleventy\./.test(name)),
      quietMode: true,
      ...(prefix !== undefined && { pathPrefix: prefix }),
    });
    Object.defineProperty(eleventy, "errorHandler", { value: { once: () => undefined } });
    Object.assign(eleventy, { logFinished: () => "" });
    await eleventy.init();
    await eleventy.write();
    return true;
  } catch {
    return false;
  } finally {
    process.exitCode = exitCode;
    process.chdir(PROJECT);
  }
}

function copyOf(folder: string, files: Case["files"]): string {
  mkdirSync(folder);
  writeFiles(folder, { "package.json": "{}", ...files });
  symlinkSync(MODULES, join(folder, "node_modules"));
  return folder;
}

function expectSameFiles(plain: string, own: string): void {
  const [expected, got] = [readTree(plain), readTree(own)];
  expect([...got.keys()]).toEqual([...expected.keys()]);
  for (const [path, bytes] of expected) expect(got.get(path)?.toString(), path).toBe(bytes.toString());
}

describe("an Eleventy project comes out as Eleventy makes it, at first and after an edit", () => {
  it.each(
    [...OWN_CASES, ...PAGES, ...LANGUAGES, ...FOLDERS, ...DATA, ...ENGINES, ...SETTINGS, ...shared].map(
      (one) => [one.name, one] as const,
    ),
  )("%s", async (_, one) => {
    const { files, output = "_site", edit, prefix } = one;
    const driver = site({});
    const flags = prefix === undefined ? [] : ["--base", prefix];
    const plain = copyOf(driver.path("plain"), files);
    const own = copyOf(driver.path("own"), files);
    const isBuilt = await buildPlainly(plain, one);
    await driver.run("build", "--root", own, ...flags).expectExit(isBuilt ? 0 : 1);
    if (!isBuilt) return;
    expectSameFiles(join(plain, output), join(own, output));
    if (edit === undefined) return;
    const clean = copyOf(driver.path("clean"), { ...files, ...edit });
    expect(await buildPlainly(clean, one)).toBe(true);
    writeFiles(own, edit);
    await driver.run("build", "--root", own, ...flags).expectExit(0);
    expectSameFiles(join(clean, output), join(own, output));
  });
});

/** Handbill writes the files and bytes that plain Eleventy writes, for whole small projects. */

import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PROJECT, readTree, site, writeFiles } from "../support/site.js";
import { FOLDERS } from "./cases-of-folders.js";
import { LANGUAGES } from "./cases-of-languages.js";
import { PAGES } from "./cases-of-pages.js";
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
const Eleventy = (await load("Eleventy.js")).default as new (...args: unknown[]) => PlainEleventy;
const events = (await load("EventBus.js")).default as { emit(name: string, ...args: unknown[]): void };

/** Whether plain Eleventy builds the project in the working directory. */
async function buildPlainly(root: string): Promise<boolean> {
  events.emit("eleventy.compileCacheReset");
  events.emit("eleventy.resourceModified", "./none", [], {});
  process.chdir(root);
  const exitCode = process.exitCode;
  try {
    const eleventy = new Eleventy(undefined, undefined, {
      source: "cli",
      configPath: "eleventy.config.mjs",
      quietMode: true,
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

describe("an Eleventy project comes out as Eleventy makes it", () => {
  it.each(
    [...OWN_CASES, ...PAGES, ...LANGUAGES, ...FOLDERS, ...shared].map((one) => [one.name, one] as const),
  )("%s", async (_, { files, output = "_site" }) => {
    const driver = site({});
    const [plain, own] = [driver.path("plain"), driver.path("own")];
    for (const folder of [plain, own]) {
      mkdirSync(folder);
      writeFiles(folder, { "package.json": "{}", ...files });
      symlinkSync(MODULES, join(folder, "node_modules"));
    }
    const isBuilt = await buildPlainly(plain);
    await driver.run("build", "--root", own).expectExit(isBuilt ? 0 : 1);
    if (!isBuilt) return;
    const expected = readTree(join(plain, output));
    const got = readTree(join(own, output));
    expect([...got.keys()]).toEqual([...expected.keys()]);
    for (const [path, bytes] of expected) expect(got.get(path)?.toString(), path).toBe(bytes.toString());
  });
});

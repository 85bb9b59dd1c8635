import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.js";

/** Test files whose text matches an expression, and matches none of the others. */
function filesWith(wanted: RegExp | undefined, ...others: readonly RegExp[]): string[] {
  return readdirSync("tests", { recursive: true, encoding: "utf8" })
    .map((name) => `tests/${name.replaceAll("\\", "/")}`)
    .filter((file) => {
      if (!file.endsWith(".test.ts")) return false;
      const text = readFileSync(file, "utf8");
      return (wanted === undefined || wanted.test(text)) && !others.some((other) => other.test(text));
    });
}

/** Tests in a browser. */
const BROWSER = /playwright|support\/browser/;
/** Tests that run the program over a site, or that take their time. */
const SITE = /support\/(?:site|dev|served|preview|run-here|expressions|random-pages)\.js|node:child_process/;

const MINUTE = 60_000;
const base = {
  globalSetup: "tests/support/build-program.ts",
  // It imports JSON without saying so, which Node refuses.
  server: { deps: { inline: [/@actions\/(?:workflow-parser|expressions)/] } },
};

/** `npm test` runs the first three. The others have scripts of their own in package.json. */
export default defineConfig({
  // Packages whose source maps name no sources are nothing to read about.
  logLevel: "error",
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...base, name: "unit", include: filesWith(undefined, SITE, BROWSER), testTimeout: MINUTE } },
      { test: { ...base, name: "site", include: filesWith(SITE, BROWSER), testTimeout: MINUTE } },
      { test: { ...base, name: "browser", include: filesWith(BROWSER), testTimeout: MINUTE } },
      { test: { ...base, name: "long", include: ["tests/**/*.long.ts"], testTimeout: 60 * MINUTE } },
      { test: { ...base, name: "hosts", include: ["tests/hosts/**/*.hosts.ts"], testTimeout: 3 * MINUTE } },
      { test: { ...base, name: "theme", include: ["tests/theme/**/*.theme.ts"], testTimeout: 10 * MINUTE } },
    ],
  },
});

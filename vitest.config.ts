import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.js";
import { testFiles } from "./tests/support/test-files.js";

const files = testFiles();
const MINUTE = 60_000;
const base = {
  globalSetup: "tests/support/build-program.ts",
  server: {
    deps: {
      // The built program runs as it is.
      external: [/^(?!.*\/node_modules\/).*\/dist\//],
      // It imports JSON without saying so, which Node refuses.
      inline: [/@actions\/(?:workflow-parser|expressions)/],
    },
  },
};

/** `npm test` runs the first three. The others have scripts of their own in package.json. */
export default defineConfig({
  // Packages whose source maps name no sources are nothing to read about.
  logLevel: "error",
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      // They share what they import, and change nothing of it.
      { test: { ...base, name: "unit", include: files.unit, testTimeout: MINUTE, isolate: false } },
      { test: { ...base, name: "site", include: files.site, testTimeout: MINUTE } },
      { test: { ...base, name: "browser", include: files.browser, testTimeout: MINUTE } },
      // Removing a large site can take longer than a hook may by default.
      {
        test: {
          ...base,
          name: "long",
          include: ["tests/**/*.long.ts"],
          testTimeout: 60 * MINUTE,
          hookTimeout: 10 * MINUTE,
        },
      },
      { test: { ...base, name: "hosts", include: ["tests/hosts/**/*.hosts.ts"], testTimeout: 3 * MINUTE } },
      { test: { ...base, name: "theme", include: ["tests/theme/**/*.theme.ts"], testTimeout: 10 * MINUTE } },
    ],
  },
});

import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.js";

export default defineConfig({
  // Packages whose source maps name no sources are nothing to read about.
  logLevel: "error",
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/support/build-program.ts",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // It imports JSON without saying so, which Node refuses.
    server: { deps: { inline: [/@actions\/(?:workflow-parser|expressions)/] } },
    testTimeout: 60_000,
  },
});

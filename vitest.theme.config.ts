import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/theme/**/*.theme.ts"],
    globalSetup: "tests/support/build-program.ts",
    // What is measured shares the machine with nothing.
    maxWorkers: 1,
    testTimeout: 600_000,
  },
});

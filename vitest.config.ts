import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/support/build-program.ts",
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.long.ts"],
    globalSetup: "tests/support/build-program.ts",
    maxWorkers: 2,
    testTimeout: 3_600_000,
  },
});

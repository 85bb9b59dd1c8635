import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/hosts/**/*.hosts.ts"],
    globalSetup: "tests/support/build-program.ts",
    maxWorkers: 1,
    testTimeout: 180_000,
  },
});

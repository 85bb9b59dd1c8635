/** The order of the test files. Long files start first: at the end, one would run alone on one core. */

import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The slowest files. They are not the largest files, which Vitest starts first if it has no measurements. */
const LONG = [
  "warm-equals-clean",
  "properties",
  "since",
  "gate",
  "check-external",
  "cli.test",
  "new.test",
  "cache.test",
  "killed",
  "marketing",
  "dev-equals-build",
  "parallel",
  "pack",
  "plain-eleventy",
  "holds",
  "safe",
  "browser",
  "s3",
  "languages",
  "circumstances",
  "affected",
  "which-pages",
  "diagnostics",
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONG.findIndex((name) => moduleId.includes(`/${name}`));
  return rank === -1 ? LONG.length : rank;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}

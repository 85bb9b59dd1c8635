/** The order of the test files: a long one that starts last has one core alone, and the other waits. */

import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those that take longest; they are not the largest files, which Vitest starts first where it has not measured yet. */
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

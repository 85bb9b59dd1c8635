/** The order of the test files. Long files start first: at the end, one would run alone on one core. */

import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The slowest files. They are not the largest files, which Vitest starts first if it has no measurements. */
const LONG = [
  "dev/browser.test",
  "theme/marketing.test",
  "theme/holds.test",
  "build/programs.test",
  "pack.test",
  "theme/new-site.test",
  "dev/safe.test",
  "plain-eleventy.test",
  "build/parallel.test",
  "cli.test",
  "build/which-pages.test",
  "since.test",
  "deploy/gate.test",
  "theme/circumstances.test",
  "build/cache.test",
  "docs-samples.test",
  "check-external.test",
  "dev/dev-equals-build.test",
  "dev/findings.test",
  "bad-input/diagnostics.test",
  "incremental/",
  "theme/tones.test",
  "content/random-pages.test",
  "eleventy/same-as-eleventy.test",
  "theme/languages.test",
  "theme/content.test",
  "theme/own-site.test",
  "base.test",
  "trust.test",
  "new.test",
  "deploy/s3.test",
  "build/damaged-cache.test",
  "content/growth.test",
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

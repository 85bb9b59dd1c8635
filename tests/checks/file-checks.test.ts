/** Checks of files that are published as they are: secrets in texts, and weights. */

import { describe, expect, it } from "vitest";
import type { CheckInput } from "../../src/checks/check.js";
import { fileWeight } from "../../src/checks/file-weight.js";
import { secretsInFiles } from "../../src/checks/secrets-in-files.js";
import { readSize } from "../../src/utils/size-text.js";

/** In two parts: programs that look for tokens read this file, too. */
const RANDOM = "Zk3vQ9mT7xLw2RbN8sYc5HdJ6fGp4VtX1aUe";

function inputOf(
  files: Readonly<Record<string, string>>,
  budgets: CheckInput["config"]["budgets"] = {},
): CheckInput {
  return {
    config: { budgets },
    loaded: {
      site: { staticFiles: Object.keys(files).map((source) => ({ source, output: source })) },
      assetFiles: new Map(),
      assets: new Map(),
    },
    templates: { linkedAssets: new Set() },
    facts: {
      bytesOf: (source: string) => files[source]?.length,
      sizeOf: () => ({ width: 40, height: 30 }),
      read: (source: string) => files[source],
    },
  } as unknown as CheckInput;
}

describe("secrets in files", () => {
  it.each([
    ["public/config.json", `{\n "key": "AKIA${"3QZT7WLN5RKXV2DM"}"\n}`, "2:10"],
    ["public/app.js", `const token = "ghp_${RANDOM}";`, "1:16"],
    ["public/id_rsa", `-----BEGIN OPENSSH PRIVATE KEY-----\n${RANDOM}${RANDOM}\n`, "1:1"],
    ["content/docs/run.sh", `curl -u sk_live_${RANDOM}:`, "1:9"],
    ["public/ci.yml", `a: 1\nslack: xoxb-${"123045607890"}-${RANDOM}\n`, "2:8"],
    ["public/.well-known/x.txt", `npm_${RANDOM}`, "1:1"],
  ])("are found in %s", (source, text, place) => {
    const found = secretsInFiles.run(inputOf({ [source]: text }));
    expect(found.map(({ file, line, column }) => `${file} ${line}:${column}`)).toEqual([
      `${source} ${place}`,
    ]);
    expect(found[0]?.message).not.toContain(RANDOM);
  });

  it.each([
    ["public/a.json", '{ "key": "AKIAIOSFODNN7EXAMPLE" }'],
    ["public/a.js", `const key = "pk_live_${RANDOM}"; const test = "sk_test_${RANDOM}";`],
    ["public/a.md", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"],
    ["public/cert.pem", `-----BEGIN CERTIFICATE-----\n${RANDOM}${RANDOM}\n`],
    ["public/key.pem", `-----BEGIN PUBLIC KEY-----\n${RANDOM}${RANDOM}\n`],
    ["public/a.png", `ghp_${RANDOM}`],
    ["handbill:layouts/a.js", `ghp_${RANDOM}`],
    ["public/lock.json", `"integrity": "sha512-${RANDOM}${RANDOM}=="`],
  ])("are not found in %s", (source, text) => {
    expect(secretsInFiles.run(inputOf({ [source]: text }))).toEqual([]);
  });
});

describe("the budget of images", () => {
  it("names files that are over it, with their size", () => {
    const files = {
      "content/a.png": "x".repeat(1001),
      "content/b.png": "x".repeat(1000),
      "public/c.pdf": "x".repeat(9999),
    };
    const found = fileWeight.run(inputOf(files, { image: 1000 }));
    expect(found.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      "content/a.png: The image is 1.0 kB with 40 × 30 pixels, and the budget is 1.0 kB.",
    ]);
    expect(fileWeight.run(inputOf(files))).toEqual([]);
  });
});

describe("a size", () => {
  it("is read with its unit", () => {
    expect(["150 kB", "1.5MB", " 900 b", "30KB"].map(readSize)).toEqual([150_000, 1_500_000, 900, 30_000]);
    expect(["150", "kB", "-1 kB", "0 kB", "1e3 kB", "1 GB", 150, undefined].map(readSize)).toEqual(
      Array(8).fill(undefined),
    );
  });
});

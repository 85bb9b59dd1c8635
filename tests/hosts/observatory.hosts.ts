/** The headers of a site that says nothing about headers, by the rules of Mozilla's HTTP Observatory. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { preview } from "../support/preview.js";
import { handbill, PROJECT } from "../support/site.js";

const TOOLS = fileURLToPath(new URL("tools/node_modules", import.meta.url));
const RUNNER = fileURLToPath(new URL("runners/observatory.mjs", import.meta.url));
const isInstalled = existsSync(join(TOOLS, "@mdn/mdn-http-observatory"));
if (!isInstalled)
  console.warn("The HTTP Observatory is left out: npm install --prefix tests/hosts/tools --ignore-scripts");

interface Grade {
  readonly grade: string;
  readonly score: number;
  readonly results: Readonly<Record<string, readonly [result: string | null, modifier: number]>>;
}

const gradeOf = (headers: Readonly<Record<string, string>>, html: string): Grade =>
  JSON.parse(
    execFileSync(process.execPath, [RUNNER, TOOLS], {
      input: JSON.stringify({ hostname: "acme.example", headers, html }),
    }).toString(),
  ) as Grade;

it.skipIf(!isInstalled)("are an A+ on every page, as `preview --as` sends them", async () => {
  const output = realpathSync(mkdtempSync(join(tmpdir(), "handbill-observatory-")));
  onTestFinished(() => rmSync(output, { recursive: true, force: true }));
  const { code, stderr } = await handbill(["build", "--output", output], PROJECT);
  expect(code, stderr).toBe(0);
  const { address, close } = await preview(output, "--as", "nginx");
  onTestFinished(close);
  for (const path of ["/", "/docs/", "/security/"]) {
    const answer = await fetch(address + path);
    const { grade, score, results } = gradeOf(Object.fromEntries(answer.headers), await answer.text());
    expect(
      Object.entries(results).filter(([, [, modifier]]) => modifier < 0),
      path,
    ).toEqual([]);
    expect(grade, `${path}: ${score}`).toBe("A+");
  }
});

it.skipIf(!isInstalled)("would be a D without them", () => {
  expect(gradeOf({ "content-type": "text/html" }, "<!DOCTYPE html><p>x").grade).toBe("D");
});

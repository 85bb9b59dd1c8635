/**
 * Lighthouse, with its settings for a phone: three runs of each page, and the median of each category. The site is served
 * by `preview --as`, compressed and with the headers of a host, as its visitors get it.
 */

import { execFile } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.js";
import { freePort } from "../support/free-port.js";
import { preview } from "../support/preview.js";
import { handbill, PROJECT } from "../support/site.js";
import { PAGES } from "./pages.js";
import { hasTool, TOOLS } from "./tools.js";

const RUNNER = fileURLToPath(new URL("runners/lighthouse.mjs", import.meta.url));
const RUNS = 3;

interface Run {
  readonly scores: Readonly<Record<string, number>>;
  /** Audits of the kind that is passed or not. */
  readonly failed: readonly string[];
  /** How fast Lighthouse finds the machine: below 1,000 or so, its figures for time say little. */
  readonly benchmark: number;
}

const ask = async (port: number, address: string): Promise<Run> =>
  JSON.parse(
    (await promisify(execFile)(process.execPath, [RUNNER, TOOLS, String(port), address])).stdout,
  ) as Run;

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

describe.skipIf(!hasTool("lighthouse"))("on a phone", () => {
  const closing: (() => unknown)[] = [];
  let site = "";
  let port = 0;

  beforeAll(async () => {
    const output = realpathSync(mkdtempSync(join(tmpdir(), "handbill-lighthouse-")));
    closing.push(() => rmSync(output, { recursive: true, force: true }));
    const { code, stderr } = await handbill(["build", "--output", output], PROJECT);
    expect(code, stderr).toBe(0);
    const previewed = await preview(output, "--as", "netlify");
    closing.push(previewed.close);
    site = previewed.address;
    port = await freePort();
    const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
    closing.push(() => browser.close());
  }, 120_000);
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  /** The medians of a page, and the audits that failed in every run. */
  async function measure(
    path: string,
  ): Promise<{ readonly scores: Run["scores"]; readonly failed: readonly string[] }> {
    const runs: Run[] = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await ask(port, site + path));
    const scores = Object.fromEntries(
      Object.keys(runs[0]?.scores ?? {}).map((category) => [
        category,
        median(runs.map((run) => run.scores[category] ?? 0)),
      ]),
    );
    console.log(
      `${path} ${JSON.stringify(scores)}, performance ` +
        `${runs.map((run) => run.scores["performance"]).join(" ")}, benchmark ` +
        `${runs.map((run) => Math.round(run.benchmark)).join(" ")}`,
    );
    return {
      scores,
      failed: (runs[0]?.failed ?? []).filter((id) => runs.every((run) => run.failed.includes(id))),
    };
  }

  it.each(Object.entries(PAGES))("%s is 100 / 100 / 100 / 100", async (_, path) => {
    expect(await measure(path)).toEqual({
      scores: { performance: 100, accessibility: 100, "best-practices": 100, seo: 100 },
      failed: [],
    });
  });

  // It says 404, and that it is not to be found by search engines: both are right, and both cost it points as a page to be found.
  it("a 404 page scores 100 / 100, and fails only because of its status", async () => {
    const { scores, failed } = await measure("/not/there/");
    expect(scores).toMatchObject({ performance: 100, accessibility: 100 });
    expect(failed.sort()).toEqual(["errors-in-console", "http-status-code", "is-crawlable"]);
  });
});

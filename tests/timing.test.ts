/** `build --timing`: the stages, and that they are the whole. Never how long they take. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createTiming } from "../src/cli/timing.js";
import { site } from "./support/site.js";

const PAGE = { "content/index.md": "# Hello\n\nSome text.\n" };

/** Name and seconds of each stage that was printed; the last is the whole. */
function stagesOf(text: string): [name: string, seconds: number][] {
  return [...text.matchAll(/^ {2}(\S.*?) +(\d+\.\d\d) s +\d+ %$/gm)].map(([, name = "", seconds]) => [
    name,
    Number(seconds),
  ]);
}

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur: number;
}

describe("createTiming", () => {
  it("gives the time between two marks to the first, and adds up marks with one name", () => {
    const times = [1300, 1400, 1900, 2000];
    const timing = createTiming(1000, () => times.shift() ?? 2500);
    timing.mark("Reading");
    timing.mark("Writing");
    timing.mark("Reading");
    timing.mark("Reporting");
    timing.mark("Reporting");
    expect(stagesOf(timing.text())).toEqual([
      ["Starting Node and the program", 0.3],
      ["Reading", 0.2],
      ["Writing", 0.5],
      ["Reporting", 0.5],
      ["Total", 1.5],
    ]);
    const { traceEvents } = JSON.parse(timing.trace()) as { traceEvents: Event[] };
    expect(traceEvents.map(({ name, ts, dur }) => [name, ts, dur])).toEqual([
      ["Starting Node and the program", 0, 300_000],
      ["Reading", 300_000, 100_000],
      ["Writing", 400_000, 500_000],
      ["Reading", 900_000, 100_000],
      ["Reporting", 1_000_000, 500_000],
    ]);
  });
});

describe("build --timing", () => {
  it("prints every stage of a first build, and those of a build that had nothing to do", () =>
    site(PAGE)
      .build("--timing", "--quiet")
      .expectExit(0)
      .check((_, { stderr }) => {
        const stages = stagesOf(stderr);
        const total = stages.pop();
        expect(stages.map(([name]) => name)).toEqual([
          "Starting Node and the program",
          "Reading the configuration",
          "Reading",
          "Loading the program",
          "Setting up templates",
          "Parsing pages",
          "Assembling the site",
          "Evaluating templates",
          "Comparing with the last build",
          "Rendering",
          "Style sheets, search and feeds",
          "Checking",
          "Writing",
          "Saving the cache",
          "Caching compiled code",
          "Reporting",
        ]);
        const sum = stages.reduce((all, [, seconds]) => all + seconds, 0);
        // Each is rounded to hundredths.
        expect(Math.abs((total?.[1] ?? 0) - sum)).toBeLessThan(0.1);
      })
      .build("--quiet", "--timing")
      .check((_, { stderr }) => expect(stderr).toMatch(/^ {2}Reading +\S+ s/m)));

  it("writes a trace in which one stage follows the other", () =>
    site(PAGE)
      .build("--timing", "trace.json")
      .expectExit(0)
      .expectStderr(/^ {2}Rendering +\S+ s/m)
      .check(({ root }) => {
        const { traceEvents } = JSON.parse(readFileSync(`${root}/trace.json`, "utf8")) as {
          traceEvents: Event[];
        };
        expect(traceEvents.map(({ name }) => name)).toContain("Parsing pages");
        for (const [at, { ph, ts, dur }] of traceEvents.entries()) {
          expect(ph).toBe("X");
          expect(ts + dur).toBe(traceEvents[at + 1]?.ts ?? ts + dur);
        }
      }));

  it("names the stages of an Eleventy project", () =>
    site({
      "eleventy.config.js": "export default function () {}\n",
      "index.md": "# Hello\n",
      "package.json": '{ "type": "module" }\n',
    })
      .build("--timing")
      .expectExit(0)
      .check((_, { stderr }) =>
        expect(stagesOf(stderr).map(([name]) => name)).toEqual(
          expect.arrayContaining(["Reading", "Rendering", "Checking", "Writing", "Total"]),
        ),
      ));

  it("says why a trace cannot be written", () =>
    site(PAGE)
      .build("--timing", "no-folder/trace.json")
      .expectExit(2)
      .expectStderr(/The trace cannot be written to .*no-folder\/trace\.json: ENOENT/));
});

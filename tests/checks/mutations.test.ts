/** A sample of tests/checks/mutations.long.ts: mistakes in the HTML of one page, without the program. */

import { describe, expect, it } from "vitest";
import { faultsOfPage } from "../../src/checks/html/faults.js";
import { HTML_MUTATORS, WAYS } from "../support/mutations.js";

const PAGE = (more: string) =>
  `<!doctype html><html lang="en"><body><main><h1>Page</h1><p>Text.</p><h2>Part</h2>${more}` +
  "</main></body></html>";

describe("twenty mistakes", () => {
  it("are found by no rule where there is none", () => {
    expect(faultsOfPage(PAGE("<p>More.</p>"), true, 300_000)).toEqual([]);
  });

  it.each(HTML_MUTATORS)("of $check are all found", ({ code, make }) => {
    const missed = Array.from({ length: WAYS }, (_, number) => make(number).append ?? "").filter(
      (html) => !faultsOfPage(PAGE(html), true, 300_000).some((fault) => fault.code === code),
    );
    expect(missed).toEqual([]);
  });
});

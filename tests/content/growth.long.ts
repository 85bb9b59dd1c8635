/** A page of 1 MB takes at most two and a half times as long as one of half of that. */

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { parsePage } from "../../src/content/parse.js";
import { PIECES, repeated } from "../support/repeated-pieces.js";

const markdown = { author: createMarkdown({ trust: "author" }), text: createMarkdown({ trust: "text" }) };
const MOST = 2.5;
const TRIES = 5;
/** Milliseconds that other work of Node may take during a page. */
const SLACK = 10;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

it.each(
  PIECES.flatMap((piece) =>
    (["author", "text"] as const).map((trust) => ({ name: JSON.stringify(piece), piece, trust })),
  ),
)("$name, $trust", async ({ piece, trust }) => {
  const time = async (size: number): Promise<number> => {
    const bytes = new TextEncoder().encode(repeated(piece, size));
    // What an earlier page left would otherwise be collected at the expense of this one.
    collectGarbage();
    const start = process.cpuUsage();
    await parsePage({ path: "content/a.md", bytes }, { markdown: markdown[trust], templated: false });
    return process.cpuUsage(start).user / 1000;
  };
  let [half, whole] = [Infinity, Infinity];
  for (let tries = 0; tries === 0 || (tries < TRIES && whole > half * MOST + SLACK); tries += 1) {
    half = Math.min(half, await time(512_000));
    whole = Math.min(whole, await time(1_024_000));
  }
  expect(whole, `${Math.round(half)} and ${Math.round(whole)} ms`).toBeLessThanOrEqual(half * MOST + SLACK);
});

/** A filter that never ends keeps its page, and no other. */

import { expect, it, onTestFinished, vi } from "vitest";
import { openDevSite } from "../../dist/commands/dev-site.js";
import { site } from "../support/site.js";

const FILES = {
  "content/index.md": "# Home\n",
  "content/bad.md": "---\nlayout: bad\n---\nBad.\n",
  "layouts/bad.njk": "<p>{{ 1 | never }}</p>",
  ".eleventy.ts": 'import { defineSite } from "handbill";\nexport default defineSite({ eleventy(config) { config.addAsyncFilter("never", () => new Promise((done) => (globalThis as { ended?: unknown }).ended = done)); } });\n',
};

it("in the dev server: after half a minute the page says so, at once when it is asked for again, and comes when it ends after all", async () => {
  const driver = site(FILES);
  process.chdir(driver.root);
  const live = await openDevSite({ root: driver.root }, Date.now());
  await live.answer("");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn += 1) await new Promise((done) => setImmediate(done));
  };
  const first = live.answer("bad/");
  await turns();
  vi.advanceTimersByTime(29_000);
  await turns();
  vi.advanceTimersByTime(1_000);
  const answer = await first;
  expect(answer.kind === "failed" && answer.diagnostics.map(({ code, file, message }) => [code, file, message])).toEqual([["template-failed", "layouts/bad.njk", "Nothing came of this for content/bad.md in 30 seconds: something in it waits for what never comes, such as a promise that never settles."]]);
  expect((await live.answer("")).kind).toBe("page");
  expect((await live.answer("bad/")).kind).toBe("failed");
  expect(live.problems().map(({ code }) => code)).toEqual(["template-failed"]);
  const end = () => (globalThis as { ended?: (value: string) => void }).ended?.("ended");
  end();
  // Asked again and again, as nobody is told when it has ended; a new try calls the filter anew.
  let again: Awaited<ReturnType<typeof live.answer>> = answer;
  for (const latest = Date.now() + 20_000; again.kind !== "page" && Date.now() < latest; ) {
    let isAnswered = false;
    const asked = live.answer("bad/").finally(() => (isAnswered = true));
    while (!isAnswered) {
      end();
      await turns();
    }
    again = await asked;
  }
  expect(again).toMatchObject({ kind: "page", html: "<p>ended</p>" });
});

it("in a build that waits for nothing else: an error, at once", async () => {
  await site(FILES).runProcess("build").expectExit(70).expectStderr(/a promise in a data file or a filter that never settles/).expectFiles([]);
});

/** A filter that never ends keeps its page, and no other. */

import { expect, it, onTestFinished, vi } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import { site } from "../support/site.js";

/** The first page waits until it is told what it waits for. */
const FILES = {
  "content/index.md": "# Home\n",
  "content/bad.md": "---\nlayout: bad\n---\nBad.\n",
  "layouts/bad.njk": "<p>{{ 1 | never }}</p>",
  ".eleventy.ts":
    'import { defineSite } from "handbill";\n' +
    "const all = globalThis as { ended?: (text: string) => void };\n" +
    'export default defineSite({ eleventy(config) { config.addAsyncFilter("never", () => ' +
    '(all.ended ? "at once" : new Promise((done) => (all.ended = done)))); } });\n',
};
const all = globalThis as { ended?: (text: string) => void };

/** Until something is so, whatever the clock shows. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((done) => setImmediate(done));
}

it("in the dev server: the page reports it after half a minute, at once on the next request, and appears when it is ready", async () => {
  const driver = site(FILES);
  process.chdir(driver.root);
  const live = await openDevSite({ root: driver.root }, Date.now());
  await live.answer("");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const first = live.answer("bad/");
  await until(() => all.ended !== undefined);
  vi.advanceTimersByTime(29_900);
  const other = live.answer("");
  await expect(
    Promise.race([other.then(() => "answered"), new Promise((done) => setImmediate(done, "waits"))]),
  ).resolves.toBe("waits");
  vi.advanceTimersByTime(200);
  const answer = await first;
  expect(
    answer.kind === "failed" && answer.diagnostics.map(({ code, file, message }) => [code, file, message]),
  ).toEqual([
    [
      "template-failed",
      "layouts/bad.njk",
      "This did not finish for content/bad.md within 30 seconds. It may wait for a promise that " +
        "never settles.",
    ],
  ]);
  expect((await other).kind).toBe("page");
  expect((await live.answer("bad/")).kind).toBe("failed");
  expect(live.problems().map(({ code }) => code)).toEqual(["template-failed"]);
  all.ended?.("late");
  await until(async () => (await live.answer("bad/")).kind === "page");
  expect(await live.answer("bad/")).toMatchObject({ html: "<p>at once</p>" });
});

it("reports a data file that never finishes in dev, answers pages, and reads its next version", async () => {
  const driver = site({
    "content/index.md": "---\nlayout: t\n---\n# Home\n",
    "layouts/t.njk": "{{ team }}",
    "content/_data/team.js": 'export default () => "red";\n',
  });
  process.chdir(driver.root);
  const live = await openDevSite({ root: driver.root }, Date.now());
  expect(await live.answer("")).toMatchObject({ html: "red" });
  await driver.write(
    "content/_data/team.js",
    "export default () => { globalThis.begun = true; return new Promise(() => {}); };\n",
  );
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const applied = live.apply(["content/_data/team.js"]);
  await until(() => (globalThis as { begun?: boolean }).begun === true);
  await new Promise((done) => setImmediate(done));
  vi.advanceTimersByTime(30_000);
  await applied;
  expect(live.problems().map(({ code, file, message }) => [code, file, message])).toEqual([
    [
      "data-failed",
      "content/_data/team.js",
      "content/_data/team.js did not finish within 30 seconds. It may wait for a promise that never settles.",
    ],
  ]);
  expect((await live.answer("")).kind).toBe("page");
  vi.useRealTimers();
  await driver.write("content/_data/team.js", 'export default () => "blue";\n');
  await live.apply(["content/_data/team.js"]);
  expect(await live.answer("")).toMatchObject({ html: "blue" });
  expect(live.problems()).toEqual([]);
});

it("in a build that waits for nothing else: an error, at once", async () => {
  await site(FILES)
    .runProcess("build")
    .expectExit(70)
    .expectStderr(/a promise in a data file or a filter never settles/)
    .expectFiles([]);
});

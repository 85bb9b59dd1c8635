/** What is wrong is said in the terminal as soon as it is known, once, and for as long as it is so. */

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import { startDev } from "../support/dev.js";
import { site } from "../support/site.js";

/** Until all that is looked for unasked has been. */
const settled = () => new Promise((done) => setTimeout(done, 900));

const count = (text: string, part: string): number => text.split(part).length - 1;

it("reports a page that fails when it is visited, and its repair without a visit", async () => {
  const { root } = await site({
    "content/index.md": "# Home\n",
    "content/bad.md": "---\nlayout: bad\n---\nBad.\n",
    "layouts/bad.njk": "<p>{{ 1 | boom }}</p>",
    ".eleventy.ts":
      'import { defineSite } from "handbill";\n' +
      'export default defineSite({ eleventy(config) { config.addFilter("boom", () => { throw new ' +
      'Error("it went boom"); }); } });\n',
  });
  const dev = await startDev(root);
  await settled();
  expect((await dev.ask("/bad/")).status).toBe(500);
  await dev.hears("It went boom.");
  writeFileSync(`${root}/content/index.md`, "# Home\n\nAnother text.\n");
  await dev.until("/", "Another text.");
  await dev.ask("/bad/");
  expect(dev.said()).not.toContain("Fixed.");
  expect(count(dev.said(), "It went boom.")).toBe(1);
  writeFileSync(`${root}/layouts/bad.njk`, "<p>good</p>");
  await dev.hears("Fixed.");
});

it("a style sheet that cannot be made, when a page that links it is looked at; and it is that page's own problem", async () => {
  const { root } = await site({
    "content/index.md": "# Home\n",
    "layouts/styles/site.css": '@import "nothere.css";',
  });
  const dev = await startDev(root);
  await settled();
  await dev.ask("/");
  const { here, elsewhere } = JSON.parse((await dev.ask("/@handbill/problems?path=/")).body) as Record<
    "here" | "elsewhere",
    { readonly code: string; readonly place: string }[]
  >;
  expect(here?.map(({ code, place }) => [code, place])).toEqual([
    ["style-invalid", "layouts/styles/site.css:1:1"],
  ]);
  expect(elsewhere).toEqual([]);
  await dev.hears("error  style-invalid  layouts/styles/site.css");
  writeFileSync(`${root}/layouts/styles/site.css`, "main { color: red }");
  await dev.hears("Fixed.");
});

it("not a file that goes while the site is read: it is gone", async () => {
  const driver = site({
    "content/index.md": "# Home\n",
    "content/a.md": "# A\n",
    "content/_data/x.js":
      'import { rmSync } from "node:fs";\nrmSync("content/a.md", { force: true });\nexport default {};\n',
  });
  process.chdir(driver.root);
  const live = await openDevSite({ root: driver.root }, Date.now());
  expect((await live.answer("")).kind).toBe("page");
  expect((await live.answer("a/")).kind).toBe("none");
  expect(live.problems()).toEqual([]);
  expect((await live.apply(["content/a.md"])).pages).toBe(true);
});

it("a link that leads out of the site, until it goes; and nothing of a page whose place a folder takes", async () => {
  const { root } = await site({ "content/index.md": "# Home\n", "content/o.md": "# O\n" });
  const dev = await startDev(root);
  await settled();
  mkdirSync(`${root}/public`);
  symlinkSync("/etc/hostname", `${root}/public/h.txt`);
  await dev.hears("warning  symlink-outside  public/h.txt");
  rmSync(`${root}/public/h.txt`);
  await dev.hears("Fixed.");
  rmSync(`${root}/content/o.md`);
  mkdirSync(`${root}/content/o.md`);
  writeFileSync(`${root}/content/o.md/in.md`, "# In\n");
  await dev.until("/o.md/in/", "In");
  expect(dev.said()).not.toContain("error");
});

it("raw HTML that readers do not see, on the page that it is on, until it goes", async () => {
  const { root } = await site({ "content/index.md": "# Home\n\nSay <name>.\n" });
  const dev = await startDev(root);
  await dev.ask("/");
  await dev.hears("warning  html-unknown  content/index.md:3:5");
  const problems = async () =>
    JSON.parse((await dev.ask("/@handbill/problems?path=/")).body) as {
      readonly here: readonly { readonly code: string; readonly place: string }[];
    };
  expect((await problems()).here.map(({ code, place }) => [code, place])).toEqual([
    ["html-unknown", "content/index.md:3:5"],
  ]);
  writeFileSync(`${root}/content/index.md`, "# Home\n\nSay <b>x.\n");
  await dev.hears("warning  html-unclosed  content/index.md:3:5");
  writeFileSync(`${root}/content/index.md`, "# Home\n\nSay it.\n");
  await dev.hears("Fixed.");
  expect((await problems()).here).toEqual([]);
});

it("with the line as it is now, for each mistake in a file after the other", async () => {
  const { root } = await site({ "content/index.md": "# Home\n" });
  const dev = await startDev(root);
  await dev.ask("/");
  for (const word of ["one", "two", "three"]) {
    writeFileSync(`${root}/content/index.md`, `# Home\n\n[${word}](${word}.md)\n`);
    await dev.until("/", `${word}</a>`);
    const { here } = JSON.parse((await dev.ask("/@handbill/problems?path=/")).body) as {
      here: { frame?: { line: string } }[];
    };
    expect(here.map(({ frame }) => frame?.line)).toEqual([`[${word}](${word}.md)`]);
  }
});

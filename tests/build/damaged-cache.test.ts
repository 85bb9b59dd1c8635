/** A cache whose bodies are gone, whatever reads it. */

import { mkdirSync, rmSync } from "node:fs";
import { expect, it } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import { preview } from "../support/preview.js";
import { site, type SiteDriver } from "../support/site.js";

/** A site that was built, and whose cache is damaged. */
function damaged(): SiteDriver {
  const driver = site({
    "content/index.md": "# Home\n\n[a](a.md#one)\n",
    "content/a.md": "# A\n\n## One\n",
    "content/n.njk": "n",
  });
  return driver
    .check(() => new Promise((done) => setTimeout(done, 300)))
    .build()
    .expectExit(0)
    .check(() => rmSync(driver.path(".cache/handbill/bodies"), { recursive: true }))
    .check(() => void mkdirSync(driver.path(".cache/handbill/bodies")));
}

it("is replaced by a build", async () => {
  await damaged()
    .write("layouts/docs.njk", "{{ content | safe }}")
    .build()
    .expectExit(0)
    .expectFile("a/index.html", '<h1 id="a">A</h1>\n<h2 id="one">One</h2>\n');
});

it("does not stop explain", async () => {
  await damaged()
    .runProcess("explain", "/a/")
    .expectExit(0)
    .expectStdout(/^\/a\/ is content\/a\.md/);
});

it("does not stop the preview of a host", async () => {
  const driver = damaged();
  await driver;
  const shown = await preview(driver.path("_site"), "--root", driver.root, "--as", "netlify");
  shown.close();
  expect(shown.said).toContain("like Netlify");
});

it("does not stop a build from writing", async () => {
  const driver = damaged().write("layouts/docs.njk", "{{ content | safe }}");
  await driver;
  process.chdir(driver.root);
  const live = await openDevSite({ root: driver.root }, Date.now());
  const answer = await live.answer("a/");
  expect(answer.kind === "page" && answer.html).toBe('<h1 id="a">A</h1>\n<h2 id="one">One</h2>\n');
});

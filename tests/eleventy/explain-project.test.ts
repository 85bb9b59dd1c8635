/** `handbill explain` of a page that Eleventy renders. */

import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { site } from "../support/site.js";

it("explains a page of an Eleventy project and the links to it", async () => {
  const wanted = {
    source: "posts/one.md",
    url: "/posts/one/",
    output: "posts/one/index.html",
    layouts: ["_includes/base.njk"],
    linkedFrom: [{ source: "index.md", line: 3, column: 7 }],
  };
  const driver = site({
    "package.json": '{ "type": "module" }',
    "eleventy.config.mjs": "export default () => {};\n",
    "_includes/base.njk": "{{ content | safe }}",
    "index.md": "# Home\n\n[one](/posts/one/)\n",
    "posts/one.md": "---\nlayout: base.njk\n---\n# One\n",
  });
  for (const name of ["/posts/one/", "posts/one.md", "posts/one/index.html"])
    await driver
      .run("explain", name, "--format", "json")
      .expectExit(0)
      .check((_, { stdout }) => expect(JSON.parse(stdout)).toMatchObject(wanted));
  await driver
    .run("explain", "/posts/on/")
    .expectExit(1)
    .expectStderr(/Did you mean \/posts\/one\/\?/)
    .check(({ root }) => expect(existsSync(`${root}/_site`)).toBe(false));
});

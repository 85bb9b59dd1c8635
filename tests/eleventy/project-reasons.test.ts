/** Failures of Eleventy projects, at the line that causes them. */

import { describe, expect, it } from "vitest";
import { handbill, site, type Files } from "../support/site.js";

const CONFIG = {
  "eleventy.config.mjs": `export default (config) => {
  config.addAsyncFilter("slow", async (text) => text);
  config.addNunjucksAsyncFilter("late", (text, done) => setTimeout(() => done(null, text), 1));
};
`,
};

/** These texts, one after the other. */
function holding(...parts: readonly string[]): RegExp {
  return new RegExp(parts.map((part) => part.replace(/[^\w\s]/g, "\\$&")).join("[^]*"));
}

describe("an error of Eleventy without a line is reported at its line", () => {
  const CASES: Readonly<Record<string, readonly [page: string, text: string, place: string, says: string]>> =
    {
      "front matter that is not YAML": [
        "a.md",
        "---\na: 1\ntitle: [\nb: 2\n---\n",
        "a.md:",
        "The front matter is not valid YAML: ",
      ],
      "a layout that does not exist": [
        "a.md",
        "---\na: 1\nlayout: nope\n---\n",
        "a.md:3:9",
        "The layout `nope` does not exist.",
      ],
      "a date that is none": ["a.md", "---\na: 1\ndate: soon\n---\n", "a.md:3:7", "`soon` is not a date."],
      "a permalink without a file extension": [
        "a.md",
        "---\npermalink: /plain\n---\n",
        "a.md:2:12",
        "The page would become the file _site/plain, which has no file extension.",
      ],
      "computed data that calls what there is not": [
        "a.njk",
        '---\neleventyComputed:\n  z: "{{ nope() }}"\n---\n',
        "a.njk:3:10",
        "`nope` is not a function: it has no value here.",
      ],
      "a permalink with an unknown filter": [
        "a.njk",
        '---\npermalink: "/{{ 1 | nofilter }}/"\n---\n',
        "a.njk:2:21",
        "Unknown filter `nofilter`.",
      ],
    };
  it.each(Object.entries(CASES))("%s", async (_, [page, text, place, says]) => {
    await site({ ...CONFIG, [page]: text })
      .run("build")
      .expectExit(1)
      .expectStderr(holding(`error  template-failed  ${place}`, says));
  });
});

it("one run reports the failures of every part of a page's way", async () => {
  await site({
    ...CONFIG,
    "a.md": "---\nlayout: nope\n---\n",
    "b.njk": '---\neleventyComputed: { z: "{{ nope() }}" }\n---\n',
    "c.njk": "---\npagination: { data: none, size: 1 }\n---\n",
    "d.njk": "---\n---\n{{ 1 | nofilter }}",
    "e.njk": '---\npermalink: "/{{ 1 | nopermalink }}/"\n---\n',
  })
    .run("build")
    .expectExit(1)
    .expectStderr(holding("a.md:2:9", "b.njk:2:28", "c.njk:2:21", "d.njk:3:8", "e.njk:2:21", "5 errors"));
});

describe("a page that never ends, because it failed after it had waited, is reported at its line", () => {
  it.each(["slow", "late"])("after the filter `%s`", async (filter) => {
    const files: Files = {
      ...CONFIG,
      "a.md": "fine",
      "b.njk": `---\n---\n{{ 1 | ${filter} }}\n{{ nope() }}`,
    };
    const driver = await site(files);
    const { code, stderr } = await handbill(["build"], driver.root);
    expect(stderr).toContain("error  template-failed  b.njk:4:4");
    expect(stderr).toContain("`nope` is not a function: it has no value here.");
    expect(code).toBe(1);
  });
});

/** Data as text: equal texts, equal data. */

import { expect, it } from "vitest";
import { stableText } from "../../src/utils/stable-text.js";
import { itemsOf } from "../../src/site/collections.js";
import { site } from "../support/site.js";
import { siteOf } from "../site/pages.js";

it("has all of a map that only looks like an entry of a collection", async () => {
  const things = (other: string) => JSON.stringify({ a: { inputPath: "x", templateContent: "t", other } });
  await site({
    "layouts/l.njk": "{{ things.a.other }}",
    "content/a.md": "---\nlayout: l\n---\n",
    "content/_data/things.json": things("one"),
  })
    .build()
    .expectFile("a/index.html", "one")
    .write("content/_data/things.json", things("two"))
    .build()
    .expectFile("a/index.html", "two");
});

it("has the name of an entry of a collection alone", async () => {
  const { value } = await siteOf({ "a.md": "# A" });
  expect(stableText({ entries: itemsOf(value.pages) })).toBe('{"entries":[item:./content/a.md]}');
});

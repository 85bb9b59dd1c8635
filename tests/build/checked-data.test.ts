/** Data files that passed their checks are not checked again, and no mistake is missed because of that. */

import { it } from "vitest";
import { site } from "../support/site.js";

const FILES = {
  "layouts/l.njk": "{{ title }}|{{ order + 1 }}",
  "content/docs/docs.json": '{ "layout": "l", "order": 1, "title": "Docs" }\n',
  "content/docs/a.md": "Text.\n",
};
const mistake = (value: string) => `{ "layout": "l", "order": "${value}", "title": "Docs" }\n`;

it("a mistake in data that passed before is reported by each build", async () => {
  await site(FILES)
    .build("--format", "json")
    .expectDiagnostics()
    .expectFile("docs/a/index.html", "Docs|2")
    .build()
    .write("content/docs/docs.json", mistake("last"))
    .build("--format", "json")
    .expectDiagnostics("front-matter-type content/docs/docs.json:1:19")
    .build("--format", "json")
    .expectDiagnostics("front-matter-type content/docs/docs.json:1:19");
});

it("data that passed is used in each build", async () => {
  await site(FILES)
    .build()
    .write("content/docs/b.md", "Text.\n")
    .build()
    .expectFile("docs/b/index.html", "Docs|2");
});

it("a number for which a key needs text is text in each build", async () => {
  await site({
    ...FILES,
    "layouts/l.njk": "{{ title + 1 }}",
    "content/docs/docs.json": '{ "title": 20, "layout": "l" }',
  })
    .build()
    .expectFile("docs/a/index.html", "201")
    .write("content/docs/b.md", "Text.\n")
    .build()
    .expectFile("docs/b/index.html", "201");
});

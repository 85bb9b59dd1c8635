/** `handbill check` of an Eleventy project applies the rules over finished HTML. */

import { it } from "vitest";
import { site } from "../support/site.js";

const FILES = {
  "eleventy.config.mjs": 'export const config = { dir: { input: "src" } };\nexport default () => {};\n',
  "src/_includes/base.njk":
    '<!doctype html><title>T</title>\n<h1>{{ title }}</h1>\n<button class="menu"></button>\n' +
    "{{ content | safe }}",
  "src/_includes/video.njk": '<p>Watch:</p>\n<iframe src="https://video.example/"></iframe>',
  "src/a.md": '---\ntitle: A\nlayout: base.njk\n---\ntext\n\n<p id="x">1</p>\n<p id="x">2</p>\n',
  "src/b.md": "---\ntitle: B\nlayout: base.njk\n---\n### Too deep\n",
  "src/c.njk": '---\ntitle: C\nlayout: base.njk\n---\n{% include "video.njk" %}',
  "src/d.liquid":
    "---\ntitle: D\nlayout: base.njk\npagination: { data: list, size: 1 }\nlist: [1, 2]\n" +
    'permalink: "/d/{{ pagination.pageNumber }}/"\n---\n<label>Name</label>\n' +
    '<input name="q{{ pagination.pageNumber }}">',
};

it("reports each mistake at the file that contains it, as a warning", async () => {
  await site(FILES)
    .run("check", "--format", "json")
    .expectExit(0)
    .expectDiagnostics(
      "button-text src/_includes/base.njk:3:1",
      "frame-title src/_includes/video.njk:2:1",
      "id-duplicate src/a.md:8:1",
      "heading-level src/b.md:5:1",
      "field-label src/d.liquid:9:1",
    );
});

it("a build does not report them", async () => {
  await site(FILES).run("build", "--format", "json").expectExit(0).expectDiagnostics();
});

it("a page without mistakes has no finding", async () => {
  await site({
    ...FILES,
    "src/_includes/base.njk":
      "<!doctype html><title>T</title><h1>{{ title }}</h1><button>Menu</button>{{ content | safe }}",
    "src/a.md": "---\ntitle: A\nlayout: base.njk\n---\n## Fine\n",
    "src/b.md": "---\ntitle: B\nlayout: base.njk\n---\ntext\n",
    "src/_includes/video.njk": '<iframe src="https://video.example/" title="Video"></iframe>',
    "src/d.liquid": "",
  })
    .run("check", "--format", "json")
    .expectExit(0)
    .expectDiagnostics();
});

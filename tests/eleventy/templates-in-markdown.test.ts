/** Markdown in which templates run: what is read of a page is read of what the templates print. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDevSite } from "../../dist/dev/session/open.js";
import { createTemplatePlaces } from "../../src/templates/template-places.js";
import { runHere } from "../support/run-here.js";
import { site, type Files } from "../support/site.js";

const config = (settings = "", eleventy = "") =>
  `import { defineSite } from "handbill";
export default defineSite({ title: "T", layout: "own", templatesInMarkdown: true, ${settings} eleventy(config) { ${eleventy} } });\n`;
const OWN: Files = {
  ".eleventy.ts": config(),
  "layouts/own.njk":
    "{{ title }}|{{ titleInContent }}|{% for heading in headings %}{{ heading.level }} {{ " +
    "heading.id }} {{ heading.text }};{% endfor %}|{{ content | safe }}",
};

describe("Markdown in which templates run", () => {
  it("has the title and the outline of the rendered text", async () => {
    await site({
      ...OWN,
      "content/_data/product.json": '{ "name": "Anvil" }',
      "content/a.md": "# Hello\n\n## Part\n",
      "content/b.md": "# {{ product.name }} guide\n\n{% for x in [1, 2] %}\n## Part {{ x }}\n{% endfor %}\n",
      "content/some-name.md": "{{ title }}\n\n## Only a part\n",
      "content/no-heading.md": "Text.\n",
    })
      .build()
      .expectExit(0)
      .expectContains("a/index.html", "Hello|true|1 hello Hello;2 part Part;|<h1")
      .expectContains(
        "b/index.html",
        "Anvil guide|true|1 anvil-guide Anvil guide;2 part-1 Part 1;2 part-2 Part 2;|",
      )
      .expectContains("some-name/index.html", "Only a part|false|2 only-a-part", "<p>Only a part</p>")
      .expectContains("no-heading/index.html", "No heading|false||");
  });

  it("prints one heading of level 1 in the theme's layout, and none that is empty", async () => {
    await site({
      ".eleventy.ts": config().replace('layout: "own", ', ""),
      "content/index.md": "# Hello\n\nText.\n",
    })
      .build()
      .expectExit(0)
      .check(({ root }) => {
        const html = readFileSync(join(root, "_site", "index.html"), "utf8");
        expect(html.match(/<h1/g)).toHaveLength(1);
        expect(html).toContain("<title>Hello · T</title>");
        expect(html).not.toContain("undefined");
      });
  });

  it("keeps a title that somebody gave", async () => {
    await site({
      ...OWN,
      "content/a.md": "---\ntitle: Given\n---\n# Written\n",
      "content/b.md": '---\neleventyComputed: { title: "Computed {{ page.fileSlug }}" }\n---\n# Written\n',
      "content/c/c.json": '{ "title": "Of the folder" }',
      "content/c/d.md": "# Written\n",
    })
      .build()
      .expectExit(0)
      .expectContains("a/index.html", "Given|true|1 written Written")
      .expectContains("b/index.html", "Computed b|true|")
      .expectContains("c/d/index.html", "Of the folder|true|");
  });

  it("gives each page of a pagination its own", async () => {
    await site({
      ...OWN,
      "content/a.md":
        "---\npagination: { data: list, size: 1, alias: it }\nlist: [p, q]\n" +
        'permalink: "a/{{ it }}/"\n---\n# A {{ it }}\n\n## {{ it }}\n\n[own](#{{ it }})\n',
      "content/list.njk":
        "---\nlayout: false\n---\n{% for page in collections.all %}{{ page.data.title }} {% endfor %}",
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectContains("a/p/index.html", "A p|true|1 a-p A p;2 p p;|")
      .expectContains("a/q/index.html", "A q|true|1 a-q A q;2 q q;|");
  });

  it("takes its plain title for a permalink", async () => {
    await site({ ...OWN, "content/a.md": '---\npermalink: "{{ title | slugify }}/"\n---\n# Hello you\n' })
      .build()
      .expectExit(0)
      .expectContains("hello-you/index.html", "Hello you|");
  });

  const SLIPS: Files = {
    ...OWN,
    "layouts/part.md": "[part](gone-part.md)\n",
    "content/a.md": `---
title: A
---
{# A comment. #}
Text {{ 1 + 1 }} <b>open

[x](gone.md) [y](#nowhere) [z](b.md#two) ![](/no.png) [empty]()

{% for x in ["p", "q"] %}
- {{ x }} [{{ x }}](b.md#{{ x }})
{% endfor %}

{% include "part.md" %}

{% raw %}{{ page.url }} {% tag %}{% endraw %}

!!! note
`,
    "content/b.md": "# B\n\n## One\n",
  };
  const FOUND = [
    "html-unclosed content/a.md:5:18",
    "broken-link content/a.md:7:5",
    "broken-anchor content/a.md:7:18",
    "broken-anchor content/a.md:7:32",
    "image-alt content/a.md:7:42",
    "broken-link content/a.md:7:46",
    "broken-anchor content/a.md:10:3",
    "broken-link content/a.md:13:1",
    "foreign-syntax content/a.md:17:1",
  ];
  const places = (stdout: string): string[] =>
    (
      JSON.parse(stdout) as {
        diagnostics: { code: string; file: string; line: number; column: number }[];
      }
    ).diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);

  it("is reported on alike by a clean build, a warm one, `check` and the dev server", async () => {
    const { root } = await site(SLIPS);
    const said = async (...args: string[]) =>
      places((await runHere([...args, "--format", "json"], root)).stdout);
    const clean = await said("build");
    expect([...new Set(clean)].sort()).toEqual([...FOUND, "link-empty content/a.md:7:55"].sort());
    expect(await said("build")).toEqual(clean);
    expect(await said("check")).toEqual(clean);
    process.chdir(root);
    const live = await openDevSite({ root, again: true }, Date.now());
    await live.settle();
    const found = live.problems().map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
    expect([...new Set(found)].sort()).toEqual([...new Set(clean)].sort());
    const { here } = await live.problemsAt("a/");
    expect(new Set(here.map(({ code }) => code))).toEqual(new Set(clean.map((text) => text.split(" ")[0])));
    expect((await live.problemsAt("b/")).here).toEqual([]);
  });

  it("may write the base into links, as the filter `url` does", async () => {
    await site({
      ...OWN,
      ".eleventy.ts": config('urls: { base: "/docs/" },'),
      "content/a.md": "<a href=\"{{ '/b/' | url }}\">x</a> [y]({{ '/b/' | url }}) [z](b.md)\n",
      "content/b.md": "# B\n",
    })
      .build("--format", "json")
      .expectExit(0)
      .expectDiagnostics()
      .expectContains(
        "a/index.html",
        '<a href="/docs/b/">x</a> <a href="/docs/b/">y</a> <a href="/docs/b/">z</a>',
      );
  });

  it("has its code coloured alike in a clean and in a warm build", async () => {
    await site({
      ...OWN,
      ".eleventy.ts": config().replace("templatesInMarkdown: true", 'templatesInMarkdown: ["a.md"]'),
      "content/a.md": "# A {{ 1 }}\n\n```js\nlet a;\n```\n",
      "content/b.md": "# B\n\n```js\nlet b;\n```\n",
    })
      .build()
      .expectContains("a/index.html", "hl-keyword")
      .keep()
      .write("content/c.md", "# C\n")
      .build()
      .remove("content/c.md")
      .build()
      .expectUntouched();
  });
});

describe("places in a template", () => {
  const placesOf = (template: string, printed: string, ...asked: (readonly [number, number, string])[]) => {
    const placeOf = createTemplatePlaces(template, printed, 1);
    return asked.map(([line, column, written]) => {
      const place = placeOf({ line, column }, written);
      return `${place.line}:${place.column}`;
    });
  };

  it("are those of the lines that it prints as they are", () => {
    expect(placesOf("{% set a = 1 %}\n\nsame\n", "\n\nsame\n", [3, 2, "a"])).toEqual(["3:2"]);
  });

  it("are those of the line of a loop that printed them, each time", () => {
    expect(
      placesOf(
        "{% for x in a %}\n- {{ x }} end\nfixed\n{% endfor %}\nlast\n",
        "\n- 1 end\nfixed\n\n- 2 end\nfixed\n\nlast\n",
        [5, 1, "-"],
        [6, 1, "f"],
        [8, 1, "l"],
      ),
    ).toEqual(["2:1", "3:1", "5:1"]);
  });

  it("are at the first tag of a line where the text is the tag's", () => {
    expect(placesOf("ab {{ x }} cd\n", "ab hello cd\n", [1, 6, "llo"], [1, 1, "ab"])).toEqual(["1:4", "1:1"]);
  });

  it("are at the tag that printed many lines", () => {
    expect(placesOf("one\n\n{{ x }}\n\nend\n", "one\n\na\nb\n\nend\n", [4, 1, "b"], [6, 1, "e"])).toEqual([
      "3:1",
      "5:1",
    ]);
  });
});

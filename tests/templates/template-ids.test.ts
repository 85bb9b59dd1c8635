/** What a #fragment can name beside the headings of a page: what layouts write around it, and what Eleventy made. */

import { describe, expect, it } from "vitest";
import { idMatcher } from "../../src/templates/template-ids.js";
import { startDev } from "../support/dev.js";
import { site } from "../support/site.js";

describe("an id that a template writes", () => {
  it.each<[string, string, string[], string[]]>([
    ["as it stands", "contact", ["contact"], ["contact-us", "Contact"]],
    ["computed in part", "step-{{ loop.index }}.{{ x }}", ["step-1.a", "step-."], ["step-1a", "a-step-1."]],
    ["of one or the other", "{% if x %}a{% else %}b{% endif %}", ["ab"], ["c"]],
    ["computed whole", "{{ section.id }}", [], ["", "a", "{{ section.id }}"]],
    ["computed but for a hyphen", "{{ a }}-{{ b }}", [], ["a-b"]],
  ])("is known %s", (_, written, are, areNot) => {
    const matches = idMatcher([written]);
    expect(are.filter((id) => !matches(id))).toEqual([]);
    expect(areNot.filter(matches)).toEqual([]);
  });
});

const files = {
  "content/index.md":
    "---\nlayout: own\n---\n# Home\n\n" +
    "[a](#main) [b](about.md#contact) [c](about.md#step-2) [d](/about/#gone)\n",
  "content/about.md": "---\nlayout: own\n---\n# About\n",
  "layouts/own.njk": '<main id="main">{{ content | safe }}</main>\n{% include "foot.njk" %}\n',
  "layouts/foot.njk":
    '{% for step in [1, 2] %}<p id="step-{{ step }}">{% endfor %}<footer id=contact></footer>\n',
};

describe("a link to an element around a page", () => {
  it("is reported if no template and no page has that id", async () => {
    await site(files)
      .build("--format", "json")
      .expectDiagnostics("broken-anchor content/index.md:6:59")
      .expectStdout(/content\/about\.md has no #gone/);
  });

  it("is reported when the id is removed, until it is added again, by builds of changed pages only", async () => {
    await site(files)
      .build()
      .write("layouts/foot.njk", '<footer id="imprint"></footer>\n')
      .build("--format", "json")
      .expectDiagnostics(
        "broken-anchor content/index.md:6:16",
        "broken-anchor content/index.md:6:38",
        "broken-anchor content/index.md:6:59",
      )
      .write("layouts/foot.njk", '<footer id="contact"></footer><p id="step-2">\n')
      .build("--format", "json")
      .expectDiagnostics("broken-anchor content/index.md:6:59")
      .write("content/about.md", "# About\n")
      .build("--format", "json")
      .expectDiagnostics(
        "broken-anchor content/index.md:6:16",
        "broken-anchor content/index.md:6:38",
        "broken-anchor content/index.md:6:59",
      );
  });
});

const list = {
  "content/list.njk":
    "---\ntitle: List\npagination: { data: items, size: 1 }\nitems: [one, two]\n" +
    'permalink: "list/{{ pagination.items[0] }}/"\n---\n' +
    '<h2 id="{{ pagination.items[0] }}">x</h2><a name=old></a>\n',
};

describe("a link to an id of a page that Eleventy evaluates", () => {
  const page =
    "# Home\n\n[a](/list/one/#one) [b](/list/two/#one) [c](list.njk#old) [d](list.njk#nope) " +
    "[e](/list/one/)\n";

  it("is looked up in the output of Eleventy", async () => {
    await site({
      ...list,
      "content/index.md": page,
      "layouts/own.njk": '<a href="/list/two/#three">a</a>{{ content | safe }}',
      "content/own.md": "---\nlayout: own\n---\nOwn.\n",
    })
      .build("--format", "json")
      .expectDiagnostics(
        "broken-anchor content/index.md:3:25",
        "broken-anchor content/index.md:3:63",
        "broken-anchor layouts/own.njk:1:10",
      )
      .expectStdout(/content\/list\.njk has no #one/);
  });

  it("is reported on the page while it is edited, too", async () => {
    const dev = await startDev(site({ ...list, "content/index.md": page }).root);
    const { here } = JSON.parse((await dev.ask("/@handbill/problems?path=/")).body) as {
      here: { place: string }[];
    };
    expect(here.map(({ place }) => place)).toEqual(["content/index.md:3:25", "content/index.md:3:63"]);
  });
});

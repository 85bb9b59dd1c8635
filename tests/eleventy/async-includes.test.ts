/** Layouts, includes and pages in which something is asynchronous. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { site, type Files } from "../support/site.js";

const CONFIG = `import { defineSite } from "handbill";
const soon = () => new Promise((done) => setTimeout(done, 1));
export default defineSite({
  title: "T",
  layout: "own",
  eleventy(config) {
    config.addAsyncShortcode("later", async (text) => (await soon(), "<i>" + text + "</i>"));
    config.addAsyncFilter("slow", async (text) => (await soon(), text + "!"));
    config.addPairedShortcode("box", (body) => "<b>" + body + "</b>");
  },
});
`;
const PART = "[{{ i }} {% later i %}]";

const rendered: readonly (readonly [what: string, template: string, expected: string])[] = [
  [
    "a loop",
    '{% for i in ["a", "b"] %}{% include "part.njk" %}{% endfor %}|AFTER|{% later "z" %}',
    "[a <i>a</i>][b <i>b</i>]|AFTER|<i>z</i>",
  ],
  [
    "a condition",
    '{% set i = "a" %}{% if i %}{% include "part.njk" %}{% endif %}|AFTER',
    "[a <i>a</i>]|AFTER",
  ],
  [
    "a condition in a loop",
    '{% for i in [1, 2] %}{% if i == 2 %}{% include "part.njk" %}{% else %}-{% endif %}{% endfor %}|AFTER',
    "-[2 <i>2</i>]|AFTER",
  ],
  [
    "an include of an include",
    '{% for i in [1, 2] %}{% include "outer.njk" %}{% endfor %}|AFTER',
    "([1 <i>1</i>])([2 <i>2</i>])|AFTER",
  ],
  ["a `set` block", '{% set x %}{% later "a" %}{% endset %}AFTER|{{ x | safe }}', "AFTER|<i>a</i>"],
  [
    "a `call` block",
    '{% macro m() %}({{ caller() }}){% endmacro %}{% call m() %}{% later "a" %}{% endcall %}|AFTER',
    "(<i>a</i>)|AFTER",
  ],
  ["a filter in a loop", "{% for i in [1, 2] %}{{ i | slow }}{% endfor %}|AFTER", "1!2!|AFTER"],
  [
    "a paired shortcode",
    '{% for i in [1, 2] %}{% box %}{% include "part.njk" %}{% endbox %}{% endfor %}|AFTER',
    "<b>[1 <i>1</i>]</b><b>[2 <i>2</i>]</b>|AFTER",
  ],
  [
    "an import",
    '{% for i in [1, 2] %}{% import "lib.njk" as lib %}{{ lib.m(i) }}{{ lib.made | safe }}{% endfor %}|AFTER',
    "(1)<i>m</i>(2)<i>m</i>|AFTER",
  ],
  [
    "a block of a template that is extended",
    '{% extends "base.njk" %}{% block a %}{% for i in [1] %}{{ super() }}{% include "part.njk" ' +
      "%}{% endfor %}{% endblock %}",
    "<i>base</i>[1 <i>1</i>]|AFTER",
  ],
];

const FILES: Files = {
  ".eleventy.ts": CONFIG,
  "layouts/part.njk": PART,
  "layouts/outer.njk": '({% include "part.njk" %})',
  "layouts/lib.njk": '{% macro m(x) %}({{ x }}){% endmacro %}{% set made %}{% later "m" %}{% endset %}',
  "layouts/base.njk": '{% block a %}{% later "base" %}{% endblock %}|AFTER',
};

describe("asynchronous output is printed in its place", () => {
  it("in layouts, and in pages that are templates", async () => {
    const files: Record<string, string | Uint8Array> = { ...FILES };
    rendered.forEach(([, template], at) => {
      files[`layouts/l${at}.njk`] = template;
      files[`content/m${at}.md`] = `---\nlayout: l${at}\n---\nText\n`;
      files[`content/t${at}.njk`] = `---\nlayout: false\n---\n${template}`;
    });
    const driver = site(files).build().expectExit(0);
    rendered.forEach(([what, , expected], at) => {
      for (const kind of ["m", "t"])
        driver.check(({ root }) =>
          expect(readFileSync(`${root}/_site/${kind}${at}/index.html`, "utf8"), what).toBe(expected),
        );
    });
    await driver;
  });

  it("and is an error in a macro, where it would be lost", async () => {
    await site({
      ...FILES,
      "layouts/own.njk": '{% macro m(x) %}\n  <p>{% later x %}</p>\n{% endmacro %}{{ m("a") }}',
      "content/index.md": "# Home\n",
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("template-failed layouts/own.njk:2:9");
  });

  it("and in a macro of another file with an asynchronous include", async () => {
    await site({
      ...FILES,
      "layouts/lib.njk": '---\n---\n{% macro m(i) %}\n  {% include "part.njk" %}{% endmacro %}',
      "layouts/own.njk": '{% import "lib.njk" as lib %}\n{{ lib.m("a") }}',
      "content/index.md": "# Home\n",
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("template-failed layouts/lib.njk:4:14");
  });

  it("and reports later errors at their line", async () => {
    await site({
      ...FILES,
      "layouts/own.njk": '{% later "a" %}\n{{ missing.call() }}',
      "content/index.md": "# Home\n",
    })
      .build("--format", "json")
      .expectExit(1)
      .expectDiagnostics("template-failed layouts/own.njk:2:4");
  });
});

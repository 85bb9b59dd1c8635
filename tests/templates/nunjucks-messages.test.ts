/** Mistakes in templates are explained in plain words, where they are. */

import { describe, expect, it } from "vitest";
import { explainNunjucks } from "../../src/utils/nunjucks-messages.js";
import { untouched } from "../support/nunjucks.js";
import { site } from "../support/site.js";

const { Environment, Template } = untouched();

/** The last line of Nunjucks' own error for a template, and the explanation. */
function explained(body: string, rest = ""): string {
  const environment = new Environment(null, { throwOnUndefined: body.includes("unset") });
  try {
    new Template(body, environment, "a.njk", true).render({});
  } catch (thrown) {
    const [last = ""] = (thrown as Error).message.split("\n").slice(-1);
    return explainNunjucks(last.trim().replace(/^(?:Error: )/, ""), rest)?.join(" ") ?? `unknown: ${last}`;
  }
  return "renders";
}

describe("an error of Nunjucks", () => {
  it.each([
    ["{{ a + }}", "A value is missing before `}}`."],
    ["{% if %}{% endif %}", "A value is missing before `%}`."],
    ["{{ [1,] }}", "A value is missing before `]`."],
    ["{{ # }}", "A value cannot start with `#`."],
    ["{{ a b }}", "The expression must end before this text."],
    ["{% if a b %}{% endif %}", "The tag `if` must end before this text."],
    ["{% if a %}{% else if b %}{% endif %}", "`else` has no condition. Write `{% elif condition %}`."],
    ["{{ f(a b) }}", "A comma or a closing bracket is missing."],
    ["{{ [1 2] }}", "A comma or a closing bracket is missing."],
    ["{{ {a 1} }}", "A colon is missing after a key."],
    ["{{ a || b }}", "Nunjucks has no operator `||`. Write `or`."],
    ["{{ a | }}", "The name of a filter is missing."],
    ["{{ a..b }}", "A name is missing after the dot."],
    ["{% for a of b %}{% endfor %}", "The loop has no `in`. Write `{% for item in list %}`."],
    ["{% for 1 in b %}{% endfor %}", "The loop has no variable."],
    ["{% set a 1 %}", "`set` has no `=`. Write `{% set name = value %}`."],
    ["{% import 'a' %}", "The import has no `as`."],
    ["{% from 'a' %}", "The import does not name a macro."],
    ["{% from 'a' import %}", "The import does not name a macro."],
    ["{% from 'a' import b c %}", "A comma is missing between two names."],
    ["{% from 'a' import _b %}", "Macros whose names start with `_` cannot be imported."],
    ["{% block 'a' %}{% endblock %}", "The block has no name."],
    ["{% macro a %}{% endmacro %}", "The macro has no parentheses."],
    ["{% %}", "The tag has no name."],
    ["{# a", "The comment is never closed."],
    ["{% for a in b %}", "A tag is never closed."],
    ["{% endif %}", "`endif` has no opening tag."],
    ["{% else %}", "`else` has no opening tag `if`."],
    ["{% assign a = 1 %}", "Unknown tag `assign`."],
    ["{{ a.b() }}", "`a.b` is not a function: it has no value here."],
    ["{{ a | nope }}", "Unknown filter `nope`."],
    ["{{ a is nope }}", "Unknown test `nope` after `is`."],
    ["{% include nav.njk %}", "The name of the template has no value."],
    ["{% include 'nav.njk' %}", "The template `nav.njk` does not exist."],
    ["{{ unset }}", "The value is not set, and `throwOnUndefined` is on."],
    ["{{ 'a' in 3 }}", "The value after `in` is not a list, an object or text."],
  ])("is explained for: %s", (body, expected) => {
    expect(explained(body)).toContain(expected);
  });

  it.each([
    ["{{ a && b }}", "&& b }}", "Nunjucks has no operator `&&`. Write `and`."],
    ["{{ !a }}", "!a }}", "Nunjucks has no operator `!`. Write `not`."],
    ["{{ a ?? b }}", "?? b }}", "Nunjucks has no operator `??`. Write `or`."],
    ["{{ a ? b : c }}", "? b : c }}", "Write `one if condition else other`."],
    ["{% if a = 1 %}{% endif %}", "= 1 %}", "Write `==` to compare."],
    ['{{ a | date: "Y" }}', ': "Y" }}', "Write the arguments of a filter in parentheses"],
  ])("names the operator of another language in: %s", (body, rest, expected) => {
    expect(explained(body, rest)).toContain(expected);
  });

  it("of the site's own code stays as it is", () => {
    expect(explainNunjucks("it broke")).toBeUndefined();
  });
});

describe("a mistake in a template", () => {
  it.each([
    ["{% if title = 1 %}{% endif %}", "2:13", "`=` does not compare values."],
    ["{% if title && x %}{% endif %}", "2:13", "Nunjucks has no operator `&&`."],
    ["<p>{{ title", "2:4", "The expression must end before this text."],
    ["<p>{# title", "2:4", "The comment is never closed."],
    ["{% endfor %}", "2:4", "`endfor` has no opening tag."],
  ])("is explained at its place in a layout: %s", async (body, at, says) => {
    await site({
      "content/index.md": "---\nlayout: mine\n---\n",
      "layouts/mine.njk": `<main>\n${body}`,
    })
      .build("--format", "json")
      .expectDiagnostics(`template-syntax layouts/mine.njk:${at}`)
      .check((_, { stdout }) => expect(stdout).toContain(says));
  });

  it("is explained in a permalink and in a page", async () => {
    await site({
      "content/index.md": "# Home\n",
      "content/a.md": '---\npermalink: "/{{ nope() }}/"\n---\n# A\n',
      "content/b.njk": "---\ntitle: B\n---\n<p>{{ missing() }}\n",
    })
      .build()
      .expectStderr(/The permalink `.*` has an error: `nope` is not a function: it has no value here\./)
      .expectStderr(/content\/b\.njk:4:7[^\n]*\n\s*`missing` is not a function/);
  });
});

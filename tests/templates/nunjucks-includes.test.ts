/** Includes compiled to one call give what Nunjucks' own includes give. */

import fc from "fast-check";
import nunjucks from "nunjucks";
import { describe, expect, it } from "vitest";
import { simplifyIncludes } from "../../src/render/patches.js";
import { untouched } from "../support/nunjucks.js";

type Library = typeof nunjucks;
type Files = Readonly<Record<string, string>>;

const plain = untouched();
const changed = untouched();
simplifyIncludes(changed);

const data = {
  title: `A <b> & "c" 'd' \\`,
  plain: "no mark",
  list: [1, 2, 3],
  map: { a: "x", b: "<y>" },
  word: "part",
};

/** What a template gives, or how it fails, and how often it says so. */
async function outcome(library: Library, files: Files): Promise<unknown> {
  const loader = new (class extends library.Loader {
    getSource(name: string): nunjucks.LoaderSource {
      const src = files[name];
      return (src === undefined ? null : { src, path: name, noCache: false }) as nunjucks.LoaderSource;
    }
  })();
  const environment = new library.Environment(loader as unknown as nunjucks.ILoader, {
    autoescape: true,
    dev: true,
  });
  environment.addFilter("fail", () => {
    throw new Error("it fails");
  });
  environment.addFilter("note", function (this: { readonly ctx: Record<string, unknown> }, value: unknown) {
    return `${String((this.ctx["noted"] = value))}${String(this.ctx["word"])}`;
  });
  environment.addFilter(
    "later",
    (value: unknown, done: (error: unknown, result?: unknown) => void) =>
      done(value === "no" ? new Error("no") : null, value),
    true,
  );
  const answers: unknown[] = [];
  environment.render(
    "main",
    data,
    (error, text) =>
      void answers.push(error === null || error === undefined ? text : `failed: ${error.message}`),
  );
  // More than one answer would come after the first.
  await new Promise((done) => setTimeout(done, 5));
  return answers;
}

const pieces = [
  "{{ title }}",
  "{{ plain }}{{ missing }}",
  "{{ map.b }}{{ title | safe }}",
  "{% set own = title %}{{ own }}",
  "{% set word = 'other' %}",
  "{% for item in list %}{{ loop.index }}/{{ loop.length }}{{ loop.first }}{{ item }}{% set plain " +
    "= item %}{% endfor %}{{ plain }}",
  "{% for key, value in map %}{{ key }}={{ value }}{% else %}none{% endfor %}",
  "{% include 'part' %}",
  "{% include 'sub/' + word %}",
  "{% include 'gone' ignore missing %}",
  "{% include 'gone' %}",
  "{% for item in list %}{% include 'part' %}{% endfor %}",
  "{% import 'macros' as macros %}{{ macros.say(title) }}",
  "{% from 'macros' import say %}{{ say(plain) }}",
  "{% block body %}{{ title }}{% endblock %}",
  "{{ title | fail }}",
  "{{ title | later }}{{ 'no' | later }}",
  "{{ title | escape }}{{ 7 | escape }}{{ true }}{{ list }}",
  "{% call say2() %}in{% endcall %}",
  "{{ title | note }}",
  "{{ noted }}{{ word }}{{ own }}",
  "{% include 'page' %}",
  "{% import 'macros' as macros with context %}{{ macros.say(noted) }}",
  "{% set captured %}{% include 'part' %}{% endset %}{{ captured }}",
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((list) => list.join("-"));
const files = fc.record({
  main: fc
    .tuple(
      fc.constantFrom("", "{% extends 'base' %}", "{% macro say2() %}[{{ caller() }}]{% endmacro %}"),
      text,
    )
    .map((parts) => parts.join("")),
  base: text.map((inner) => `<{% block body %}base{% endblock %}>${inner}`),
  // No template includes itself: each of these names those below it alone.
  part: fc
    .array(
      fc.constantFrom(
        "{{ title }}",
        "{% set word = 'x' %}{{ word }}",
        "{% include 'sub/part' %}",
        "{{ item }}{{ loop.index }}",
        "{{ title | fail }}",
        "{% include 'gone' %}",
        "{{ plain | note }}",
        "{{ noted }}",
        "{% set noted = 1 %}",
        "{% set own = 2 %}{% include 'sub/part' %}",
        "{% block body %}part{% endblock %}",
        "{% include 'page' %}",
      ),
      { maxLength: 3 },
    )
    .map((list) => list.join("+")),
  page: fc
    .tuple(
      fc.constantFrom("{% extends 'frame' %}", ""),
      fc.array(
        fc.constantFrom(
          "{% block body %}page {{ super() }}{% endblock %}",
          "{% block body %}page{{ word }}{% endblock %}",
          "{% set word = 'set' %}",
          "{% include 'sub/part' %}",
          "{{ title | note }}",
        ),
        { maxLength: 3 },
      ),
    )
    .map(([first, rest]) => first + rest.join("")),
  frame: fc.constantFrom(
    "({% block body %}frame{{ noted }}{% endblock %}{{ word }})",
    "{% include 'sub/part' %}{% block other %}{% endblock %}",
  ),
  "sub/part": fc.constantFrom("sub", "{{ own }}", "{% for item in list %}{{ loop.last }}{% endfor %}"),
  "sub/other": fc.constant("other {{ word }}"),
  macros: fc.constant("{% macro say(what) %}({{ what }}){% endmacro %}"),
});

describe("Nunjucks with includes of one call", () => {
  it("gives the same text, and the same errors as often", async () => {
    await fc.assert(
      fc.asyncProperty(files, async (some) => {
        expect(await outcome(changed, some)).toEqual(await outcome(plain, some));
      }),
      { numRuns: 300 },
    );
  });

  it("is asked for all that the templates of the test use", async () => {
    // A test of two libraries that fail everywhere would pass as well.
    const some = {
      main: pieces.filter((piece) => !/gone' %|fail|'no'|say2/.test(piece)).join("-"),
      base: "",
      part: "{{ title }}",
      "sub/part": "sub",
      "sub/other": "other",
      page: "{% extends 'frame' %}{% block body %}{{ super() }}{% endblock %}",
      frame: "{% block body %}{% endblock %}",
      macros: "{% macro say(what) %}({{ what }}){% endmacro %}",
    };
    expect(await outcome(changed, some)).toEqual([
      expect.stringContaining("(A &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; &#92;)"),
    ]);
  });
});

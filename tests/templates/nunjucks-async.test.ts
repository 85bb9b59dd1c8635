/** A template that waits gives what it would give if nothing in it had to wait. */

import fc from "fast-check";
import nunjucks from "nunjucks";
import { describe, expect, it } from "vitest";
import { waitInOrder } from "../../src/eleventy/nunjucks-async.js";
import { CannotWait } from "../../src/eleventy/nunjucks-waiting.js";
import { simplifyIncludes } from "../../src/render/patches.js";
import { untouched } from "../support/nunjucks.js";

type Library = typeof nunjucks;
type Files = Readonly<Record<string, string>>;
type Done = (error: unknown, result?: unknown) => void;

const plain = untouched();
const waiting = untouched();
simplifyIncludes(waiting);
waitInOrder(waiting);

/** Ends an asynchronous filter or tag. */
type Ends = (done: () => void) => void;
const atOnce: Ends = (done) => done();
const later: Ends = (done) =>
  void Promise.resolve()
    .then(() => Promise.resolve())
    .then(done);

/** An environment whose filter `late` and tags `late` and `wrap` are as asynchronous as `ends` says; "sync": not at all. */
function environmentOf(library: Library, files: Files, ends: Ends | "sync"): nunjucks.Environment {
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
  const made = (value: unknown): string => {
    if (value === "no") throw new Error("it fails");
    return `<${String(value)}>`;
  };
  const end = (done: Done, make: () => unknown): void =>
    (ends as Ends)(() => {
      let text: unknown;
      try {
        text = make();
      } catch (error) {
        return done(error);
      }
      done(null, text);
    });
  environment.addFilter(
    "late",
    ends === "sync" ? made : (value: unknown, done: Done) => end(done, () => made(value)),
    ends !== "sync",
  );
  const { nodes } = library as unknown as { nodes: Record<string, new (...parts: unknown[]) => unknown> };
  const tag = (name: string, isPaired: boolean): void => {
    const extension = {
      tags: [name],
      parse(parser: Record<string, (...given: unknown[]) => unknown>) {
        const token = parser["nextToken"]!() as { value: string };
        const args = parser["parseSignature"]!(true, true);
        parser["advanceAfterBlockEnd"]!(token.value);
        const body = isPaired ? [parser["parseUntilBlocks"]!(`end${name}`)] : [];
        if (isPaired) parser["advanceAfterBlockEnd"]!();
        const kind = ends === "sync" ? "CallExtension" : "CallExtensionAsync";
        return new nodes[kind]!(extension, "run", args, body);
      },
      run(_context: unknown, value: unknown, ...rest: unknown[]) {
        const [body, done] = isPaired
          ? (rest as [(done?: Done) => string, Done])
          : [undefined, rest[0] as Done];
        const safe = (text: string) => new library.runtime.SafeString(text);
        if (ends === "sync") return safe(`${made(value)}${body?.() ?? ""}`);
        const finish = (text: string) => end(done, () => safe(`${made(value)}${text}`));
        if (body === undefined) return finish("");
        body((error, text) => (error ? done(error) : finish(String(text))));
      },
    };
    environment.addExtension(name, extension as unknown as nunjucks.Extension);
  };
  tag("late", false);
  tag("wrap", true);
  return environment;
}

const data = {
  list: [1, 2, 3],
  map: { a: "x", b: "<y>" },
  pairs: [
    [1, "p"],
    [2, "q"],
  ],
  none: [],
  yes: true,
  word: "two",
  name: "leaf",
};

function render(environment: nunjucks.Environment): Promise<string> {
  return new Promise((resolve, reject) =>
    environment.render("main", data, (error, text) => (error ? reject(error as Error) : resolve(text ?? ""))),
  );
}

const FILES: Files = {
  leaf: "({{ i }}{% late i %})",
  setting: "{% set i = 'own' %}{% late i %}{{ i }}",
  base: "{% block a %}[A{% late 'a' %}]{% endblock %}|{% block b %}[B]{% endblock %}",
  macros: "{% macro plain(x) %}_{{ x }}_{% endmacro %}{% set made %}{% late 'm' %}{% endset %}",
};

const blocks = [
  (body: string) => `{% for i in list %}${body}{% endfor %}`,
  (body: string) => `{% for i in none %}no{% else %}${body}{% endfor %}`,
  (body: string) =>
    `{% for k, v in map %}{{ k }}={{ v }}${body}{{ loop.index }}/{{ loop.length }};{% endfor %}`,
  (body: string) => `{% for k, v in pairs %}{{ k }}={{ v }}${body}{{ loop.last }};{% endfor %}`,
  (body: string) => `{% if yes %}${body}{% else %}no{% endif %}`,
  (body: string) => `{% if no %}no{% elif yes %}${body}{% endif %}`,
  (body: string) => `{% if no %}no{% else %}${body}{% endif %}`,
  (body: string) => `{% switch word %}{% case "one" %}1{% case "two" %}${body}{% default %}d{% endswitch %}`,
  (body: string) => `{% switch word %}{% case "one" %}1{% default %}${body}{% endswitch %}`,
  (body: string) => `{% set text %}${body}{% endset %}{{ text }}+{{ text | length }}`,
  (body: string) => `{% filter upper %}${body}{% endfilter %}`,
  (body: string) => `{% wrap "w" %}${body}{% endwrap %}`,
  (body: string) => `{% import "macros" as m %}{{ m.plain("x") }}${body}`,
  (body: string) => `{% from "macros" import plain, made %}{{ plain(made) }}${body}`,
];
const leaves = [
  '{% include "leaf" %}',
  "{% include name %}",
  '{% include "setting" %}{{ i }}',
  "{% late i %}",
  "{{ i | late }}{{ list | join | late | upper }}",
  "{% set own = word | late %}{{ own }}",
  "{% if word | late %}{{ word }}{% endif %}",
  "plain {{ i }}",
];

const body = fc.letrec<{ body: string; one: string }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...leaves),
    fc.tuple(fc.constantFrom(...blocks), tie("body")).map(([block, inner]) => block(inner)),
  ),
  body: fc.array(tie("one"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("|")),
})).body;

describe("templates that wait", () => {
  it.each(["at once", "later"])(
    "print the same as synchronous templates if they are rendered %s",
    async (when) => {
      await fc.assert(
        fc.asyncProperty(body, async (main) => {
          const files = { ...FILES, main };
          // Nunjucks itself cannot compile an include in `switch`, or in the `else` of `for`.
          const expected = await render(environmentOf(plain, files, "sync")).catch(() => undefined);
          fc.pre(expected !== undefined);
          const ends = when === "later" ? later : atOnce;
          expect(await render(environmentOf(waiting, files, ends))).toBe(expected);
        }),
        { numRuns: 60 },
      );
    },
  );

  const print = async (main: string, files: Files = {}) =>
    render(environmentOf(waiting, { ...FILES, ...files, main }, later));

  it("print each block of a layout in its place", async () => {
    const main =
      '{% extends "base" %}{% block a %}{{ super() }}{% for i in list %}{% include "leaf" %}{% ' +
      'endfor %}{% endblock %}{% block b %}{% if yes %}{{ super() }}{% endif %}{% late "z" %}{% ' +
      "endblock %}";
    expect(await print(main)).toBe("[A<a>](1<1>)(2<2>)(3<3>)|[B]<z>");
  });

  it("may include others in `switch`, and in the `else` of `for`", async () => {
    const cases =
      '{% switch i %}{% case 1 %}{% case 2 %}{% include "leaf" %}{% default %}{% late "d" %}{% endswitch %}';
    expect(await print(`{% for i in list %}${cases};{% endfor %}`)).toBe("(1<1>);(2<2>);<d>;");
    expect(await print('{% for i in none %}{% else %}{% include "leaf" %}{% endfor %}|')).toBe(
      "(<undefined>)|",
    );
  });

  it("may be in a `call` block, which has the variables around it", async () => {
    const around = "{% macro around() %}<{{ caller() }}>{% endmacro %}";
    expect(
      await print(
        `${around}{% for i in list %}{% call around() %}{% include "leaf" %}{% late i %}{% endcall ` +
          "%}{% endfor %}|",
      ),
    ).toBe("<(1<1>)<1>><(2<2>)<2>><(3<3>)<3>>|");
  });

  it("go through objects, names that JavaScript reserves, and `else` in asyncEach and asyncAll", async () => {
    for (const loop of ["asyncEach", "asyncAll"]) {
      const end = `{% end${loop.replace("async", "").toLowerCase()} %}`;
      expect(await print(`{% ${loop} class in list %}{% late class %}{% include "leaf" %}${end}`)).toBe(
        "<1>(<undefined>)<2>(<undefined>)<3>(<undefined>)",
      );
      expect(await print(`{% ${loop} i in list %}{% include "leaf" %}${end}`)).toBe("(1<1>)(2<2>)(3<3>)");
      expect(await print(`{% ${loop} i in none %}x{% else %}{% late "e" %}${end}`)).toBe("<e>");
      expect(await print(`{% ${loop} k, v in map %}{{ k }}{% late v %}{% else %}none${end}`)).toBe(
        "a<x>b<<y>>",
      );
    }
  });

  it("end in a loop of any length", async () => {
    const environment = environmentOf(
      waiting,
      { main: "{% for i in many %}{% wrap i %}{% endwrap %}{% endfor %}" },
      atOnce,
    );
    environment.addGlobal(
      "many",
      Array.from({ length: 20_000 }, (_, at) => at),
    );
    expect((await render(environment)).length).toBeGreaterThan(100_000);
  });

  it("fail with later errors", async () => {
    await expect(print('{% late "a" %}{{ nothing.at.all() }}')).rejects.toThrow(/Unable to call/);
    await expect(print('{% for i in list %}{% late i %}{% late "no" %}{% endfor %}')).rejects.toThrow(
      "it fails",
    );
    await expect(print('{% include "fails" %}after', { fails: '{% late "a" %}{{ x() }}' })).rejects.toThrow(
      /\(fails\)/,
    );
  });

  it.each([
    ['{% macro m() %}\n a{% late "b" %}{% endmacro %}{{ m() }}', "late", 1, 10],
    ['{% macro m() %}{% include "leaf" %}{% endmacro %}{{ m() }}', "leaf", 0, 26],
    ["{% macro m(a) %}{{ a | late }}{% endmacro %}{{ m(1) }}", "late", 0, 23],
    ["{% macro m() %}{{ caller(1) }}{% endmacro %}{% call(x) m() %}{% late x %}{% endcall %}", "late", 0, 69],
    ['{% macro m(a="x" | late) %}{{ a }}{% endmacro %}{{ m() }}', "late", 0, 19],
  ])("are refused where a macro would have to wait: %s", async (main, waits, lineno, colno) => {
    const error: unknown = await print(main).catch((thrown: unknown) => thrown);
    let cause = error;
    while (cause instanceof Error && !(cause instanceof CannotWait))
      cause = (cause as { cause?: unknown }).cause;
    expect(cause).toMatchObject({ waits, lineno, colno, template: "main" });
  });

  it("may have macros whose tags do not wait", async () => {
    const environment = environmentOf(
      waiting,
      { main: '{% macro m() %}{% wrap "a" %}b{% endwrap %}{% endmacro %}{{ m() }}' },
      atOnce,
    );
    expect(await render(environment)).toBe("<a>b");
  });
});

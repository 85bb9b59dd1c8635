/** Grammars have the same matches if they share their compiled expressions. */

import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { createCssVariablesTheme, createHighlighterCore } from "shiki/core";
import { createOnigurumaEngine } from "shiki/engine/oniguruma";
import { bundledLanguages } from "shiki/langs";
import { beforeAll, describe, expect, it } from "vitest";
import type { RegexEngine } from "shiki";
import { shareExpressions } from "../../src/content/markdown/shared-scanners.js";
import { packagePath } from "../../src/utils/package-path.js";
import { runs, some } from "../support/runs.js";

/** Code with strings, comments, embedded languages and ends that repeat their start. */
const CODE = [
  "const a = `x ${b ? `y` : /[/]\\//g} z`; // end",
  '<script>let a = "</b>";</script><style>a { color: red }</style>',
  "cat <<EOF | sed 's/a/b/' # note\n$HOME ${x:-y}\nEOF\necho done",
  "title: 'it''s' # note\nlist: [1, two]\ntext: |\n  lines\n  more",
  "SELECT 'a' || \"b\" FROM t -- note\nWHERE x = 1.5e3;",
  'def f(x: int) -> str:\n    """Text"""\n    return f"{x!r:>{width}}"',
  '-old\n+new\n@@ -1 +1 @@ fn main() { let s = r#"raw"#; }',
  `long ${'word "quoted" {a: 1} '.repeat(60)}`,
];

const LANGUAGES = Object.keys(bundledLanguages).filter((_, index) => index % 7 === 0);

describe("shared expressions", () => {
  let engine: RegexEngine;
  beforeAll(async () => {
    const file = pathToFileURL(packagePath("dist/highlight-engine.js")).href;
    engine = await createOnigurumaEngine(import(file) as Parameters<typeof createOnigurumaEngine>[0]);
  });

  it.each(some(LANGUAGES, 6))("colour %s as scanners of their own do", async (language) => {
    const theme = createCssVariablesTheme({ name: "css", variablePrefix: "--" });
    const [own, shared] = await Promise.all(
      [engine, shareExpressions(engine)].map((each) =>
        createHighlighterCore({
          themes: [theme],
          langs: [bundledLanguages[language as keyof typeof bundledLanguages]],
          engine: each,
          warnings: false,
        }),
      ),
    );
    const options = { lang: language, theme: "css", tokenizeTimeLimit: 0 };
    for (const code of CODE)
      expect(shared?.codeToTokens(code, options).tokens).toEqual(own?.codeToTokens(code, options).tokens);
  });

  it("find the same as one scanner for all of them, in any order of searches", () => {
    const expression = fc.constantFrom(
      "a",
      "b+",
      "\\Ga",
      "(?<=a)b",
      "(a)(b)?",
      "a\\Kb",
      "$",
      "\\bx",
      "(?=b)",
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(expression, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(3), fc.nat(12), fc.constantFrom("abba xab\n", "é a😀b ab\n")), {
          maxLength: 30,
        }),
        (rules, searches) => {
          const sharing = shareExpressions(engine);
          const scanners = rules.map(
            (rule) => [engine.createScanner(rule), sharing.createScanner(rule)] as const,
          );
          const texts = new Map<string, ReturnType<RegexEngine["createString"]>>();
          for (const [rule, from, line] of searches) {
            const text = texts.get(line) ?? engine.createString(line);
            texts.set(line, text);
            const [own, shared] = scanners[rule % scanners.length] ?? [];
            expect(shared?.findNextMatchSync(text, from, 0)).toEqual(own?.findNextMatchSync(text, from, 0));
          }
        },
      ),
      { numRuns: runs(500) },
    );
  });
});

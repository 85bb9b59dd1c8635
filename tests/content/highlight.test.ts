/** Colours of code. */

import { expect, it, vi } from "vitest";
import { createHighlighter } from "../../src/content/markdown/highlight.js";

const CODE = 'export const a: Generator = { name: "a", plan({ b }) { return make(); } };\n';

it("is coloured the same on a machine where every step takes a second", async () => {
  const [quick, slow] = [createHighlighter(), createHighlighter()];
  await Promise.all([quick.load(["ts"]), slow.load(["ts"])]);
  const expected = quick.highlight(CODE, "ts");
  expect(expected).toContain('<span class="hl-function">make</span>');
  let now = Date.now();
  const clock = vi.spyOn(Date, "now").mockImplementation(() => (now += 1000));
  const timer = vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
  try {
    expect(slow.highlight(CODE, "ts")).toBe(expected);
  } finally {
    clock.mockRestore();
    timer.mockRestore();
  }
});

it("leaves a line plain that is longer than people write", async () => {
  const highlighter = createHighlighter();
  await highlighter.load(["js"]);
  const line = `const a = "${"x".repeat(5000)}";`;
  expect(highlighter.highlight(line, "js")).toBe(`${line}\n`);
});

it("is coloured the same whatever was coloured before", async () => {
  const [alone, later] = [createHighlighter(), createHighlighter()];
  const nested = "---\ntitle: A\n---\n\n```css\na { color: red }\n```\n";
  await alone.load(["md", "html", "ts"]);
  await later.load(["yaml", "css", "js", "sql", "md", "html", "ts"]);
  for (const [language, code] of [
    ["md", nested],
    ["html", "<style>a { color: red }</style><script>let a = 1;</script>"],
    ["ts", "const a = /* sql */ `select 1`;"],
  ] as const) {
    expect(later.highlight(code, language), language).toBe(alone.highlight(code, language));
  }
  expect(alone.highlight(nested, "md")).toContain('<span class="hl-keyword">title</span>');
});

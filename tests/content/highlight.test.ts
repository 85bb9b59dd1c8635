/** Colours of code. */

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createHighlighter } from "../../src/content/markdown/highlight.js";
import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { openKeptTexts } from "../../src/system/kept-texts.js";

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

it("is coloured the same after any other code", async () => {
  vi.resetModules();
  const { createHighlighter: createOther } = await import("../../src/content/markdown/highlight.js");
  const [alone, later] = [createHighlighter(), createOther()];
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

describe("highlighted code of an earlier process", () => {
  const keptFile = (): string => {
    const folder = mkdtempSync(join(tmpdir(), "handbill-kept-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return join(folder, "code.kept");
  };
  /** Texts are saved when their process has nothing else to do. */
  const untilSaved = () => new Promise(setImmediate);

  it("is used without loading its language", async () => {
    const file = keptFile();
    const before = createHighlighter(openKeptTexts(file));
    await before.load(["ts", "none"]);
    const expected = before.highlight(CODE, "ts");
    expect(before.highlight("a", "none")).toBeUndefined();
    await untilSaved();

    const after = createHighlighter(openKeptTexts(file));
    expect(after.highlight(CODE, "ts")).toBe(expected);
    expect(after.highlight("b", "none")).toBeUndefined();
    expect(after.takeMissing()).toEqual([]);
    expect(after.highlight("let b;", "ts")).toBeUndefined();
    expect(after.takeMissing()).toEqual(["ts"]);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("does not stop new code from being coloured", async () => {
    const file = keptFile();
    const body = "```js\nlet a;\n```\n\n> - ~~~css\n>   a { color: red }\n>   ~~~\n";
    const text = (start: string) => ({ body: start + body, bodyLine: 1, source: "content/a.md" });
    const expected = await createMarkdown({ trust: "text" }).renderHighlighted(text("```sh\nls\n```\n"));
    await createMarkdown({ trust: "text", keptCode: openKeptTexts(file) }).renderHighlighted(text(""));
    await untilSaved();
    const later = createMarkdown({ trust: "text", keptCode: openKeptTexts(file) });
    expect(await later.renderHighlighted(text("```sh\nls\n```\n"))).toEqual(expected);
  });

  it("is right or not there after any damage to its file", async () => {
    const file = keptFile();
    const entries = [...Array(20).keys()].map((key) => [`key ${key}`, `text ${key} `.repeat(key)] as const);
    const made = openKeptTexts(file);
    for (const [key, text] of entries) made.set(key, text);
    await untilSaved();
    const whole = readFileSync(file);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        writeFileSync(file, isCut ? damaged.subarray(0, at) : damaged);
        const kept = openKeptTexts(file);
        for (const [key, text] of entries) expect([text, undefined]).toContain(kept.get(key));
      }),
    );
    for (const [key, text] of entries) made.set(key, text);
    await untilSaved();
    const repaired = openKeptTexts(file);
    for (const [key, text] of entries) expect(repaired.get(key)).toBe(text);
  });

  it("is not needed: a folder may be read-only", async () => {
    const kept = openKeptTexts("/no/such/folder/code.kept");
    kept.set("a", "b");
    await untilSaved();
    expect(kept.get("a")).toBeUndefined();
  });
});

it("compiles a grammar once for all highlighters, because Shiki keeps its memory", async () => {
  const core = await import("shiki/core");
  const create = vi.fn(core.createHighlighterCore);
  vi.resetModules();
  vi.doMock("shiki/core", () => ({ ...core, createHighlighterCore: create }));
  const { createHighlighter: createCounted } = await import("../../src/content/markdown/highlight.js");
  for (let session = 0; session < 3; session += 1) {
    const highlighter = createCounted();
    await highlighter.load(["ts"]);
    expect(highlighter.highlight(CODE, "ts")).toContain("hl-function");
  }
  expect(create).toHaveBeenCalledTimes(1);
  vi.doUnmock("shiki/core");
});

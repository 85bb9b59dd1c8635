/** Which findings are new: those that a branch brings, and none that only moved. */

import { describe, expect, it } from "vitest";
import { compareFindings } from "../../src/compare/findings.js";
import type { Diagnostic } from "../../src/model/model.js";

const broken = (file: string, line: number, href: string, lineText: string): Diagnostic => ({
  code: "broken-link",
  level: "error",
  file,
  line,
  column: lineText.indexOf(href) + 1,
  length: href.length,
  message: `The page links to ${href}, which is not there.`,
  lineText,
});
const noAlt = (line: number, lineText: string): Diagnostic => ({
  code: "image-alt",
  level: "warning",
  file: "content/a.md",
  line,
  column: lineText.indexOf("![") + 1,
  length: lineText.length - lineText.indexOf("!["),
  message: "The image has no alt text.",
  lineText,
});
const compare = (
  before: readonly Diagnostic[],
  now: readonly Diagnostic[],
  files: { readonly before?: readonly string[]; readonly now?: readonly string[] } = {},
) => {
  const has =
    (list: readonly string[] = ["content/a.md", "content/b.md"]) =>
    (path: string) =>
      list.includes(path);
  const { added, fixed, kept } = compareFindings(
    { findings: before, hasFile: has(files.before) },
    { findings: now, hasFile: has(files.now) },
  );
  const places = (found: readonly Diagnostic[]) =>
    found.map(({ file, line }) => `${file ?? ""}:${line ?? ""}`);
  return { added: places(added), fixed: places(fixed), kept: places(kept) };
};

describe("a finding", () => {
  it("that moved to another line is not new", () => {
    expect(
      compare(
        [broken("content/a.md", 3, "x.md", "See [x](x.md).")],
        [broken("content/a.md", 90, "x.md", "See [x](x.md).")],
      ),
    ).toEqual({ added: [], fixed: [], kept: ["content/a.md:90"] });
  });

  it("is not new where the rest of its line was edited", () => {
    expect(
      compare(
        [broken("content/a.md", 3, "x.md", "See [x](x.md).")],
        [broken("content/a.md", 3, "x.md", "You can also see [x](x.md) for more.")],
      ),
    ).toEqual({ added: [], fixed: [], kept: ["content/a.md:3"] });
  });

  it("of a renamed file is not new, and one of a file that is still there is", () => {
    const [old, moved] = [
      broken("content/a.md", 3, "x.md", "See [x](x.md)."),
      broken("content/docs/a.md", 5, "x.md", "See [x](x.md)."),
    ];
    expect(compare([old], [moved], { before: ["content/a.md"], now: ["content/docs/a.md"] })).toEqual({
      added: [],
      fixed: [],
      kept: ["content/docs/a.md:5"],
    });
    expect(
      compare([old], [old, moved], { before: ["content/a.md"], now: ["content/a.md", "content/docs/a.md"] }),
    ).toEqual({ added: ["content/docs/a.md:5"], fixed: [], kept: ["content/a.md:3"] });
  });

  it("is new if there is one more with the same message, and the added one is named", () => {
    const line = "See [x](x.md).";
    const at = (...lines: number[]) => lines.map((number) => broken("content/a.md", number, "x.md", line));
    expect(compare(at(10, 20), at(3, 11, 21))).toEqual({
      added: ["content/a.md:3"],
      fixed: [],
      kept: ["content/a.md:11", "content/a.md:21"],
    });
    expect(compare(at(10, 20), at(10, 20, 30))).toMatchObject({ added: ["content/a.md:30"] });
    expect(compare(at(10, 20, 30), at(20))).toMatchObject({
      added: [],
      fixed: ["content/a.md:10", "content/a.md:30"],
    });
  });

  it("is new when another one of its kind was fixed in the same file", () => {
    expect(compare([noAlt(3, "![](a.png)")], [noAlt(3, "![](b.png)")])).toEqual({
      added: ["content/a.md:3"],
      fixed: ["content/a.md:3"],
      kept: [],
    });
  });

  it("is not new when its message counts more pages than before", () => {
    const counted = (pages: string): Diagnostic => ({
      code: "broken-link",
      level: "error",
      file: "layouts/docs.njk",
      line: 4,
      column: 1,
      message: `${pages} link to \`/v2/gone/\`, which the site does not have.`,
      lineText: "<a href>",
    });
    expect(compare([counted("1,200 pages")], [counted("1,201 pages")])).toMatchObject({ added: [] });
  });

  it("of the site as a whole is compared by its message", () => {
    const whole = (message: string): Diagnostic => ({ code: "home-missing", level: "warning", message });
    expect(compare([whole("No home.")], [whole("No home."), whole("No other.")])).toEqual({
      added: [":"],
      fixed: [],
      kept: [":"],
    });
  });

  it("that is reported twice counts once", () => {
    const one = broken("content/a.md", 3, "x.md", "See [x](x.md).");
    expect(compare([one], [one, { ...one }])).toMatchObject({ added: [] });
  });
});

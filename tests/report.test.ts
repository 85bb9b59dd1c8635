import { describe, expect, it } from "vitest";
import { diagnostic } from "../src/diagnostics/catalogue.js";
import { createProgress } from "../src/cli/progress.js";
import { countText, report, sortDiagnostics } from "../src/report/report.js";
import { site } from "./support/site.js";

const at = (line: number, column: number, length: number) =>
  diagnostic(
    "broken-link",
    { file: "content/a.md", line, column, length },
    "The page links to x, which does not exist.",
    "Correct it.",
  );
const frame = (text: string, column: number, length: number) =>
  report([at(1, column, length)], "text", () => text)
    .split("\n")
    .slice(2, 4);

describe("the frame", () => {
  it("underlines the place", () => {
    expect(frame("First, [install it](./instal.md).", 21, 11)).toEqual([
      "  1 │ First, [install it](./instal.md).",
      "    │                     ^^^^^^^^^^^",
    ]);
  });

  it("keeps its carets in place after tabs, wide letters and combining marks", () => {
    expect(frame("\tx [a](b)", 8, 1)).toEqual(["  1 │   x [a](b)", "    │         ^"]);
    expect(frame("日本 [a](b)", 8, 1)).toEqual(["  1 │ 日本 [a](b)", "    │          ^"]);
    expect(frame("e\u0301 [a](b)", 8, 1)).toEqual(["  1 │ e\u0301 [a](b)", "    │       ^"]);
  });

  it("cuts a long line around the place", () => {
    const [line = "", carets = ""] = frame(`${"x".repeat(300)}HERE${"y".repeat(300)}`, 301, 4);
    expect(line.length).toBeLessThan(120);
    expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("HERE");
  });

  it("shows control characters of the author's text, and obeys none", () => {
    expect(report([at(1, 1, 1)], "text", () => "a\u001b[31mred\u0007")).toContain("a\\x1b[31mred\\x07");
  });

  it("shows marks that turn the direction of a text, and turns nothing", () => {
    expect(report([diagnostic("no-pages", {}, "a\u202eb\u2066c\u2028d")], "text", () => undefined)).toBe(
      "error  no-pages\n  a\\u202eb\\u2066c\\u2028d\n",
    );
  });

  it("is left out for a line that cannot be read", () => {
    expect(report([at(99, 1, 1)], "text", () => undefined)).toBe(
      "error  broken-link  content/a.md:99:1\n  The page links to x, which does not exist.\n  Correct it.\n",
    );
  });
});

describe("a report", () => {
  const list = [
    at(2, 1, 1),
    at(1, 5, 1),
    at(1, 5, 1),
    diagnostic("no-pages", {}, "None."),
    diagnostic("broken-anchor", { file: "content/a.md", line: 1, column: 2 }, "B."),
  ];

  it("is in the order of files and lines, each finding once", () => {
    expect(sortDiagnostics(list).map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual([
      "no-pages undefined:undefined",
      "broken-anchor 1:2",
      "broken-link 1:5",
      "broken-link 2:1",
    ]);
    expect(countText(list)).toBe("3 errors, 1 warning");
    expect(countText([])).toBe("");
  });

  it("prints errors last, and repeated messages once with all their places", () => {
    const same = (file: string, line: number) =>
      diagnostic(
        "broken-link",
        { file, line, column: 3 },
        "The page links to x, which does not exist.",
        "Correct it.",
      );
    const [warning] = [diagnostic("broken-anchor", { file: "content/z.md", line: 1, column: 2 }, "W.")];
    expect(
      report(
        [same("content/a.md", 1), same("content/a.md", 9), same("content/b.md", 2), warning],
        "text",
        () => undefined,
      ).match(/^\w+ {2}.*/gm),
    ).toEqual([
      "warning  broken-anchor  content/z.md:1:2",
      "error  broken-link  content/a.md:1:3",
      "error  broken-link  content/a.md:9:3",
      "error  broken-link  content/b.md:2:3",
    ]);
    const many = [
      same("content/a.md", 1),
      same("content/a.md", 9),
      same("content/b.md", 2),
      same("content/b.md", 5),
      diagnostic("no-pages", {}, "N."),
    ];
    expect(report(many, "text", () => undefined)).toBe(
      "error  no-pages\n  N.\n\nerror  broken-link  content/a.md:1:3\n" +
        "  The page links to x, which does not exist.\n  Correct it.\n  Also in 3 more places:\n" +
        "    content/a.md:9:3\n    content/b.md:2:3, 5:3\n",
    );
    expect(JSON.parse(report(many, "json", () => undefined))).toMatchObject({ diagnostics: { length: 5 } });
  });

  it("counts many findings by their code", () => {
    const links = Array.from({ length: 20 }, (_, index) => at(index + 1, 1, 1));
    expect(countText(links)).toBe("20 errors");
    expect(
      countText([
        ...links,
        diagnostic("no-pages", {}, "N."),
        ...[1, 2].map((line) => diagnostic("broken-anchor", { file: "content/a.md", line, column: 1 }, "W.")),
      ]),
    ).toBe("21 errors, 2 warnings: 20 broken-link, 2 broken-anchor, 1 no-pages");
  });

  it("escapes the syntax of GitHub's workflow commands", () => {
    expect(
      report(
        [diagnostic("broken-link", { file: "content/a,b:c.md", line: 1, column: 1 }, "100%\nsure")],
        "github",
        () => undefined,
      ),
    ).toBe("::error file=content/a%2Cb%3Ac.md,line=1,col=1,title=broken-link::100%25%0Asure\n");
  });

  it("indents every line of a message", () => {
    expect(report([diagnostic("no-pages", {}, "One:\n  two", "Do\nthis.")], "text", () => undefined)).toBe(
      "error  no-pages\n  One:\n    two\n  Do\n  this.\n",
    );
  });

  it("has the same keys in the same order as JSON, for findings of every kind", () => {
    const made = [{ message: "m", column: 2, line: 1, file: "a", level: "error", code: "no-pages" } as const];
    expect(report(made, "json", () => undefined)).toBe(
      '{\n  "diagnostics": [\n    {\n      "code": "no-pages",\n      "level": "error",\n' +
        '      "file": "a",\n      "line": 1,\n      "column": 2,\n      "message": "m"\n    }\n  ]\n' +
        "}\n",
    );
  });

  it("brings the line in JSON and SARIF", () => {
    const read = () => "the line";
    expect(report([at(3, 5, 7)], "json", read)).toContain('"lineText": "the line"');
    expect(report([at(3, 5, 7)], "sarif", read).replace(/\s+/g, " ")).toContain(
      '"snippet": { "text": "the line" }',
    );
  });

  it("points to files and regions as SARIF has them", () => {
    const { runs } = JSON.parse(
      report([{ ...at(3, 5, 7), file: "content/a b?#é.md" }], "sarif", () => undefined),
    ) as {
      runs: {
        columnKind: string;
        results: { ruleIndex: number; locations: { physicalLocation: object }[] }[];
      }[];
    };
    expect([runs[0]?.columnKind, runs[0]?.results[0]?.ruleIndex]).toEqual(["utf16CodeUnits", 0]);
    expect(runs[0]?.results[0]?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "content/a%20b%3F%23%C3%A9.md" },
      region: { startLine: 3, startColumn: 5, endColumn: 12 },
    });
  });

  it("has colour only where it is asked for", () => {
    expect(report([at(1, 1, 1)], "text", () => "x", { color: true })).toContain("\u001b[31m");
    expect(report([at(1, 1, 1)], "text", () => "x", false)).not.toContain("\u001b");
  });
});

describe("progress", () => {
  const record = (isTTY: boolean) => {
    let text = "";
    return { stream: { isTTY, columns: 80, write: (part: string) => (text += part) }, text: () => text };
  };

  it("is a bar on a terminal, which is removed at the end", () => {
    const { stream, text } = record(true);
    const progress = createProgress(stream, true);
    progress.tell("Rendering", 500, 1000);
    progress.end();
    expect(text()).toBe("\r\u001b[2KRendering ████████████░░░░░░░░░░░░ 500 of 1,000\r\u001b[2K");
  });

  it("is one line for each stage elsewhere, and nothing when it is quiet", () => {
    const { stream, text } = record(false);
    const progress = createProgress(stream, true);
    for (const done of [1, 2, 3]) progress.tell("Rendering", done, 3);
    progress.tell("Writing");
    progress.end();
    expect(text()).toBe("Rendering…\nWriting…\n");
    const quiet = record(false);
    createProgress(quiet.stream, false).tell("Rendering");
    expect(quiet.text()).toBe("");
  });
});

describe("a long report", () => {
  const same = Array.from({ length: 12 }, (_, index) =>
    diagnostic("broken-link", { file: "content/a.md", line: index + 1, column: 3 }, "No x."),
  );
  const different = Array.from({ length: 60 }, (_, index) =>
    diagnostic("lost-anchor", { file: "old.txt", line: index + 1, column: 1 }, `No ${index}.`),
  );
  const read = () => undefined;

  it("shows the first five places of a repeated message, and the first fifty of a code, with counts", () => {
    expect(report(same, "text", read)).toBe(
      "error  broken-link  content/a.md:1:3\n  No x.\n  Also in 11 more places:\n" +
        "    content/a.md:2:3, 3:3, 4:3, 5:3\n    … and 7 more (`--verbose` prints them)\n",
    );
    const text = report([...same, ...different], "text", read);
    expect(text.match(/^ {2}No \d+/gm)).toHaveLength(50);
    expect(text).toContain("\nlost-anchor: 10 more findings. Use `--verbose` to print them.\n");
  });

  it("is complete with `verbose`, and in JSON", () => {
    const text = report([...same, ...different], "text", read, { verbose: true });
    expect(text.match(/^ {2}No \d+/gm)).toHaveLength(60);
    expect(text).toContain("content/a.md:2:3, 3:3, 4:3, 5:3, 6:3, 7:3, 8:3, 9:3, 10:3, 11:3, 12:3\n");
    const json = JSON.parse(report([...same, ...different], "json", read)) as { diagnostics: unknown[] };
    expect(json.diagnostics).toHaveLength(72);
  });

  it("ends with a summary by code, also with `--quiet`", async () => {
    const links = Array.from({ length: 25 }, (_, index) => `[x](gone-${index}.md)\n`).join("\n");
    await site({ "content/index.md": `# Home\n\n${links}` })
      .build("--quiet")
      .expectExit(1)
      .expectStderr(/\n\n25 errors: 25 broken-link\n$/)
      .build()
      .expectStderr(/\n25 errors: 25 broken-link\n/)
      .build("--verbose")
      .expectExit(1);
  });
});

import { describe, expect, it } from "vitest";
import { diagnostic } from "../../src/diagnostics/catalogue.js";
import type { Link } from "../../src/model/model.js";
import { movedFindings } from "../../src/site/links/moved-findings.js";

const link = (href: string, line: number, column: number): Link => ({ kind: "link", href, line, column });
const about = ({ href, line, column }: Link) =>
  diagnostic(
    "broken-link",
    { file: "content/a.md", line, column, length: href.length },
    `The page links to ${href}.`,
    "Correct it.",
  );

describe("findings about links", () => {
  it("go with their links when the text around them changes", () => {
    const [a, b] = [link("a.md", 3, 5), link("b.md", 3, 20)];
    const [a2, b2] = [link("a.md", 7, 1), link("b.md", 9, 2)];
    expect(movedFindings([about(b), about(a)], [a, b], [a2, b2])).toEqual([about(b2), about(a2)]);
  });

  it("differ for two links that start at one place", () => {
    const [outer, inner] = [link("outer.md", 3, 5), link("in.md", 3, 5)];
    const moved = [link("outer.md", 4, 5), link("in.md", 4, 9)];
    expect(movedFindings([about(inner)], [outer, inner], moved)).toEqual([about(moved[1] as Link)]);
  });

  it("are not moved when one is about something else", () => {
    expect(
      movedFindings([about(link("x.md", 1, 1))], [link("a.md", 3, 5)], [link("a.md", 4, 5)]),
    ).toBeUndefined();
  });
});

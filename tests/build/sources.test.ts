import { describe, expect, it } from "vitest";
import { findIgnored, sortSources } from "../../src/sources/classify.js";

describe("the files of a site", () => {
  it("are pages, data or copies, by name and place", () => {
    const content = [
      "content/_data/team.json",
      "content/_data/notes.txt",
      "content/_drafts/x.md",
      "content/a.md",
      "content/a.json",
      "content/feed.njk",
      "content/list.liquid",
      "content/plain.html",
      "content/p.11ty.ts",
      "content/docs/docs.json",
      "content/docs/docs.11tydata.js",
      "content/docs/plan.png",
      "content/docs/other.json",
      "content/.well-known/security.txt",
    ];
    expect(
      sortSources(
        content,
        ["public/robots.txt", "public/a/b.html"],
        ["layouts/page.njk", "layouts/assets/own.css", "layouts/assets/handbill.css"],
        ["assets/handbill.css", "assets/favicon.svg"],
      ),
    ).toEqual({
      pages: [
        "content/a.md",
        "content/feed.njk",
        "content/list.liquid",
        "content/plain.html",
        "content/p.11ty.ts",
      ],
      data: [
        "content/_data/team.json",
        "content/a.json",
        "content/docs/docs.json",
        "content/docs/docs.11tydata.js",
      ],
      ignored: ["content/_data/notes.txt", "content/_drafts/x.md"],
      statics: [
        { source: "content/docs/plan.png", output: "docs/plan.png" },
        { source: "content/docs/other.json", output: "docs/other.json" },
        { source: "content/.well-known/security.txt", output: ".well-known/security.txt" },
        { source: "public/robots.txt", output: "robots.txt" },
        { source: "public/a/b.html", output: "a/b.html" },
        { source: "layouts/assets/own.css", output: "assets/own.css" },
        { source: "layouts/assets/handbill.css", output: "assets/handbill.css" },
        { source: "handbill:layouts/assets/favicon.svg", output: "assets/favicon.svg" },
      ],
    });
  });

  it("are not copied if they are pages elsewhere, and each kind and folder of them is reported once", () => {
    const content = [
      "content/_data/notes.md",
      "content/_note.md",
      "content/_posts/a.md",
      "content/_posts/b/c.md",
      "content/_pictures/x.png",
      "content/a/_drafts/d.md",
      "content/b.mkd",
      "content/c.MD",
      "content/d.mdx",
      "content/e.mdx",
      "content/e/f.mdx",
      "content/g.rst",
      "content/h.HTML",
    ];
    const { statics, pages, ignored } = sortSources(content, [], [], []);
    expect([pages, statics.map(({ source }) => source)]).toEqual([[], ["content/h.HTML"]]);
    expect(
      findIgnored(ignored).map(
        ({ code, file, message, hint }) =>
          `${code} ${file} ${/This affects [^.]*/.exec(message)?.[0] ?? ""}: ${hint}`,
      ),
    ).toEqual([
      "file-ignored content/_posts/a.md This affects one more file: Rename the folder to " +
        "content/posts/, or move it out of content/.",
      "file-ignored content/a/_drafts/d.md : Move it into its folder, and write `draft: true` in " +
        "its front matter.",
      "file-ignored content/b.mkd : Rename it to content/b.md. To publish the file as it is, put " +
        "it into public/.",
      "file-ignored content/c.MD : Rename it to content/c.md. To publish the file as it is, put it " +
        "into public/.",
      "file-ignored content/d.mdx This affects 2 more files: Rename it to content/d.md, and " +
        "replace its JSX. To publish the file as it is, put it into public/.",
      "file-ignored content/g.rst : Write it as Markdown. To publish the file as it is, put it into public/.",
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { sortSources } from "../../src/build/sources.js";

describe("the files of a site", () => {
  it("are pages, data or copies, by name and place", () => {
    const content = ["content/_data/team.json", "content/_data/notes.txt", "content/_drafts/x.md", "content/a.md", "content/a.json", "content/feed.njk", "content/list.liquid", "content/plain.html", "content/p.11ty.ts", "content/docs/docs.json", "content/docs/docs.11tydata.js", "content/docs/plan.png", "content/docs/other.json", "content/.well-known/security.txt"];
    expect(sortSources(content, ["public/robots.txt", "public/a/b.html"], ["layouts/page.njk", "layouts/assets/own.css", "layouts/assets/handbill.css"], ["assets/handbill.css", "assets/favicon.svg"])).toEqual({
      pages: ["content/a.md", "content/feed.njk", "content/list.liquid", "content/plain.html", "content/p.11ty.ts"],
      data: ["content/_data/team.json", "content/a.json", "content/docs/docs.json", "content/docs/docs.11tydata.js"],
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
});

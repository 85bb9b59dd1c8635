/** What is found in finished HTML is said at the place where it is written, in every build. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/model/model.js";
import { runHere } from "../support/run-here.js";
import { site, type Files } from "../support/site.js";

type Said = Pick<Diagnostic, "code" | "file" | "line" | "column" | "message">;

async function findings(root: string, ...args: readonly string[]): Promise<readonly Said[]> {
  const { stdout } = await runHere([...(args.length === 0 ? ["check"] : args), "--format", "json"], root);
  return (JSON.parse(stdout) as { diagnostics: Said[] }).diagnostics;
}

const places = (found: readonly Said[]) =>
  found.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);

const LAYOUT = '<!doctype html><html lang="en"><title>{{ title }}</title>\n<body>{{ content | safe }}';

async function of(files: Files): Promise<readonly Said[]> {
  return findings((await site(files)).root);
}

describe("a finding in finished HTML", () => {
  it("is said once at a layout, with the number of pages that show it", async () => {
    const found = await of({
      "content/index.md": "---\nlayout: own\n---\n# Home\n\n[a](a.md) [b](b.md)\n",
      "content/a.md": "---\nlayout: own\n---\n# A\n",
      "content/b.md": "# B\n",
      "layouts/own.njk": `${LAYOUT}\n  <iframe src="/{{ title }}/"></iframe>`,
    });
    expect(places(found)).toEqual(["frame-title layouts/own.njk:3:3"]);
    expect(found[0]?.message).toContain("2 pages show it.");
  });

  it("is said at each of equal tags of a page", async () => {
    const table = (cell: string) => `<table>${`<tr><td>${cell}</td><td>b</td></tr>`.repeat(3)}</table>`;
    const found = await of({
      "content/index.md":
        `# Home\n\n| a |\n|---|\n| b |\n\n${table("one")}\n\n${table("two")}\n\n` +
        `<iframe src="/"></iframe>\n\n<iframe src="/"></iframe>\n`,
    });
    expect(places(found).sort()).toEqual([
      "frame-title content/index.md:11:1",
      "frame-title content/index.md:13:1",
      "table-header content/index.md:7:1",
      "table-header content/index.md:9:1",
    ]);
  });

  it("is said at a heading, however it is marked up", async () => {
    const found = await of({
      "content/index.md":
        "# Home\n\n```md\n### Not this\n```\n\n### A *b* [c](#e) & `d` {#e}\n\n## f\n\n- #### g\n\n" +
        "## h\n\n<h4>i</h4>\n",
    });
    expect(places(found)).toEqual([
      "heading-level content/index.md:7:1",
      "heading-level content/index.md:11:3",
      "heading-level content/index.md:15:1",
    ]);
  });

  it("is not said again where the text of the page was checked", async () => {
    const found = await of({
      "content/index.md": '# Home\n\n<a href="/x/"></a> [](/)\n\n## A {#a}\n\n## B {#a}\n',
      "content/x.md": "# X\n",
    });
    expect(places(found).sort()).toEqual([
      "id-duplicate content/index.md:7:8",
      "link-text content/index.md:3:1",
      "link-text content/index.md:3:20",
    ]);
  });

  it("is reported for output of a shortcode", async () => {
    const found = await of({
      ".eleventy.ts":
        'import { defineSite } from "handbill";\n' +
        'export default defineSite({ templatesInMarkdown: ["**"], eleventy(config) { ' +
        'config.addShortcode("film", () => \'<iframe src="https://a.example/"></iframe>\'); } });\n',
      "content/index.md": "# Home\n\n{% film %}\n",
    });
    expect(found.map(({ code, file }) => `${code} ${file}`)).toEqual(["frame-title content/index.md"]);
  });

  it("is the same in a build after edits as in one without a cache", async () => {
    const { root } = await site({
      "content/index.md": "---\nlayout: own\n---\n# Home\n\n[a](a.md) [b](b.md)\n",
      "content/a.md": '# A\n\n<iframe src="/"></iframe>\n',
      "content/b.md": "# B\n",
      "layouts/own.njk": `${LAYOUT}<button></button>`,
    });
    const edits: readonly (readonly [file: string, text: string])[] = [
      ["content/b.md", "# B\n\nText.\n"],
      ["content/a.md", '# A\n\nText.\n\n<iframe src="/"></iframe>\n'],
      ["content/a.md", '# A\n\nText.\n\n<iframe title="A" src="/"></iframe>\n'],
      ["content/b.md", "# B\n\n### Deep\n"],
      ["content/b.md", "---\nlayout: own\n---\n# B\n"],
      ["layouts/own.njk", LAYOUT],
    ];
    const counts: number[] = [];
    for (const edit of [undefined, ...edits]) {
      if (edit !== undefined) writeFileSync(join(root, edit[0]), edit[1]);
      const warm = await findings(root, "build");
      expect(await findings(root, "build")).toEqual(warm);
      expect(warm).toEqual(await findings(root, "check", "--no-cache"));
      counts.push(warm.length);
    }
    expect(counts).toEqual([2, 2, 2, 1, 2, 1, 0]);
  });
});

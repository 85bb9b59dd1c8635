/** Colours of the site's own style sheets: pairs that cannot be read, and those that can, or that nobody can tell. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CheckInput } from "../../src/checks/check.js";
import { colourContrast } from "../../src/checks/colour-contrast.js";

const tokens = readFileSync(new URL("../../layouts/styles/tokens.css", import.meta.url), "utf8");

/** The findings about a `site.css`. */
function findingsOf(css: string): readonly string[] {
  const file = (name: string, path: string, text: string) => [name, { name, path, text }] as const;
  const input = {
    loaded: {
      assetFiles: new Map([
        file("styles/tokens.css", "handbill:layouts/styles/tokens.css", tokens),
        file("styles/site.css", "layouts/styles/site.css", css),
      ]),
      assets: new Map([["styles/site.css", {}]]),
    },
    templates: { linkedAssets: new Set(["styles/site.css"]) },
  } as unknown as CheckInput;
  return colourContrast.run(input).map(({ line, message }) => `${line}: ${message}`);
}

describe("colours of the site", () => {
  it.each([
    [":root { --text: #888; }", "`--text` on `--code-mark` has a contrast of 2.95 in the light palette"],
    [
      ":root { --background: light-dark(#fff, #777777); }",
      "`--muted` on `--background` has a contrast of 1.97 in the dark palette",
    ],
    [
      ":root {\n --accent: #ffd500;\n}",
      "`--accent` on `--accent-soft` has a contrast of 1.22 in the light palette",
    ],
    [
      ":root { --on-accent: #1d4ed8 }",
      "`--on-accent` on `--accent` has a contrast of 1.00 in the light palette",
    ],
    [
      ":root { --hl-comment: #aaaaaa; }",
      "`--hl-comment` on `--code` has a contrast of 2.13 in the light palette",
    ],
    [
      ".hero { color: #999; background: #eee; }",
      "`color` on `background` has a contrast of 2.46 in the light palette",
    ],
    [
      ":root { --text: rgb(136, 136, 136); }",
      "`--text` on `--code-mark` has a contrast of 2.95 in the light",
    ],
    [
      ":root { --background: light-dark(white, hsl(0deg 0% 46.7%)); }",
      "`--muted` on `--background` has a contrast of 1.97 in the dark palette",
    ],
    [
      ".a { color: hsl(60 100% 50%); background: RGB(100% 100% 100%) }",
      "`color` on `background` has a contrast of 1.07 in the light palette",
    ],
    [".a { color: Silver; background: white }", "`color` on `background` has a contrast of 1.82"],
    [
      "@media print { .a { background-color: #fff; color: #fff } }",
      "`color` on `background-color` has a contrast of 1.00",
    ],
  ])("%s is found", (css, message) => {
    const found = findingsOf(css);
    expect(found.map((one) => one.includes(message))).toContain(true);
  });

  it("are reported at their line", () => {
    expect(
      findingsOf("/* :root { --text: #fff } */\n\n.a {\n  color: #999;\n  background: #eee;\n}"),
    ).toEqual([
      "4: `color` on `background` has a contrast of 2.46 in the light palette: large text needs 3.",
    ]);
  });

  it.each([
    [""],
    [":root { --radius: 0; --accent: light-dark(#0f766e, #5eead4); }"],
    [":root { --line: #eee; --code: light-dark(#f4f5f8, #1a2029); }"],
    [":root { --muted: var(--text); }"],
    [":root { --text: rgb(200 200 200 / 50%); }"],
    [":root { --text: rgb(200, 200, var(--b)); }"],
    [":root { --muted: light-dark(hsl(0 0% 30%), silver); }"],
    [".a { color: inherit; background: none; }"],
    [".a { color: hsl(0 0 40); background: white; }"],
    ["/* :root { --text: #fff; } */"],
    [".dark { --text: #ffffff; }"],
    [":root { --muted: #eee; } @media (prefers-color-scheme: light) { :root { --muted: #444; } }"],
    [".a { color: #777; background: #fff; }"],
    [".a { color: #fff; } .b { background: #fff; }"],
    [".a { color: #fff; background: url(a.png) #fff; }"],
    [".a { color: #fff; .b { background: #eee; } }"],
    [".a::before { content: '}'; color: #000; background: #fff }"],
  ])("%s is not found", (css) => {
    expect(findingsOf(css)).toEqual([]);
  });
});

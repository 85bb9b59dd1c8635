/** Fonts of `theme` that are cut down to named parts of Unicode. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { charactersOf } from "../../src/outputs/fonts.js";
import { PROJECT, readTree, site, type SiteDriver } from "../support/site.js";

const file = (name: string) =>
  readFileSync(
    join(PROJECT, `node_modules/@fontsource-variable/inter/files/inter-${name}-wght-normal.woff2`),
  );
const files = (subset: string, font = file("greek")) => ({
  "content/index.md": "# A\n",
  "layouts/fonts/inter.woff2": font,
  ".eleventy.ts":
    `import { defineSite } from "handbill";\n` +
    `export default defineSite({ title: "T", theme: { fonts: { text: { family: "Inter", files: ` +
    `["layouts/fonts/inter.woff2"], subset: ${subset} } } } });\n`,
});
const fontsIn = ({ root }: SiteDriver) =>
  [...readTree(join(root, "_site"))].filter(([name]) => name.endsWith(".woff2"));

it("are published with a hash in their names, and preloaded", async () => {
  const cut = await site(files('["greek"]'))
    .build()
    .expectExit(0)
    .check(async (it) => {
      const [[name = "", bytes = Buffer.alloc(0)] = [], ...others] = fontsIn(it);
      expect(others).toEqual([]);
      expect(name).toMatch(/^assets\/inter-greek\.[0-9a-f]{8}\.woff2$/);
      expect(readFileSync(it.path("_site/index.html"), "utf8")).toContain(
        `<link rel="preload" href="/${name}" as="font"`,
      );
      const characters = await charactersOf(bytes);
      expect(characters).toContain("λ".codePointAt(0));
      expect(characters.filter((character) => character < 0x370)).toEqual([]);
    })
    // A word that no page had makes no other font.
    .write("content/index.md", "# Λόγος ж\n")
    .keep()
    .build("--explain")
    .check((_, { stderr }) => expect(stderr).not.toContain("woff2"));
  const before = fontsIn(cut);
  await cut.build("--no-cache").check((it) => expect(fontsIn(it)).toEqual(before));
});

it("are made again when the font or the subset changes, with the result of a clean build", async () => {
  await site(files('"greek"'))
    .build()
    .write("layouts/fonts/inter.woff2", file("greek-ext"))
    .write(".eleventy.ts", files('["greek-ext"]')[".eleventy.ts"])
    .build()
    .expectExit(0)
    .check((it) =>
      expect(fontsIn(it).map(([name]) => name.replace(/\.[0-9a-f]{8}\./, "."))).toEqual([
        "assets/inter-greek-ext.woff2",
      ]),
    )
    .keep()
    .build("--no-cache")
    .expectUntouched();
});

it("must be known, and must have something of the font", async () => {
  await site(files('"greak"'))
    .build()
    .expectExit(1)
    .check((_, { stderr }) =>
      expect(stderr).toMatch(
        /config-invalid.*\n.*`theme\.fonts\.text\.subset` must be one of latin, latin-ext, cyrillic, /,
      ),
    );
  await site(files('["greek", "cyrillic"]'))
    .build()
    .expectExit(1)
    .check((it, { stderr }) => {
      expect(stderr).toContain(
        '`theme.fonts` sets the subset "cyrillic", but layouts/fonts/inter.woff2 has none of its characters.',
      );
      expect(readTree(it.root).has("_site/index.html")).toBe(false);
    });
});

/** `handbill explain --config`: what each setting of an Eleventy project becomes in a Handbill site. */

import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { site } from "../support/site.js";

const CONFIG = `const plugin = (config) => config.addFilter("ofPlugin", () => "");
export default function (config) {
  config.addPlugin(plugin);
  config.addPassthroughCopy("img");
  config.addFilter("loud", (text) => text);
  config.addShortcode("note", () => "");
  config.addCollection("posts", (api) => api.getAll());
  config.setDataDeepMerge(false);
  config.ignores.add("README.md");
  return { templateFormats: ["md"], pathPrefix: "/docs/" };
}
export const config = {
  dir: { input: "src", includes: "_parts", data: "_facts", output: "public" },
  wat: 1,
};
`;

it("gives the new form of each setting, or keeps it, with its line", async () => {
  const driver = site({
    "package.json": '{ "type": "module" }',
    "eleventy.config.js": CONFIG,
    "src/a.md": "# A\n",
  });
  await driver
    .run("explain", "--config", "--format", "json")
    .expectExit(0)
    .check((_, { stdout }) => {
      const { settings } = JSON.parse(stdout) as {
        settings: { name: string; file: string; line: number; becomes: string }[];
      };
      const stays = "stays as it is in `eleventy(config)`";
      expect(settings.map(({ name, line, becomes }) => [name, line, becomes.slice(0, 36)])).toEqual([
        ["addPlugin(plugin)", 3, stays],
        ['addPassthroughCopy("img")', 4, stays],
        ['addFilter("loud")', 5, stays],
        ['addShortcode("note")', 6, stays],
        ['addCollection("posts")', 7, stays],
        ["setDataDeepMerge(false)", 8, "Handbill always merges data deeply. "],
        ['ignores.add("README.md")', 9, stays],
        ['dir.input: "src"', 13, "content/: move the pages there"],
        ['dir.includes: "_parts"', 13, "layouts/: move the templates there"],
        ['dir.data: "_facts"', 13, "content/_data/: move the data there"],
        ['dir.output: "public"', 13, "_site/, or `handbill build --output "],
        ['templateFormats: ["md"]', 10, stays],
        ['pathPrefix: "/docs/"', 10, '`base: "/docs/"`'],
        ["wat: 1", 14, "Eleventy 3 does not know this key. R"],
      ]);
      expect(new Set(settings.map(({ file }) => file))).toEqual(new Set(["eleventy.config.js"]));
    })
    .run("explain", "--config")
    .expectExit(0)
    .expectStdout(/^dir\.input: "src" {2}\(eleventy\.config\.js:13\)\n {2}content\/: move the pages there$/m)
    .check(({ root }) => expect(existsSync(`${root}/public`)).toBe(false))
    .run("explain", "--config", "eleventy.config.js", "src/a.md")
    .expectExit(0)
    .expectStdout(/^\/a\/ is src\/a\.md$/m)
    .run("explain")
    .expectExit(2);
});

it("is about Eleventy projects alone", async () => {
  await site({ "content/index.md": "# Home\n" })
    .run("explain", "--config")
    .expectExit(1)
    .expectStderr(/This is a Handbill site/);
});

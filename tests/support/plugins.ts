/** Tries plugins of Eleventy in both kinds of site. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { PROJECT, site, type Files, type SiteDriver } from "./site.js";

export interface Tried {
  /** Lines before the configuration. */
  readonly imports?: string;
  /** The body of the configuration's function. */
  readonly config: string;
  /** The layout `own.njk`; pages are in the input folder. */
  readonly layout?: string;
  readonly pages: Files;
  /** Other files, relative to the root. */
  readonly files?: Files;
  /** Packages to install. Without one of them, the plugin is skipped. */
  readonly packages?: readonly string[];
  /** Parts of files, by their paths in the output folder. */
  readonly holds: Readonly<Record<string, readonly string[]>>;
  /** Paths in the output folder that must match a file. */
  readonly makes?: readonly RegExp[];
}

/** Whether a package is installed next to Handbill. */
export function isInstalled(name: string): boolean {
  return existsSync(join(PROJECT, "node_modules", name, "package.json"));
}

async function expectHeld(driver: SiteDriver, { holds, makes = [] }: Tried): Promise<void> {
  await driver.expectExit(0);
  for (const [file, parts] of Object.entries(holds)) await driver.expectContains(file, ...parts);
  for (const path of makes) await driver.expectMade(path);
}

/** Both tests of each plugin. */
export function tryPlugins(plugins: Readonly<Record<string, Tried>>): void {
  const missing = new Set<string>();
  for (const [name, tried] of Object.entries(plugins)) {
    const absent = (tried.packages ?? []).filter((one) => !isInstalled(one));
    for (const one of absent) missing.add(one);
    describe.skipIf(absent.length > 0)(`the plugin ${name}`, () => tryPlugin(tried));
  }
  if (missing.size > 0)
    console.log(`Not installed, so their plugins are skipped: ${[...missing].sort().join(", ")}.`);
}

function tryPlugin(tried: Tried): void {
  const { imports = "", config, layout = "{{ content | safe }}", pages, files = {}, packages = [] } = tried;
  const all = [...new Set(["@11ty/eleventy", ...packages])];
  const below = (folder: string): Files =>
    Object.fromEntries(Object.entries(pages).map(([path, text]) => [`${folder}/${path}`, text]));

  it("works in an Eleventy project", async () => {
    await expectHeld(
      site({
        "package.json": '{ "type": "module" }',
        "eleventy.config.js":
          `${imports}export default (config) => { ${config} };\n` +
          `export const config = { dir: { input: "src" } };\n`,
        "src/_includes/own.njk": layout,
        ...files,
        ...below("src"),
      })
        .install(...all)
        .runProcess("build"),
      tried,
    );
  });

  it("works in a site that defineSite makes", async () => {
    await expectHeld(
      site({
        "package.json": '{ "type": "module" }',
        ".eleventy.ts": `${imports}import { defineSite } from "handbill";
export default defineSite({ title: "T", url: "https://a.example", eleventy(config) { ${config} } });\n`,
        "layouts/own.njk": layout,
        "content/index.md": "---\nlayout: own.njk\n---\n# Home\n",
        ...files,
        ...below("content"),
      })
        .install(...all)
        .runProcess("build"),
      tried,
    );
  });
}

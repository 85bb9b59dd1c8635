/** What the site's own Eleventy functions set up: filters, tags, global data. Asked once, before anything renders. */

import type { SiteConfig } from "../config.js";
import type { Data } from "../model.js";
import type { TemplateNames } from "../templates/check-templates.js";
import { createEleventy } from "./instance.js";
import { createEnvironment } from "./nunjucks.js";
import { muteEnd, setDefaults } from "./plugin.js";
import { filters } from "../templates/filters.js";

export interface Setup {
  readonly globalData: Data;
  readonly names: TemplateNames;
  /** Renders a permalink with the configuration's filters; rejects when it fails. */
  renderString(template: string, data: Data): Promise<string>;
}

/** Runs the site's `eleventy` function in an Eleventy without pages. */
export async function inspect(config: SiteConfig): Promise<Setup> {
  const environment = createEnvironment(new Map(), undefined);
  let globalData: Data = {};
  const eleventy = createEleventy(config.base, async (eleventyConfig) => {
    setDefaults(eleventyConfig);
    muteEnd(eleventyConfig);
    const add = eleventyConfig["addTemplate"].bind(eleventyConfig);
    eleventyConfig["addTemplate"] = () => undefined;
    await config.eleventy?.(eleventyConfig);
    eleventyConfig["ignores"].add("content/**");
    eleventyConfig["setDataDirectory"]("_no-data");
    eleventyConfig["setLibrary"]("njk", environment);
    for (const [name, filter] of Object.entries(filters)) eleventyConfig["addFilter"](name, filter);
    eleventyConfig["addFilter"]("asset", String);
    // Eleventy fills the environment when the first page asks for it.
    add("handbill-inspect.njk", "", {
      permalink: false,
      eleventyExcludeFromCollections: true,
      eleventyDataSchema: (data: Data) => {
        globalData = data;
      },
    });
  });
  await eleventy.toJSON();
  const { filters: known, globals, extensionsList } = environment as unknown as { readonly globals: Readonly<Record<string, unknown>>; readonly filters: Readonly<Record<string, unknown>>; readonly extensionsList: readonly unknown[] };
  return {
    globalData: Object.fromEntries(Object.entries(globalData).filter(([name]) => !RESERVED.has(name))),
    names: { filters: new Set(Object.keys(known)), extensions: extensionsList, values: new Set([...Object.keys(globals), ...RESERVED, "templateContent"]) },
    renderString: (template, data) =>
      new Promise((resolve, reject) => {
        environment.renderString(template, data, (error, result) => (error === null ? resolve(result ?? "") : reject(error as Error)));
      }),
  };
}

/** What Eleventy gives every page by itself, and what the question itself brought. */
const RESERVED = new Set(["page", "pkg", "eleventy", "collections", "permalink", "eleventyExcludeFromCollections", "eleventyDataSchema", "content", "date", "tags"]);

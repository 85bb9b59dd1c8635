/** What the site's own Eleventy functions set up: filters, tags, global data. Asked once, before anything renders. */

import type nunjucks from "nunjucks";
import type { EleventyConfig, SiteConfig } from "../config/options.js";
import type { Data } from "../model/model.js";
import { createEleventy } from "./instance.js";
import { createEnvironment } from "./nunjucks.js";
import { muteEnd, setDefaults } from "./plugin.js";
import { GIVEN, namesOf, ONLY_GIVEN, type Setup } from "./setup.js";

/** Runs the site's `eleventy` function in an Eleventy without pages. */
export async function inspect(config: SiteConfig): Promise<Setup> {
  let environment: nunjucks.Environment | undefined;
  let globalData: Data = {};
  let doesMore = false;
  let formats: readonly string[] = [];
  const eleventy = createEleventy(config.base, async (eleventyConfig) => {
    setDefaults(eleventyConfig, config.base);
    muteEnd(eleventyConfig);
    const add = eleventyConfig["addTemplate"].bind(eleventyConfig);
    eleventyConfig["addTemplate"] = () => undefined;
    await config.eleventy?.(eleventyConfig);
    const hasOwnNunjucks = eleventyConfig["libraryOverrides"]?.njk !== undefined;
    eleventyConfig["ignores"].add("content/**");
    eleventyConfig["setDataDirectory"]("_no-data");
    // Those beside pages are for pages; strangers' may be programs.
    eleventyConfig["setDataFileSuffixes"]([]);
    environment = createEnvironment(new Map(), eleventyConfig["nunjucksEnvironmentOptions"]);
    eleventyConfig["setLibrary"]("njk", environment);
    eleventyConfig["addFilter"]("asset", String);
    // Eleventy fills the environment when the first page asks for it.
    add("handbill-inspect.njk", "", {
      permalink: false,
      eleventyExcludeFromCollections: true,
      eleventyDataSchema: (data: Data) => {
        globalData = data;
        // Plugins run late.
        doesMore = hasOwnNunjucks || changesPages(eleventyConfig);
        formats = addedFormats(eleventyConfig);
      },
    });
  });
  await eleventy.toJSON();
  const filled = environment ?? createEnvironment(new Map(), undefined);
  return {
    globalData: Object.fromEntries(Object.entries(globalData).filter(([name]) => !RESERVED.has(name))),
    names: namesOf(filled),
    renderString: (template, data) =>
      new Promise((resolve, reject) => {
        filled.renderString(template, data, (error, result) =>
          error === null ? resolve(result ?? "") : reject(error as Error),
        );
      }),
    ...(!doesMore && { environment: filled }),
    formats,
    onlyInEleventy: ONLY_GIVEN,
  };
}

/** The endings that the configuration has Eleventy look for and knows how to compile. What is not read as text is no page here. */
function addedFormats(eleventy: EleventyConfig): readonly string[] {
  const lists = [eleventy["templateFormats"], ...(eleventy["templateFormatsAdded"] as readonly unknown[])];
  const wanted = new Set(
    lists.flatMap((list) => (typeof list === "string" ? list.split(",") : Array.isArray(list) ? list : [])),
  );
  const known = [...(eleventy["extensionMap"] as Iterable<{ extension: string; read?: boolean }>)];
  return known
    .filter(({ extension, read }) => wanted.has(extension) && read !== false)
    .map(({ extension }) => extension);
}

/** Whether the configuration changes pages beside what their layouts make of them. Eleventy's own, named `@11ty/…`, wait for work that others give them. */
function changesPages(eleventy: EleventyConfig): boolean {
  const named = (map: object | undefined) =>
    Object.keys(map ?? {}).some((name) => !name.startsWith("@11ty/"));
  const { callbacks, plugins } = eleventy["htmlTransformer"] as Record<
    "callbacks" | "plugins",
    Readonly<Record<string, readonly unknown[]>>
  >;
  const hasWork = [callbacks, plugins].some((lists) => Object.values(lists).some((list) => list.length > 0));
  return (
    hasWork || named(eleventy["transforms"]) || named(eleventy["preprocessors"]) || named(eleventy["linters"])
  );
}

/** What Eleventy gives every page by itself, and what the question itself brought. */
const RESERVED: ReadonlySet<string> = new Set([
  ...GIVEN,
  "eleventyExcludeFromCollections",
  "eleventyDataSchema",
]);

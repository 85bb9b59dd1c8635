/** What the site's own Eleventy functions set up: filters, tags, global data, and choices. Asked once, before anything renders. */

import type nunjucks from "nunjucks";
import type { EleventyConfig, SiteConfig } from "../config/options.js";
import type { Data } from "../model/model.js";
import { choicesOf } from "./choices.js";
import { muteBuild } from "./events.js";
import { createEleventy } from "./instance.js";
import { createEnvironment } from "./nunjucks.js";
import { setDefaults, takeReturned } from "./plugin.js";
import { GIVEN, namesOf, ONLY_GIVEN, type Setup } from "./setup.js";
import { holdBack, itself, type RefusedCall } from "./user-config.js";

/** Runs the site's `eleventy` function in an Eleventy that has no pages and builds nothing. */
export async function inspect(config: SiteConfig): Promise<Setup> {
  let eleventyConfig: EleventyConfig = {};
  let own: nunjucks.Environment | undefined;
  let returned: Data = {};
  let isWhole = false;
  const refused: RefusedCall[] = [];
  const asksForWhole = () => void (isWhole = true);
  const eleventy = createEleventy(config, async (given) => {
    eleventyConfig = given;
    setDefaults(given, config.base);
    muteBuild(given, asksForWhole);
    watchOutput(given, asksForWhole);
    holdBack(given, (call) => refused.push(call));
    given["addTemplate"] = () => undefined;
    const result: unknown = await config.eleventy?.(given);
    if (typeof result === "object" && result !== null) returned = result as Data;
    takeReturned(given, result);
    const asked = itself(given);
    asked["setDataDirectory"]("_no-data");
    // Those beside pages are for pages; strangers' may be programs.
    if (asked["libraryOverrides"].njk === undefined) {
      own = createEnvironment(new Map(), given["nunjucks"].environmentOptions);
      asked["setLibrary"]("njk", own);
    }
    asked["addFilter"]("asset", String);
  });
  await eleventy.init();
  const { templateData, extensionMap } = eleventy as unknown as Opened;
  const globalData = await templateData.getGlobalData();
  const choices = choicesOf(eleventyConfig, returned);
  // Eleventy fills the environment when a template first asks for it.
  await extensionMap.engineManager.getEngine("njk", extensionMap);
  const environment = eleventyConfig["libraryOverrides"].njk as nunjucks.Environment;
  const doesMore = isWhole || environment !== own || changesPages(eleventyConfig);
  return {
    globalData: Object.fromEntries(Object.entries(globalData).filter(([name]) => !RESERVED.has(name))),
    names: namesOf(environment),
    renderString: (template, data) =>
      new Promise((resolve, reject) => {
        environment.renderString(template, data, (error, result) =>
          error === null ? resolve(result ?? "") : reject(error as Error),
        );
      }),
    ...(!doesMore && { environment }),
    formats: addedFormats(eleventyConfig),
    onlyInEleventy: ONLY_GIVEN,
    choices,
    isWhole,
    refused,
    returned,
  };
}

/** The part of Eleventy 3.1 that knows data and engines once it is initialized. */
interface Opened {
  readonly templateData: { getGlobalData(): Promise<Data> };
  readonly extensionMap: {
    readonly engineManager: { getEngine(name: string, extensionMap: unknown): Promise<unknown> };
  };
}

/** Tells of a configuration that asks for the output folder, or makes bundles: it writes files while pages render. */
function watchOutput(eleventy: EleventyConfig, asks: () => void): void {
  const directories = eleventy["directories"] as object;
  eleventy["directories"] = new Proxy(directories, {
    get(target, name) {
      if (name === "output") asks();
      return Reflect.get(target, name) as unknown;
    },
  });
  const addBundle = eleventy["addBundle"] as (...args: unknown[]) => unknown;
  eleventy["addBundle"] = (...args: unknown[]) => {
    asks();
    return addBundle.apply(eleventy, args);
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
  return hasWork || named(eleventy["transforms"]) || named(eleventy["linters"]);
}

/** What Eleventy gives every page by itself. */
const RESERVED: ReadonlySet<string> = new Set(GIVEN);

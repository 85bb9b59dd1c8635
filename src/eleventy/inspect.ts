/**
 * Collects what the site's own Eleventy functions set: filters, tags, global data and other choices. Runs
 * once, before anything renders.
 */

import type nunjucks from "nunjucks";
import type { EleventyConfig, SiteConfig } from "../config/options.js";
import type { Data } from "../model/model.js";
import { choicesOf } from "./choices.js";
import { mapListeners, muteBuild } from "./events.js";
import { createEleventy } from "./instance.js";
import { createEnvironment } from "./nunjucks.js";
import { runCode, setDefaults, takeReturned } from "./plugin.js";
import type { CodeRunner } from "./site-code.js";
import { GIVEN, namesOf, ONLY_GIVEN, type Setup } from "./setup.js";
import { blockRefused, ownMethods, type RefusedCall } from "./user-config.js";
import { isObject } from "../utils/is-record.js";

/** Runs the site's `eleventy` function in an Eleventy without pages, which builds nothing. */
export async function inspect(config: SiteConfig, code?: CodeRunner): Promise<Setup> {
  let eleventyConfig: EleventyConfig = {};
  let own: nunjucks.Environment | undefined;
  let returned: Data = {};
  const refused: RefusedCall[] = [];
  let listensToEnd = false;
  const eleventy = await createEleventy(config, code?.folder, async (given) => {
    eleventyConfig = given;
    setDefaults(given, config.base);
    blockRefused(given, (call) => refused.push(call));
    muteBuild(given, () => (listensToEnd = true));
    given["addTemplate"] = () => undefined;
    const result: unknown = await runCode({ code }, "", async () => config.eleventy?.(given));
    if (isObject(result)) returned = result as Data;
    takeReturned(given, result);
    const methods = ownMethods(given);
    methods["setDataDirectory"]("_no-data");
    // Files next to pages belong to pages, and untrusted files may be programs.
    if (methods["libraryOverrides"].njk === undefined) {
      own = createEnvironment(new Map(), given["nunjucks"].environmentOptions);
      methods["setLibrary"]("njk", own);
    }
    methods["addFilter"]("asset", String);
  });
  await eleventy.init();
  const { templateData, extensionMap } = eleventy as unknown as Opened;
  const globalData = await templateData.getGlobalData();
  const choices = choicesOf(eleventyConfig, returned);
  // Eleventy fills the environment when a template first requests it.
  await extensionMap.engineManager.getEngine("njk", extensionMap);
  const environment = eleventyConfig["libraryOverrides"].njk as nunjucks.Environment;
  const doesMore = environment !== own || changesPages(eleventyConfig);
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
    refused,
    returned,
    listensToEnd,
    ...mapListeners(eleventyConfig),
  };
}

/** The part of Eleventy 3.1 that has data and engines after initialization. */
interface Opened {
  readonly templateData: { getGlobalData(): Promise<Data> };
  readonly extensionMap: {
    readonly engineManager: { getEngine(name: string, extensionMap: unknown): Promise<unknown> };
  };
}

/**
 * Extensions that the configuration adds to Eleventy's template formats and can compile. Formats that are not
 * read as text are not pages here.
 */
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

/**
 * Whether the configuration changes pages in addition to their layouts. Eleventy's own plugins, named
 * `@11ty/…`, do nothing without further settings.
 */
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

/** Data that Eleventy itself gives every page. */
const RESERVED: ReadonlySet<string> = new Set(GIVEN);

/**
 * Renders some Markdown pages through their layouts in one Eleventy, which gets their data and bodies
 * ready-made.
 */

import type { EleventyInternals } from "@11ty/eleventy";
import type { EleventyConfig } from "../config/options.js";
import type { Data, OutputFile } from "../model/model.js";
import type { Item } from "../site/collections.js";
import { createEleventy, type EleventyResult } from "./instance.js";
import { muteBuild, replaceMaps } from "./events.js";
import { configure, runCode, type Context } from "./plugin.js";
import { sourceOf, templateName } from "./template-names.js";
import type { ReadyPage } from "./ready-page.js";
import { ownMethods } from "./user-config.js";

/** The parts of the context that rendering a batch needs. */
export type BatchContext = Omit<
  Context,
  | "page"
  | "copiedTo"
  | "placedAs"
  | "sections"
  | "addedData"
  | "setUrls"
  | "setBodies"
  | "staticBody"
  | "readData"
>;

/**
 * The pages' bytes, in order. Rejects if one of the pages fails. Without `items`, there are no collections.
 */
export async function renderTogether(
  context: BatchContext,
  pages: readonly ReadyPage[],
  items?: readonly Item[],
): Promise<readonly OutputFile[]> {
  const bySource = new Map(pages.map((page) => [page.source, page]));
  const batchContext: Context = {
    ...context,
    page: (source) => bySource.get(source),
    copiedTo: () => undefined,
    placedAs: (source) => source,
    // The data of the pages already contains everything else that Eleventy would request.
    addedData: () => ({}),
    sections: () => undefined,
    setUrls: () => undefined,
    setBodies: () => undefined,
    staticBody: () => undefined,
    readData: async () => ({}),
    tags: items === undefined ? [] : context.tags,
  };
  const eleventy = await createEleventy(context.config, context.code?.folder, async (config) => {
    dropTemplates(config);
    muteBuild(config);
    replaceMaps(config, (own) => context.maps?.current ?? own);
    dropPreprocessors(config);
    await configure(config, batchContext, items ?? []);
    const methods = ownMethods(config);
    methods["ignores"].add("content/**");
    methods["setDataDirectory"]("_no-data");
    methods["setDataFileSuffixes"]([]);
    // The cascade is complete: a page's data replaces all data of the same name.
    methods["setDataDeepMerge"](false);
    for (const page of pages) handOver(config, page);
  });
  await runCode(context, "", () => eleventy.init());
  runEachPage(eleventy as unknown as EleventyInternals, context);
  return (await runCode(context, "", () => eleventy.toJSON())).flatMap(outputFile);
}

/** Tells the site's code which page it renders. */
function runEachPage({ writer }: EleventyInternals, context: BatchContext): void {
  const generate = writer._generateTemplate.bind(writer);
  writer._generateTemplate = (entry, to) =>
    runCode(context, sourceOf(entry.inputPath), () => generate(entry, to));
}

/** Plugins add pages of their own (feeds), which are evaluated once and not in every batch. */
function dropTemplates(config: EleventyConfig): void {
  const add = config["addTemplate"].bind(config);
  config["addTemplate"] = (path: string, content: string, data?: Data) =>
    data !== undefined && handedOver in data ? add(path, content, data) : undefined;
}

/** Preprocessors already ran when the page was parsed. */
function dropPreprocessors(config: EleventyConfig): void {
  config["addPreprocessor"] = () => undefined;
}

/** Marks the data of pages that Handbill passes to Eleventy. */
const handedOver = Symbol("handed over");

function handOver(config: EleventyConfig, { source, data }: ReadyPage): void {
  config["addTemplate"](templateName(source), "", {
    ...data,
    eleventyExcludeFromCollections: true,
    [handedOver]: true,
  });
}

/** The file that Eleventy made for a page; empty if the page is not written. */
export function outputFile(result: EleventyResult): OutputFile[] {
  if (result.outputPath === false) return [];
  return [
    {
      path: result.outputPath.replace(/^\.\/_site\//, ""),
      content: result.content ?? "",
      source: sourceOf(result.inputPath),
    },
  ];
}

/**
 * The Site in, its pages' final bytes out. Markdown pages go to Eleventy in batches, with their data and body ready;
 * what remains for it is the layout. Pages that Eleventy evaluates itself (templates, pagination, computed data) are
 * few: they go first, in an Eleventy of their own, because collections name them.
 */

import type { EleventyConfig } from "../config.js";
import type { Data, Diagnostic, OutputFile, SitePage, Staged } from "../model.js";
import { collectionItem, type Item } from "../site/collections.js";
import { mergeCollections } from "./collections.js";
import { failureDiagnostic, type Sources } from "./failure.js";
import { createEleventy, type EleventyResult } from "./instance.js";
import { register, setDefaults, sourceOf, type Context } from "./plugin.js";

/** Eleventy searches a list for every page: its time grows with the square of the batch, its start-up with their number. */
export const BATCH = 500;

export interface RenderInput {
  readonly context: Context;
  readonly sources: Sources;
  /** Markdown pages to be rendered. */
  readonly pages: readonly SitePage[];
  /** All Markdown pages of the site, for collections. */
  readonly allPages: readonly SitePage[];
  /** Text of each page that Eleventy evaluates and does not find by itself (Markdown), by source. */
  readonly templates: ReadonlyMap<string, string>;
  /** Whether the site has pages that Eleventy finds by itself. */
  readonly hasTemplates: boolean;
  readonly globalData: Data;
  /** The data that a page's layout sees: its own, and its slice of the navigation. */
  dataFor(page: SitePage): Data;
  readonly batch?: number;
  onProgress?(rendered: number): void;
}

/** Renders every page. With Diagnostics, the value holds the pages that could be rendered. */
export async function renderPages(input: RenderInput): Promise<Staged<readonly OutputFile[]>> {
  const items = input.allPages.map((page) => collectionItem(page));
  const diagnostics: Diagnostic[] = [];
  const evaluated = await evaluateTemplates(input, items, diagnostics);
  const outputs = [...evaluated.outputs];
  const everything = [...items, ...evaluated.items];
  const size = input.batch ?? BATCH;
  for (let start = 0; start < input.pages.length; start += size) {
    outputs.push(...(await renderBatch(input, input.pages.slice(start, start + size), everything, diagnostics)));
    input.onProgress?.(Math.min(start + size, input.pages.length));
  }
  return { value: outputs, diagnostics };
}

interface Evaluated {
  readonly outputs: readonly OutputFile[];
  /** The pages' items for the collections of everyone else. */
  readonly items: readonly Item[];
}

async function evaluateTemplates(input: RenderInput, items: readonly Item[], diagnostics: Diagnostic[]): Promise<Evaluated> {
  if (!input.hasTemplates && input.templates.size === 0 && input.context.config.eleventy === undefined) return { outputs: [], items: [] };
  let own: () => readonly Item[] = () => [];
  const eleventy = createEleventy(input.context.config.base, async (config) => {
    const collections = mergeCollections(config, items);
    await configure(config, input, collections);
    for (const [source, text] of input.templates) config["addTemplate"](source.replace(/^content\//, ""), text, {});
    // Markdown that stage 1 has rendered is not Eleventy's to find.
    config["ignores"].add("content/**/*.md");
    own = () => nativeItems;
    let nativeItems: readonly Item[] = [];
    config["on"]("eleventy.before", () => undefined);
    const add = config["addPlugin"].bind(config);
    add((late: EleventyConfig) => {
      late["addCollection"]("handbill:evaluated", () => []);
      const callbacks = late["getCollections"]() as Record<string, (api: { getAll(): Item[] }) => unknown>;
      const all = callbacks["all"];
      if (all === undefined) return;
      callbacks["all"] = (api) => {
        nativeItems = api.getAll();
        return all(api);
      };
    });
  });
  try {
    const results = await eleventy.toJSON();
    return { outputs: results.flatMap(outputFile), items: own() };
  } catch (thrown) {
    diagnostics.push(failureDiagnostic(thrown, input.sources));
    return { outputs: [], items: [] };
  }
}

/**
 * The Site in, its pages' final bytes out. Markdown pages go to Eleventy in batches, with their data and body ready;
 * what remains for it is the layout. Pages that Eleventy evaluates itself (templates, pagination, computed data) are
 * few: they go first, in an Eleventy of their own, because links and collections name them.
 */

import type { Diagnostic, OutputFile, SitePage, Staged } from "../model.js";
import { collectionItem, type Item } from "../site/collections.js";
import type { MergedCollections } from "./collections.js";
import { BATCH, outputFile, renderTogether, type ReadyPage } from "./batch.js";
import { failureDiagnostic, type Sources } from "./failure.js";
import { createEleventy } from "./instance.js";
import { configure, type Context } from "./plugin.js";

/** What both kinds of rendering need. */
interface Rendering {
  readonly context: Context;
  readonly sources: Sources;
  /** Takes each page as it is rendered, so that a large site is never whole in memory. */
  take(output: OutputFile): void;
}

export interface EvaluateInput extends Rendering {
  /** All Markdown pages of the site, for collections. */
  readonly allPages: readonly SitePage[];
  /** Text of each Markdown page that Eleventy evaluates, by source; it finds those in other languages itself. */
  readonly templateTexts: ReadonlyMap<string, string>;
}

export interface RenderInput extends Rendering {
  /** Markdown pages to be rendered. */
  readonly pages: readonly ReadyPage[];
  /** What collections hold: `itemsOf` all Markdown pages, and the items of those that Eleventy evaluated. */
  readonly items: readonly Item[];
  /** Pages in a batch. @default 500 */
  readonly batch?: number;
  /** Told how many more pages are done. */
  onProgress?(more: number): void;
}

/** What is left of an output once it is taken. */
export type OutputName = Omit<OutputFile, "content">;

/** What Eleventy made of the pages that it evaluates itself. */
export interface Evaluated {
  readonly outputs: readonly OutputName[];
  /** The pages' items, for the collections of everyone else. */
  readonly items: readonly Item[];
}

/** The Markdown pages that are in collections, as these hold them. */
export function itemsOf(pages: readonly SitePage[]): readonly Item[] {
  return pages.filter((page) => page.data["eleventyExcludeFromCollections"] !== true).map(collectionItem);
}

/** Evaluates templates, pagination and computed data, with all of Eleventy's own cascade. */
export async function evaluatePages({ context, sources, take, allPages, templateTexts }: EvaluateInput): Promise<Staged<Evaluated>> {
  let collections: MergedCollections | undefined;
  const eleventy = createEleventy(context.config.base, async (config) => {
    collections = await configure(config, context, itemsOf(allPages));
    // Markdown is handed over: what stage 1 has rendered is not for Eleventy to find.
    config["ignores"].add("content/**/*.md");
    for (const [source, text] of templateTexts) config["addTemplate"](source.slice("content/".length), text, {});
  });
  try {
    const outputs = takeAll((await eleventy.toJSON()).flatMap(outputFile), take);
    return { value: { outputs, items: collections?.evaluated() ?? [] }, diagnostics: [] };
  } catch (thrown) {
    return { value: { outputs: [], items: [] }, diagnostics: [failureDiagnostic(thrown, sources)] };
  }
}

/** Renders Markdown pages. With Diagnostics, the value names the pages that could be rendered. */
export async function renderPages(input: RenderInput): Promise<Staged<readonly OutputName[]>> {
  const outputs: OutputName[] = [];
  const diagnostics: Diagnostic[] = [];
  const size = input.batch ?? BATCH;
  for (const names of [false, true]) {
    const group = input.pages.filter((page) => page.seesCollections === names);
    for (let start = 0; start < group.length; start += size) {
      const batch = await renderBatch(input, group.slice(start, start + size), names ? input.items : undefined);
      outputs.push(...takeAll(batch.value, input.take));
      diagnostics.push(...batch.diagnostics);
      input.onProgress?.(Math.min(size, group.length - start));
    }
  }
  return { value: outputs, diagnostics };
}

function takeAll(made: readonly OutputFile[], take: (output: OutputFile) => void): OutputName[] {
  return made.map((output) => {
    take(output);
    return { path: output.path, source: output.source };
  });
}

/** Renders some Markdown pages. When one fails, the batch is halved until every failure is told once. */
async function renderBatch(input: RenderInput, pages: readonly ReadyPage[], items: readonly Item[] | undefined): Promise<Staged<readonly OutputFile[]>> {
  try {
    return { value: await renderTogether(input.context, pages, items), diagnostics: [] };
  } catch (thrown) {
    const [only, ...others] = pages;
    if (only !== undefined && others.length === 0) return { value: [], diagnostics: [failureDiagnostic(thrown, input.sources, only.source)] };
    return renderApart(input, pages, items, thrown);
  }
}

/** After a failure: one page of each layout tells what is wrong with the layout; only if it renders are its other pages tried. */
async function renderApart(input: RenderInput, pages: readonly ReadyPage[], items: readonly Item[] | undefined, thrown: unknown): Promise<Staged<readonly OutputFile[]>> {
  const byLayout = new Map<unknown, ReadyPage[]>();
  for (const page of pages) byLayout.set(page.data["layout"], [...(byLayout.get(page.data["layout"]) ?? []), page]);
  const outputs: OutputFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const group of byLayout.values()) {
    const first = await renderBatch(input, group.slice(0, 1), items);
    outputs.push(...first.value);
    diagnostics.push(...first.diagnostics);
    const rest = group.slice(1);
    if (first.diagnostics.length > 0 || rest.length === 0) continue;
    const middle = Math.ceil(rest.length / 2);
    for (const half of [rest.slice(0, middle), rest.slice(middle)]) {
      const rendered = half.length === 0 ? { value: [], diagnostics: [] } : await renderBatch(input, half, items);
      outputs.push(...rendered.value);
      diagnostics.push(...rendered.diagnostics);
    }
  }
  // Alone, every page rendered: the failure belongs to the batch as a whole.
  return { value: outputs, diagnostics: diagnostics.length > 0 ? diagnostics : [failureDiagnostic(thrown, input.sources)] };
}

/**
 * Renders the pages of a Site to their final bytes. Most Markdown pages need only their layouts, with
 * Eleventy's Nunjucks. Others go to Eleventy in batches, with their data and bodies ready-made. `evaluate.ts`
 * makes the few pages that Eleventy evaluates itself (templates, pagination, computed data) first, because
 * links and collections refer to them.
 */

import type { Diagnostic, OutputFile, WithDiagnostics } from "../model/model.js";
import type { Item } from "../site/collections.js";
import { once } from "../utils/once.js";
import { plainCollections } from "./collections.js";
import { failureDiagnostic, type Sources } from "./failure.js";
import type { RenderLayouts } from "./layouts.js";
import { runCode, type Context } from "./plugin.js";
import { BATCH, type ReadyPage } from "./ready-page.js";

/** Input of both kinds of rendering. */
export interface Rendering {
  readonly context: Context;
  readonly sources: Sources;
  /** Called with each page when it is rendered, so that a large site is never in memory as a whole. */
  take(output: OutputFile): void;
}

export interface RenderInput extends Rendering {
  /** Markdown pages to be rendered. */
  readonly pages: readonly ReadyPage[];
  /**
   * The content of collections: `itemsOf` all Markdown pages, and the items of pages that Eleventy evaluated.
   */
  readonly items: readonly Item[];
  /** Renders pages with `layouts`. A page that fails there goes to Eleventy, which gives its Diagnostic. */
  readonly byLayouts?: RenderLayouts | undefined;
  /** Called with the number of additional finished pages. */
  onProgress?(more: number): void;
}

/** An output without its content, which was passed on. */
export type OutputName = Omit<OutputFile, "content">;

/** Renders Markdown pages. With Diagnostics, the value lists the pages that could be rendered. */
export async function renderPages(input: RenderInput): Promise<WithDiagnostics<readonly OutputName[]>> {
  const outputs: OutputName[] = [];
  const diagnostics: Diagnostic[] = [];
  const others: ReadyPage[] = [];
  const collections = once(() => plainCollections(input.items, input.context.tags));
  const { byLayouts } = input;
  for (const page of input.pages) {
    const made =
      page.layouts === undefined
        ? undefined
        : await (byLayouts &&
            runCode(input.context, page.source, () =>
              byLayouts(page, page.seesCollections ? collections() : undefined),
            ).catch(() => undefined));
    if (made === undefined) others.push(page);
    else {
      outputs.push(...takeAll([made], input.take));
      input.onProgress?.(1);
    }
  }
  for (const names of [false, true]) {
    const group = others.filter((page) => page.seesCollections === names);
    for (let start = 0; start < group.length; start += BATCH) {
      const batch = await renderBatch(
        input,
        group.slice(start, start + BATCH),
        names ? input.items : undefined,
      );
      outputs.push(...takeAll(batch.value, input.take));
      diagnostics.push(...batch.diagnostics);
      input.onProgress?.(Math.min(BATCH, group.length - start));
    }
  }
  return { value: outputs, diagnostics };
}

/** Passes outputs on, and keeps their names. */
export function takeAll(made: readonly OutputFile[], take: (output: OutputFile) => void): OutputName[] {
  return made.map((output) => {
    take(output);
    return { path: output.path, source: output.source };
  });
}

/** Renders some Markdown pages. If one fails, the batch is halved until every failure is found once. */
async function renderBatch(
  input: RenderInput,
  pages: readonly ReadyPage[],
  items: readonly Item[] | undefined,
): Promise<WithDiagnostics<readonly OutputFile[]>> {
  try {
    // Imported here, because few builds need all of Eleventy.
    const { renderTogether } = await import("./batch.js");
    return { value: await renderTogether(input.context, pages, items), diagnostics: [] };
  } catch (thrown) {
    const [only, ...others] = pages;
    if (only !== undefined && others.length === 0)
      return { value: [], diagnostics: [failureDiagnostic(thrown, input.sources, only.source)] };
    return renderApart(input, pages, items, thrown);
  }
}

/**
 * After a failure: renders one page of each layout to find errors in the layout. Its other pages are tried
 * only if that page renders.
 */
async function renderApart(
  input: RenderInput,
  pages: readonly ReadyPage[],
  items: readonly Item[] | undefined,
  thrown: unknown,
): Promise<WithDiagnostics<readonly OutputFile[]>> {
  const byLayout = new Map<unknown, ReadyPage[]>();
  for (const page of pages)
    byLayout.set(page.data["layout"], [...(byLayout.get(page.data["layout"]) ?? []), page]);
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
      const rendered =
        half.length === 0 ? { value: [], diagnostics: [] } : await renderBatch(input, half, items);
      outputs.push(...rendered.value);
      diagnostics.push(...rendered.diagnostics);
    }
  }
  // Every page rendered alone, so the failure belongs to the batch as a whole.
  return {
    value: outputs,
    diagnostics: diagnostics.length > 0 ? diagnostics : [failureDiagnostic(thrown, input.sources)],
  };
}

/** Renders the stale pages of a plan, many of them in threads, while this thread does other work. */

import { contextHash } from "../incremental/fingerprint.js";
import type { Stale } from "../incremental/plan.js";
import { byPlace, type CachedContext, type CachedContextStore } from "../incremental/render-context-cache.js";
import { createLayoutRenderer } from "../eleventy/layouts.js";
import { BATCH } from "../eleventy/ready-page.js";
import { renderPages, type OutputName } from "../eleventy/render.js";
import { createQueue } from "../system/threads.js";
import { once } from "../utils/once.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import { itemsOf } from "../site/collections.js";
import type { BuildPlan } from "../pipeline/plan.js";
import { readyPages } from "./ready-page.js";
import type { ThreadPage, SendablePage } from "./pool.js";

/** Chunk size for pages that only need layouts. It is small, so that all threads finish together. */
const PAGES_PER_CHUNK = 50;

export interface StalePage extends ThreadPage, Pick<Stale, "hasSameAround" | "record"> {}
type SendableStale = StalePage & SendablePage;

/**
 * Returns the outputs of the rendered pages, and findings about those that failed. `meanwhile` gets the pages
 * and runs in this thread while other threads render.
 */
export async function renderStale(
  plan: BuildPlan,
  meanwhile: (pages: readonly StalePage[]) => Promise<void>,
): Promise<WithDiagnostics<readonly OutputName[]>> {
  const { open, setup, destination, workers, progress, loaded, evaluated, rendering } = plan;
  const { site, templates, assets } = loaded;
  const byLayouts = createLayoutRenderer(setup, templates, assets, open.config);
  const ready = readyPages({
    site,
    templates: plan.templates,
    setup,
    canRenderLayouts: byLayouts !== undefined,
    textsOf: plan.documents.textsOf,
  });
  const pages = byPlace(plan.plan.stale, ({ page }) => page.page.source).map(
    (stale): StalePage =>
      Object.assign(ready(stale.page, previousContextOf(stale, open.previous.cache.cachedContexts())), {
        hasSameAround: stale.hasSameAround,
        record: stale.record,
      }),
  );
  // Few sites have pages that use collections.
  const items = pages.some((page) => page.seesCollections)
    ? [...itemsOf(site.pages), ...evaluated.items]
    : [];
  const outputs: OutputName[] = [];
  const failures: Diagnostic[] = [];
  let done = 0;
  const report = (more: number) => progress("Rendering", (done += more), pages.length);
  // Eleventy has state that is global to the thread, so batches run one at a time.
  const inTurn = createQueue();
  const here = (batch: readonly StalePage[]): Promise<void> =>
    inTurn(async () => {
      const rendered = await renderPages({
        ...rendering,
        pages: batch,
        byLayouts,
        items,
        onProgress: report,
      });
      for (const output of rendered.value) outputs.push(output);
      for (const failure of rendered.diagnostics) failures.push(failure);
    });
  const there = async (batch: readonly SendableStale[]): Promise<void> => {
    // Pages with a fingerprint have plain data, which can be sent to a thread.
    const away = batch.filter((page) => page.record() !== undefined);
    const made = await workers.render(away, {
      templates,
      assets,
      siteData: site.globalData["site"],
      maps: evaluated.maps,
    });
    for (const one of made ?? []) destination.takeMade(one);
    outputs.push(...(made ?? []).map(({ path, source }) => ({ path, source })));
    report(made?.length ?? 0);
    await here(made === undefined ? batch : batch.filter((page) => page.record() === undefined));
  };
  // Collections are too large to send.
  const canSend = (page: StalePage): page is SendableStale =>
    !page.seesCollections && page.texts !== undefined;
  // Each batch that Eleventy renders needs an Eleventy instance of its own.
  const size = pages.some(({ layouts }) => layouts === undefined) ? BATCH : PAGES_PER_CHUNK;
  // Other threads start with pages and this one with work that only it can do, so that all finish together.
  const own = once(() => meanwhile(pages));
  await workers.share(
    pages.filter(canSend),
    size,
    (batch) =>
      own()
        .then(() => here(batch))
        .then(() => []),
    there,
  );
  await own();
  await here(pages.filter((page) => !canSend(page)));
  return { value: outputs, diagnostics: onePerPlace(failures) };
}

/**
 * Returns the context that a page was rendered with before, if it is the same. It is read again each time to
 * save memory.
 */
function previousContextOf(
  {
    page: {
      page: { source },
    },
    hasSameAround,
    record,
  }: Stale,
  before: CachedContextStore,
): (() => CachedContext | undefined) | undefined {
  if (!hasSameAround) return undefined;
  const isSame = once(() => {
    const parts = record()?.parts;
    return parts !== undefined && before.find(source)?.hash === contextHash(parts);
  });
  return () => (isSame() ? before.find(source) : undefined);
}

/**
 * Reports each failure of a layout once, with the first of its pages. The result does not depend on how
 * threads share the pages.
 */
function onePerPlace(failures: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const found of [...failures].sort((a, b) => (a.message < b.message ? -1 : 1))) {
    const place = `${found.file}:${found.line}:${found.column}`;
    if (!byPlace.has(place)) byPlace.set(place, found);
  }
  return [...byPlace.values()];
}

/** Renders the pages that a plan calls stale: many of them in threads, while this one does what else is to be done. */

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
import type { AwayPage, LeavingPage } from "./pool.js";

/** Pages that need only their layouts are shared out by so many: few enough that all threads end together. */
const PAGES_PER_CHUNK = 50;

export interface StalePage extends AwayPage, Pick<Stale, "hasSameAround" | "record"> {}
type LeavingStale = StalePage & LeavingPage;

/** Names the pages that could be made, and says what is wrong with the others. `meanwhile` is told the pages, and done here while threads work. */
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
      Object.assign(ready(stale.page, knownOf(stale, open.previous.cache.cachedContexts())), {
        hasSameAround: stale.hasSameAround,
        record: stale.record,
      }),
  );
  // Few sites have pages that ask for them.
  const items = pages.some((page) => page.seesCollections)
    ? [...itemsOf(site.pages), ...evaluated.items]
    : [];
  const outputs: OutputName[] = [];
  const failures: Diagnostic[] = [];
  let done = 0;
  const report = (more: number) => progress("Rendering", (done += more), pages.length);
  // Eleventy keeps some of its state for the whole thread: one batch at a time.
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
  const there = async (batch: readonly LeavingStale[]): Promise<void> => {
    // What has a fingerprint is plain data, which a thread can be given.
    const away = batch.filter((page) => page.record() !== undefined);
    const made = await workers.render(away, { templates, assets, siteData: site.globalData["site"] });
    for (const one of made ?? []) destination.takeMade(one);
    outputs.push(...(made ?? []).map(({ path, source }) => ({ path, source })));
    report(made?.length ?? 0);
    await here(made === undefined ? batch : batch.filter((page) => page.record() === undefined));
  };
  // Collections are too much to give.
  const canLeave = (page: StalePage): page is LeavingStale =>
    !page.seesCollections && page.texts !== undefined;
  // Each batch that Eleventy renders takes an Eleventy of its own.
  const size = pages.some(({ layouts }) => layouts === undefined) ? BATCH : PAGES_PER_CHUNK;
  // Others begin with the pages, and this thread with what only it can do: so all are done at once.
  const own = once(() => meanwhile(pages));
  await workers.share(
    pages.filter(canLeave),
    size,
    (batch) =>
      own()
        .then(() => here(batch))
        .then(() => []),
    there,
  );
  await own();
  await here(pages.filter((page) => !canLeave(page)));
  return { value: outputs, diagnostics: onePerPlace(failures) };
}

/** Asks for what a page was rendered with before, where it is rendered with the same; it is read again each time, as few are to be in memory. */
function knownOf(
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

/** A layout that fails is told once, with the first page of those that it fails: how pages are shared out must not be heard. */
function onePerPlace(failures: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, Diagnostic>();
  for (const found of [...failures].sort((a, b) => (a.message < b.message ? -1 : 1))) {
    const place = `${found.file}:${found.line}:${found.column}`;
    if (!byPlace.has(place)) byPlace.set(place, found);
  }
  return [...byPlace.values()];
}

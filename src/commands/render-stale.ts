/** Renders the pages that a plan calls stale: many of them in threads, while this one does what else is to be done. */

import { sealedData, sealedNav } from "../build/fingerprint.js";
import type { Stale } from "../build/plan.js";
import { createLayoutRenderer } from "../eleventy/layouts.js";
import { BATCH } from "../eleventy/ready-page.js";
import { renderPages, type OutputName } from "../eleventy/render.js";
import { createQueue } from "../host/threads.js";
import type { Diagnostic, Staged } from "../model.js";
import { itemsOf, pageData } from "../site/collections.js";
import type { PlanInput, PlannedSite } from "./plan-site.js";
import type { AwayPage, Made } from "./workers.js";

export interface RenderInput extends PlanInput {
  /** Takes each page that another thread rendered. */
  takeMade(made: Made): void;
}

interface StalePage extends AwayPage {
  readonly record: Stale["record"];
}

/** Names the pages that could be made, and says what is wrong with the others. `meanwhile` is done here while threads work. */
export async function renderStale(input: RenderInput, planned: PlannedSite, meanwhile: () => void): Promise<Staged<readonly OutputName[]>> {
  const { workers, takeMade, progress } = input;
  const { loaded, evaluated, plan, rendering } = planned;
  const { site, templates, assets } = loaded;
  const byLayouts = createLayoutRenderer(input.setup, templates, assets, input.config);
  const pages = plan.stale.map((stale) => readyPage(stale, input, planned, byLayouts !== undefined));
  // Few sites have pages that ask for them.
  const items = pages.some((page) => page.seesCollections) ? [...itemsOf(site.pages), ...evaluated.items] : [];
  const outputs: OutputName[] = [];
  const failures: Diagnostic[] = [];
  let done = 0;
  const told = (more: number) => progress("Rendering", (done += more), pages.length);
  // Eleventy keeps some of its state for the whole thread: one batch at a time.
  const inTurn = createQueue();
  const here = (batch: readonly StalePage[]): Promise<void> =>
    inTurn(async () => {
      const rendered = await renderPages({ ...rendering, pages: batch, byLayouts, items, onProgress: told });
      outputs.push(...rendered.value);
      failures.push(...rendered.diagnostics);
    });
  const there = async (batch: readonly StalePage[]): Promise<void> => {
    // What has a fingerprint is plain data, which a thread can be given.
    const away = batch.filter((page) => page.record() !== undefined);
    const made = await workers.render(away, { templates, assets, siteData: site.globalData["site"] });
    for (const one of made ?? []) takeMade(one);
    outputs.push(...(made ?? []).map(({ path, source }) => ({ path, source })));
    told(made?.length ?? 0);
    await here(made === undefined ? batch : batch.filter((page) => page.record() === undefined));
  };
  // Collections are too much to give.
  const canLeave = (page: StalePage) => !page.seesCollections && page.body !== undefined;
  const shared = workers.share(pages.filter(canLeave), BATCH, here, there);
  meanwhile();
  await shared;
  await here(pages.filter((page) => !canLeave(page)));
  return { value: outputs, diagnostics: onePerPlace(failures) };
}

function readyPage({ page, record }: Stale, { setup }: PlanInput, { loaded: { site }, templates, documents }: PlannedSite, canRenderLayouts: boolean): StalePage {
  const closure = templates.closureOf(page);
  const { source } = page.page;
  const needsEleventy = !canRenderLayouts || closure.isForeign || setup.onlyInEleventy.some((name) => closure.names(name));
  return {
    source,
    record,
    output: String(page.output),
    // Made when they are asked for: of the pages that leave, only some at a time are in memory.
    get html() { return page.html; },
    get hrefs() { return page.hrefs(); },
    get body() { return documents.bodyOf(source); },
    get data() { return { ...sealedData(page, site.globalData, closure), ...sealedNav(site, page, closure) }; },
    seesCollections: closure.names("collections"),
    get page() { return pageData(page); },
    ...(!needsEleventy && { layouts: templates.layoutsOf(source).map(({ name }) => name) }),
  };
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

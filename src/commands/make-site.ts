/** A site in memory: read, assembled, checked and rendered. What `build` writes and `check` reports. */

import { join } from "node:path";
import { sealedData } from "../build/fingerprint.js";
import type { Rendered } from "../build/cache.js";
import { planPages, type Stale } from "../build/plan.js";
import { applyLevels, isBlocking } from "../diagnostics.js";
import type { Setup } from "../eleventy/inspect.js";
import { BATCH, type ReadyPage } from "../eleventy/batch.js";
import { evaluatePages, itemsOf, renderPages, type Evaluated, type OutputName } from "../eleventy/render.js";
import { createQueue } from "../host/threads.js";
import type { Diagnostic, OutputFile, Site, SitePage, Staged } from "../model.js";
import { findCollisions, type Claim } from "../site/collisions.js";
import { checkSiteTemplates } from "./check-site-templates.js";
import { fingerprinter, readDocuments, type Earlier } from "./earlier.js";
import { loadSite } from "./load-site.js";
import type { OpenSite } from "./open-site.js";
import { THEME } from "./read-inputs.js";
import { failureSources, renderContext } from "./render-context.js";
import type { Made, Workers } from "./workers.js";

export interface MakeInput extends OpenSite {
  readonly setup: Setup;
  readonly earlier: Earlier;
  readonly workers: Workers;
  /** Takes each page that a thread rendered. */
  takeMade(made: Made): void;
  /** Takes each page as it is rendered. */
  take(output: OutputFile): void;
  /** Tells how far the work is. */
  progress(stage: string, done?: number, total?: number): void;
}

export interface MadeSite {
  readonly outputs: readonly OutputName[];
  /** Files to copy: where they are on this machine, and where they go in the output folder. */
  readonly copies: readonly { readonly from: string; readonly path: string }[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether some page could not be made. */
  readonly hasErrors: boolean;
  /** The Markdown pages that were rendered, and why. */
  readonly stale: readonly Stale[];
  /** What the cache is to know of each page. */
  readonly rendered: ReadonlyMap<string, Rendered>;
}

/** A site without pages that Eleventy evaluates. */
const NONE: Staged<Evaluated> = { value: { outputs: [], items: [] }, diagnostics: [] };

/** Makes the whole site, and hands each page over as it is rendered. Every problem of every page is in its Diagnostics. */
export async function makeSite({ config, inputs, importer, diagnostics: opened, setup, configText, earlier, workers, take, takeMade, progress }: MakeInput): Promise<MadeSite> {
  progress("Reading");
  const { value: loaded, diagnostics: found } = await loadSite(config, inputs, setup, readDocuments(config, inputs, earlier, workers));
  const { site } = loaded;
  const templates = checkSiteTemplates(loaded, setup.names, config, configText);
  const early = [...opened, ...found, ...templates.diagnostics, ...findCollisions(claimsOf(site, []))];
  const failed = new Set(early.filter(isBlocking).flatMap(({ file }) => file ?? []));
  const wanted = site.pages.filter((page) => !failed.has(page.page.source) && !templates.isBroken(page.page.source));
  const rendering = { context: renderContext(config, loaded, importer.importModule), sources: failureSources(config.root, loaded), take };
  const canEvaluate = !templates.evaluatedBroken && !site.templates.some(({ page }) => failed.has(page.source)) && (site.templates.length > 0 || config.eleventy !== undefined);
  // Before the plan: links and collections name these pages.
  const evaluated = canEvaluate ? await evaluatePages({ ...rendering, allPages: site.pages, templateTexts: new Map([...loaded.templateTexts].filter(([source]) => source.endsWith(".md"))) }) : NONE;
  const plan = planPages(wanted, fingerprinter(inputs, earlier, site, templates, evaluated.value.items), earlier.cache.rendered(), earlier.keep);
  const ready = (page: SitePage): ReadyPage => {
    const closure = templates.closureOf(page);
    return {
      source: page.page.source,
      output: String(page.output),
      get html() { return page.html; },
      get data() { return { ...sealedData(page, site.globalData, closure), ...site.navFor(page) }; },
      seesCollections: closure.names("collections"),
    };
  };
  // What has a fingerprint is plain data, which a thread can be given; collections are too much to give.
  const pages = plan.stale.map(({ page }) => ready(page));
  const canLeave = (page: ReadyPage) => plan.rendered.has(page.source) && !page.seesCollections;
  const away = pages.filter(canLeave);
  const items = [...itemsOf(site.pages), ...evaluated.value.items];
  const outputs: OutputName[] = [...evaluated.value.outputs, ...plan.fresh];
  const failures: Diagnostic[] = [];
  let done = 0;
  const told = (more: number) => progress("Rendering", (done += more), pages.length);
  // Eleventy keeps some of its state for the whole thread: one batch at a time.
  const inTurn = createQueue();
  const here = (batch: readonly ReadyPage[]): Promise<void> =>
    inTurn(async () => {
      const rendered = await renderPages({ ...rendering, pages: batch, items, onProgress: told });
      outputs.push(...rendered.value);
      failures.push(...rendered.diagnostics);
    });
  const there = async (batch: readonly ReadyPage[]): Promise<void> => {
    const made = await workers.render(batch, { templates: loaded.templates, siteData: site.globalData["site"] });
    if (made === undefined) return here(batch);
    for (const one of made) takeMade(one);
    outputs.push(...made.map(({ path, source }) => ({ path, source })));
    told(made.length);
  };
  await workers.share(away, BATCH, here, there);
  await here(pages.filter((page) => !canLeave(page)));

  // Pages that Eleventy evaluates have their addresses only now.
  const late = site.templates.length === 0 ? [] : findCollisions(claimsOf(site, outputs));
  const all = [...early, ...evaluated.diagnostics, ...failures, ...late];
  const links = site.checkLinks(pathsOf(site, outputs));
  return {
    outputs,
    copies: site.staticFiles.map(({ source, output }) => ({ from: sourceFile(config.root, source), path: output })),
    diagnostics: applyLevels([...all, ...links], config.levels),
    hasErrors: all.some(isBlocking),
    stale: plan.stale,
    rendered: plan.rendered,
  };
}

/** Who wants which output file. */
function claimsOf(site: Site, outputs: readonly OutputName[]): Claim[] {
  const position = new Map([...site.pages.map(({ page }) => page), ...site.templates.map(({ page }) => page)].map((page) => [page.source, page.positions["permalink"]]));
  const placed = new Set(site.pages.map(({ page }) => page.source));
  return [
    ...site.staticFiles.map(({ source, output }) => ({ source, output })),
    ...site.pages.flatMap(({ page, output }) => (output === false ? [] : [{ source: page.source, output, position: position.get(page.source) }])),
    ...outputs.filter(({ source }) => !placed.has(source)).map(({ path, source }) => ({ source, output: path, position: position.get(source) })),
  ];
}

/** Whether the finished site answers at a path: `/blog/`, `/blog`, `/feed.xml`. */
function pathsOf(site: Site, outputs: readonly OutputName[]): (path: string) => boolean {
  const files = new Set([...outputs.map(({ path }) => path), ...site.staticFiles.map(({ output }) => output)]);
  return (path) => {
    const file = path.replace(/^\//, "").replace(/\/$/, "");
    return files.has(file) || files.has(`${file}/index.html`.replace(/^\//, "")) || files.has(`${file}.html`);
  };
}

function sourceFile(root: string, source: string): string {
  return source.startsWith("handbill:layouts/") ? join(THEME, source.slice("handbill:layouts/".length)) : join(root, source);
}

/** A site in memory: planned and rendered. What `build` writes and `check` reports. */

import { setImmediate as turn } from "node:timers/promises";
import { hashAround } from "../build/fingerprint.js";
import type { LastRun } from "../build/generate.js";
import type { Stale } from "../build/plan.js";
import type { RenderedWith } from "../build/rendered-with.js";
import type { RenderedPage, RenderedPages } from "../build/rendered.js";
import type { Faces, Seen } from "../build/seen.js";
import { applyLevels, isBlocking } from "../diagnostics.js";
import type { OutputName } from "../eleventy/render.js";
import type { Diagnostic } from "../model.js";
import { findCollisions } from "../site/collisions.js";
import { filesOf, foldersOf, hostFindings, pathsOf } from "./check-addresses.js";
import { generateFiles } from "./generate-files.js";
import { makeAssets } from "./make-assets.js";
import { claimsOf, planSite } from "./plan-site.js";
import { sourceFile } from "./read-inputs.js";
import { renderStale, type RenderInput, type StalePage } from "./render-stale.js";

/** The links of so many pages are looked at before others have their turn. */
const LINKING = 200;

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
  readonly rendered: RenderedPages;
  /** What the next build may believe of the Site and its links. */
  readonly known: Pick<Seen, "site" | "siteButPages" | "templates" | "links" | "hidesDrafts" | "showsTexts" | "assets">;
  /** And of each page. */
  readonly faces: Faces;
  /** And of each generator. */
  readonly generated: ReadonlyMap<string, LastRun>;
}

/** Makes the whole site, and hands each page over as it is rendered. Every problem of every page is in its Diagnostics. */
export async function makeSite(input: RenderInput): Promise<MadeSite> {
  const { config, earlier } = input;
  const planned = await planSite(input);
  const { loaded, templates, evaluated, plan, documents, hashes, still, linkingOf, diagnostics: early } = planned;
  const { site } = loaded;
  const isOther = (source: string) => earlier.cache.rendered().find(source)?.document !== documents.nameOf(source);
  const sources = new Set([...site.pages, ...site.templates].map(({ page }) => page.source));
  /** What is to be said about links: of pages that are asked about and of the configuration, and what was said of the others. Threads that wait for work are heard meanwhile. */
  const linksAmong = async (files: ReadonlySet<string>, before: readonly Diagnostic[], isAsked: (source: string) => boolean): Promise<readonly Diagnostic[]> => {
    const made = pathsOf(files);
    const asked = [config.file ?? "", ...[...sources].filter(isAsked)];
    const found = before.filter(({ file = "" }) => sources.has(file) && !isAsked(file));
    for (let at = 0; at < asked.length; at += LINKING) {
      found.push(...site.checkLinks(made, asked.slice(at, at + LINKING)));
      await turn();
    }
    return found;
  };
  // Style sheets and scripts come and go with the templates that link them.
  const assets = still?.hasSameTemplates === false ? [...loaded.assets.values(), ...(earlier.cache.seen?.assets.values() ?? [])].map(({ output }) => output) : [];
  /** Whether something can have changed about a page's links. `changed`: generated files that came or went. */
  const mayLeadElsewhere = (changed: readonly string[]): ((source: string) => boolean) => {
    const hold = still?.linksHold([...assets, ...changed]);
    return (source) => hold === undefined || isOther(source) || !hold(linkingOf(source));
  };
  const linksBefore = earlier.cache.seen?.links ?? [];
  // What will be made is known before, unless something fails, or something is made of what was made.
  const expected = [...evaluated.outputs, ...plan.fresh, ...plan.stale.map(({ page }) => ({ path: String(page.output), source: page.page.source }))];
  let links: readonly Diagnostic[] = [];
  // Where a translation is missing, a page shows another's text, too.
  const showsTexts = site.pages.some((page) => page.page.original !== undefined || templates.closureOf(page).names("collections"));
  const rendered = await renderStale(input, planned, async (pages) => {
    documents.save();
    links = await linksAmong(filesOf(config, site, expected, []), linksBefore, mayLeadElsewhere([]));
    // Where no page can be made without the others, nobody will ask.
    const others = pages.filter((page) => !page.hasSameAround);
    if (hashes.site !== "" && !showsTexts) await earlier.cache.renderedWith().save(others.map((page) => ({ source: page.source, make: () => renderedWith(page) })));
  });
  const outputs = [...evaluated.outputs, ...plan.fresh, ...rendered.value];

  const failures = [...rendered.diagnostics, ...(await makeAssets(input, loaded, templates))];
  // Pages that Eleventy evaluates have their addresses only now.
  const late = site.templates.length === 0 ? [] : findCollisions(claimsOf(site, outputs));
  const pagesMade = [...early, ...failures, ...late];
  const generated = await generateFiles(input, planned, outputs, pagesMade);
  const all = [...pagesMade, ...generated.diagnostics];
  const hasErrors = all.some(isBlocking);
  const files = filesOf(config, site, outputs, generated.files);
  const generatedBefore = [...earlier.cache.generated().values()].flatMap((run) => run.files);
  const changed = mayLeadElsewhere(onlyInOne(generatedBefore, generated.files));
  if (hasErrors) links = await linksAmong(files, linksBefore, changed);
  else if (generated.files.length > 0 || generatedBefore.length > 0) {
    // With more files than were expected, what was found just now may be none; with fewer than before, more may be found.
    const held = new Set(linksBefore);
    const doubtful = new Set(links.flatMap((found) => (held.has(found) ? [] : (found.file ?? ""))));
    links = await linksAmong(files, links, (source) => doubtful.has(source) || (still !== undefined && changed(source)));
  }
  const about = [...site.checkRedirects(pathsOf(files), foldersOf(files)), ...hostFindings(config, site, files)];
  return {
    outputs,
    copies: site.staticFiles.map(({ source, output }) => ({ from: sourceFile(config.root, source), path: output })),
    diagnostics: applyLevels([...all, ...about, ...links], config.levels),
    hasErrors,
    stale: plan.stale,
    rendered: new Map([...plan.known, ...plan.stale.flatMap(({ page, record }) => entry(page.page.source, record()))]),
    known: { site: hasErrors ? "" : hashes.site, siteButPages: hashes.siteButPages, templates: hashes.templates, links, hidesDrafts: loaded.pages.size > site.pages.filter(({ page }) => page.original === undefined).length + site.templates.length, showsTexts, assets: loaded.assets },
    faces: hashes.faces,
    generated: generated.runs,
  };
}

function entry(source: string, record: RenderedPage | undefined): [string, RenderedPage][] {
  return record === undefined ? [] : [[source, record]];
}

/** The paths that one of two lists has. */
function onlyInOne(a: readonly Pick<OutputName, "path">[], b: readonly Pick<OutputName, "path">[]): readonly string[] {
  const [before, now] = [a, b].map((list) => new Set(list.map(({ path }) => path))) as [Set<string>, Set<string>];
  return [...before, ...now].filter((path) => before.has(path) !== now.has(path));
}

/** What a page is rendered with that needs nothing but its layouts. */
function renderedWith({ layouts, lasting, page, hrefs, seesCollections, record }: StalePage): RenderedWith | undefined {
  const parts = seesCollections ? undefined : record()?.parts;
  if (layouts === undefined || parts === undefined) return undefined;
  return { hash: hashAround(parts), layouts, data: lasting, page, hrefs };
}

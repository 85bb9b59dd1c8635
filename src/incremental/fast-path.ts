/**
 * The fast path for a build in which only the text of pages changed: parses and renders these pages with
 * their cached render contexts, without assembling a Site.
 */

import { isDeepStrictEqual } from "node:util";
import { renderedPage, type RenderedPage } from "./rendered-pages.js";
import type { ShortBuild } from "./index.js";
import { contextHash, hashParts } from "./fingerprint.js";
import { stableText } from "../utils/stable-text.js";
import type { InputSnapshot } from "../sources/snapshot.js";
import type { SiteWriter } from "../writer/site-writer.js";
import { applyLevels, isBlocking } from "../diagnostics/catalogue.js";
import { createLayoutRenderer, type RenderLayouts } from "../eleventy/layouts.js";
import { restoredData } from "../eleventy/ready-page.js";
import { runCode } from "../eleventy/plugin.js";
import { isFile } from "../system/files.js";
import { recordCode } from "../system/site-code.js";
import type { Diagnostic, OutputFile, Page } from "../model/model.js";
import { resolvePlaceholders } from "../site/links/resolve-placeholders.js";
import { movedFindings } from "../site/links/moved-findings.js";
import { documentNamer } from "./previous-build.js";
import { pageParser, readTemplates, type ParseHere } from "../pipeline/load.js";
import type { OpenSite } from "../pipeline/open.js";
import { notesOf } from "../pipeline/page-notes.js";

/** More pages than this are rendered in threads. */
const MAX_EDITED_PAGES = 50;

/** A page whose text changed. */
interface RebuiltPage {
  readonly source: string;
  readonly output: OutputFile;
  readonly record: RenderedPage & { readonly hash: string };
  /** The diagnostics of the page, which replace the previous ones. */
  readonly reported: Pick<InputSnapshot, "diagnostics" | "links">;
}

/**
 * Writes a build in which only texts changed. Returns undefined and writes nothing for any other build.
 * `hashes`: hashes of the current sources.
 */
export async function rebuildEditedPages(
  site: OpenSite,
  hashes: Pick<InputSnapshot, "everything" | "allButPages">,
  writer: SiteWriter,
): Promise<ShortBuild | undefined> {
  const {
    inputs,
    previous: { cache },
  } = site;
  const { snapshot } = cache;
  if (
    snapshot === undefined ||
    snapshot.site === "" ||
    snapshot.showsTexts ||
    hashes.allButPages === "" ||
    snapshot.allButPages !== hashes.allButPages ||
    site.diagnostics.length > 0 ||
    site.config.choices.preprocessors.length > 0 ||
    (snapshot.siteCode?.made.length ?? 0) > 0 ||
    snapshot.siteCode?.hasEnd === true ||
    (snapshot.siteCode?.maps ?? "") !== ""
  )
    return undefined;
  const others = inputs.sources.pages.filter((path) => !inputs.isUnchanged(path));
  if (others.length > MAX_EDITED_PAGES) return undefined;
  const documentName = documentNamer(site.config, site.previous);
  const nameOf = (path: string) => documentName(path, inputs.hash(path) ?? "");
  const changed = others.filter((path) => cache.rendered().find(path)?.document !== nameOf(path));
  const generated = cache.generated();
  const usedBodies = new Set([...generated.values()].flatMap(({ bodies }) => bodies));
  if (changed.some((path) => usedBodies.has(path))) return undefined;

  const { siteCode: code } = site;
  const rebuild = () => rebuildPages(site, snapshot, changed, nameOf);
  const pages = changed.length === 0 ? [] : await recordCode(code, rebuild);
  // Files that the site's code writes belong to their pages, which only a full build finds out.
  if (
    pages === undefined ||
    (code?.touched.size ?? 0) > 0 ||
    !writer.keepAllBut(new Set(pages.map(({ output }) => output.path)))
  )
    return undefined;
  for (const { output } of pages) writer.write(output.path, output.content);
  if (pages.length > 0) cache.documents().saveMore();
  const isOther = ({ file = "" }: Diagnostic) => !changed.includes(file);
  const reported = (key: "diagnostics" | "links") => [
    ...snapshot[key].filter(isOther),
    ...pages.flatMap((page) => page.reported[key]),
  ];
  const now = {
    ...snapshot,
    ...hashes,
    ...(code && {
      siteCode: {
        ...snapshot.siteCode,
        made: [],
        hasEnd: false,
        maps: "",
        reads: [...new Map([...(snapshot.siteCode?.reads ?? []), ...code.reads])],
      },
    }),
    modules: site.modules(),
    diagnostics: reported("diagnostics"),
    links: reported("links"),
  };
  const files = new Map(cache.files());
  for (const path of others) files.delete(path);
  for (const [path, file] of inputs.fileSnapshots()) files.set(path, file);
  const { written } = writer.commit((left) => {
    cache.saveMore({
      rendered: new Map(pages.map(({ source, record }) => [source, record])),
      generated,
      files,
      pictures: cache.pictures() ?? new Map(),
      snapshot: { ...now, left },
    });
  });
  return { snapshot: now, sources: changed, written };
}

async function rebuildPages(
  site: OpenSite,
  snapshot: InputSnapshot,
  sources: readonly string[],
  nameOf: (path: string) => string,
): Promise<readonly RebuiltPage[] | undefined> {
  const { config, inputs, previous } = site;
  const setup = await site.setup();
  if ("code" in setup || previous.cache.documents().isCrowded()) return undefined;
  const render = createLayoutRenderer(setup, readTemplates(config, inputs).value, snapshot.assets, config);
  if (render === undefined) return undefined;
  const { parse } = pageParser(config, { dataFiles: inputs.dataFiles, configData: setup.globalData });
  const pages: RebuiltPage[] = [];
  for (const source of sources) {
    const page = await rebuildPage(site, snapshot, source, nameOf(source), { parse, render });
    if (page === undefined) return undefined;
    pages.push(page);
  }
  return pages;
}

/** Parses and renders one page. Undefined if more than its text may have changed. */
async function rebuildPage(
  { config, inputs, siteCode: code, previous: { cache } }: OpenSite,
  snapshot: InputSnapshot,
  source: string,
  name: string,
  { parse, render }: { readonly parse: ParseHere; readonly render: RenderLayouts },
): Promise<RebuiltPage | undefined> {
  const [documents, rendered] = [cache.documents(), cache.rendered()];
  const last = rendered.find(source);
  const details = rendered.details(source);
  const before = last && documents.find(source, last.document);
  const known = cache.cachedContexts().find(source);
  const file = inputs.read(source);
  if (last === undefined || details === undefined || before === undefined || known === undefined)
    return undefined;
  if (known.hash !== contextHash(details.parts) || !isFile(file)) return undefined;
  const parsed = await parse(file);
  const { value: page, diagnostics } = parsed;
  documents.add(name, parsed);
  if (
    documents.metadataHash(name) !== documents.metadataHash(last.document) ||
    stableText(page.positions) !== stableText(before.value.positions) ||
    diagnostics.some(isBlocking)
  )
    return undefined;
  const reported = updatedDiagnostics(snapshot, source, before, parsed, config.levels);
  if (reported === undefined) return undefined;
  const parts = { ...details.parts, document: name };
  const record = renderedPage({ hash: hashParts(parts), parts }, last.output, ["its file changed"]);
  try {
    const output = await runCode({ code }, source, () =>
      render({
        ...known,
        source,
        output: last.output,
        html: resolvePlaceholders(page.html, () => known),
        data: { ...restoredData(known.data, new Map()), headings: page.headings },
        seesCollections: false,
      }),
    );
    const notes = notesOf(config, output);
    // Different notes can change the policy of the whole site, or the findings in layouts.
    if (!isDeepStrictEqual(notes, last.notes)) return undefined;
    return { source, output, record: { ...record, ...(notes && { notes }) }, reported };
  } catch {
    // The full build repeats the work and reports the problem.
    return undefined;
  }
}

type Parsed = { readonly value: Page; readonly diagnostics: readonly Diagnostic[] };

/** The diagnostics of a page after its new text. */
function updatedDiagnostics(
  snapshot: InputSnapshot,
  source: string,
  before: Parsed,
  now: Parsed,
  levels: Parameters<typeof applyLevels>[1],
): RebuiltPage["reported"] | undefined {
  const keyOf = ({ code, line, column, message }: Diagnostic) =>
    JSON.stringify([code, line, column, message]);
  const parsed = new Set(before.diagnostics.map(keyOf));
  const about = (found: Diagnostic) => found.file === source;
  const move = (found: readonly Diagnostic[]) => movedFindings(found, before.value.links, now.value.links);
  const others = move(snapshot.diagnostics.filter((found) => about(found) && !parsed.has(keyOf(found))));
  const links = move(snapshot.links.filter(about));
  return others && links && { diagnostics: [...applyLevels(now.diagnostics, levels), ...others], links };
}

/** The program of a thread: it parses and renders a share of the pages as the main thread does. */

import { createBodyWriter, readBody, type BodyWriter } from "../incremental/cache/body-pack.js";
import { toDocument, type Document, type Texts } from "../incremental/cache/documents.js";
import { readDetails } from "../incremental/cache/page-details.js";
import { hashOf } from "../writer/manifest.js";
import { prepareFile, type Place, type Prepared } from "../writer/prepare.js";
import type { ConfigFlags, SiteConfig } from "../config/options.js";
import { toData } from "../utils/data-objects.js";
import { createLayoutRenderer, type RenderLayouts } from "../eleventy/layouts.js";
import { restoredData, type ReadyPage } from "../eleventy/ready-page.js";
import type { SiteMaps } from "../eleventy/events.js";
import { runCode } from "../eleventy/plugin.js";
import { disk } from "../system/disk.js";
import { isFile, readSource } from "../system/files.js";
import { createImporter, type Importer } from "../system/modules.js";
import { createSiteCode, recordCode, type RecordedCode, type SiteCode } from "../system/site-code.js";
import { createQueue, fromShared } from "../system/threads.js";
import type { Notes } from "../incremental/rendered-pages.js";
import type { ResolvedLinks } from "../model/placeholders.js";
import type { OutputFile } from "../model/model.js";
import { resolvePlaceholders } from "../site/links/resolve-placeholders.js";
import type { Assets } from "../templates/assets/assets.js";
import type { TemplateFiles } from "../templates/load.js";
import { withTimeout } from "../utils/timeout.js";
import { loadConfig } from "../config/load.js";
import { pageParser, type ParseHere } from "../pipeline/load.js";
import { notesOf } from "../pipeline/page-notes.js";
import { frontMatterOf } from "./render-context.js";
import { setUp, withChoices } from "../pipeline/set-up.js";
import type { Setup } from "../eleventy/setup.js";
import { once } from "../utils/once.js";

interface Site {
  readonly config: SiteConfig;
  readonly importer: Importer;
  readonly parse: ParseHere;
  /** Set up by the configuration. */
  readonly setup: () => Promise<Setup>;
  /** Runs the configuration's functions; absent if it has none. */
  readonly code?: SiteCode;
}

let opened: Promise<Site> | undefined;

/** The configuration contains functions, so each thread loads it itself. */
async function open(flags: ConfigFlags, folder: string): Promise<Site> {
  const importer = createImporter(flags.root);
  const { value: given } = await loadConfig(flags, importer.importModule);
  const folders = { root: given.root, output: given.output, folder };
  const code = given.eleventy && createSiteCode(folders);
  const setup = once(() => setUp(given, code));
  const config = given.eleventy === undefined ? given : withChoices(given, await setup());
  // If preprocessors need data, the main thread parses all pages.
  const { parse } = pageParser(config, { dataFiles: new Map(), configData: {} });
  return { config, importer, parse, setup, ...(code && { code }) };
}

/** Eleventy has state that is global to the thread. */
const inTurn = createQueue();

/** The result of a task. */
export interface Done<T> {
  readonly value: T;
  /** The site's own files imported so far. */
  readonly modules: readonly string[];
  /** Files that code of the site used since the last task; absent without code. */
  readonly code?: RecordedCode;
}

async function done<T>(value: T): Promise<Done<T>> {
  const site = await opened;
  const code = site?.code?.drain();
  return { value, modules: site?.importer.imported() ?? [], ...(code && { code }) };
}

export interface ParseTask {
  readonly flags: ConfigFlags;
  readonly sources: readonly string[];
  /** The folder of bodies; absent if nothing is written. */
  readonly bodies: string | undefined;
  /** The folder of files that code of the site writes, relative to the root. */
  readonly staging: string;
  /** The number of this thread's body pack. */
  readonly pack: number;
}

export interface ParsedSource {
  /** The hash of the file's bytes. */
  readonly hash: string;
  readonly document: Document;
}

/** The parsed documents of sources; undefined for one that cannot be read or sent to the main thread. */
export function parse(task: ParseTask): Promise<Done<(ParsedSource | undefined)[] | undefined>> {
  return inTurn(() => parseAll(task).then(done));
}

let ownBodies: BodyWriter | undefined;

async function parseAll({
  flags,
  sources,
  bodies,
  staging,
  pack,
}: ParseTask): Promise<(ParsedSource | undefined)[] | undefined> {
  const { config, parse: parsePage } = await (opened ??= open(flags, staging));
  ownBodies ??= createBodyWriter(disk, bodies, pack);
  const parsed: (ParsedSource | undefined)[] = [];
  try {
    for (const path of sources) {
      const file = readSource(config.root, path);
      const document = isFile(file) ? toDocument(await parsePage(file), ownBodies) : undefined;
      parsed.push(
        isFile(file) && document !== undefined ? { hash: hashOf(file.bytes), document } : undefined,
      );
    }
    ownBodies.flush();
    return parsed;
  } catch {
    // For example a full disk. The main thread will meet the same error and report it.
    return undefined;
  }
}

/** A page to render without its body and headings, which the thread reads. */
export interface PageRequest extends Omit<ReadyPage, "html" | "seesCollections">, Texts {
  readonly resolvedLinks: ResolvedLinks;
}

/** The parts that all pages are rendered with. */
export interface RenderShared {
  readonly templates: TemplateFiles;
  readonly assets: Assets;
  /** `site` in templates. */
  readonly siteData: unknown;
  /** The URLs of all pages, if a plugin listens to them. */
  readonly maps: SiteMaps | undefined;
}

export interface RenderTask {
  readonly flags: ConfigFlags;
  readonly pages: readonly PageRequest[];
  /** The folder of bodies; absent if the pages contain them. */
  readonly bodies: string | undefined;
  /** The folder of files that code of the site writes, relative to the root. */
  readonly staging: string;
  /** A serialized `RenderShared`. */
  readonly shared: SharedArrayBuffer;
  /** Where files are prepared; absent if nothing is written. */
  readonly place?: Place;
  /** The number of the task. Names of its prepared files start with it. */
  readonly task: number;
}

/** A page that this thread rendered and prepared. */
export type Made = Prepared & { readonly source: string; readonly notes?: Notes };

/**
 * Renders pages and prepares their files; undefined if one fails. The main thread then renders them to find
 * the reason.
 */
export function render(task: RenderTask): Promise<Done<Made[] | undefined>> {
  return inTurn(async () => {
    if (isStuck) return done(undefined);
    const site = await (opened ??= open(task.flags, task.staging));
    const work = () => renderAll(site, task);
    const ended = await withTimeout(
      recordCode(site.code, work).then((made) => ({ made })),
      RENDER_TIMEOUT + task.pages.length * TIMEOUT_PER_PAGE,
    );
    isStuck = ended === undefined;
    return done(ended?.made);
  });
}

/**
 * The time limit for a task and the extra time for each page, in milliseconds. After it, the main thread
 * renders the pages. A page that never ends then fails the build after all other work is done.
 */
const RENDER_TIMEOUT = 120_000;
const TIMEOUT_PER_PAGE = 1000;

/** Whether a page of this thread never finished. */
let isStuck = false;

async function renderAll(
  { config, importer, setup, code }: Site,
  { pages, bodies = "", shared: sharedBytes, place, task }: RenderTask,
): Promise<Made[] | undefined> {
  shared ??= fromShared<RenderShared>(sharedBytes);
  const { templates, assets, siteData, maps } = shared;
  const byLayouts = await (renderer ??= setup().then(async (made) => {
    if (maps !== undefined) await made.announce(maps);
    return createLayoutRenderer(made, templates, assets, config);
  }));
  const known = new Map<object, unknown>();
  const made: Made[] = [];
  const take = ({ path, content, source }: OutputFile): void => {
    const { hash, temporary } =
      place === undefined ? { hash: "" } : prepareFile(disk, place, `${task}-${made.length}`, path, content);
    const notes = notesOf(config, { path, content });
    made.push({ path, hash, source, ...(temporary !== undefined && { temporary }), ...(notes && { notes }) });
  };
  const others: ReadyPage[] = [];
  const parts = disk.openParts();
  try {
    for (const {
      source,
      output,
      body,
      details,
      resolvedLinks,
      data: stableData,
      page: pageData,
      layouts,
    } of pages) {
      const html = resolvePlaceholders(readBody(parts, bodies, body), () => resolvedLinks);
      const { headings } = readDetails(readBody(parts, bodies, details));
      const data = Object.assign(restoredData(stableData, known), { headings });
      const page: ReadyPage = {
        source,
        output,
        html,
        data,
        page: pageData,
        seesCollections: false,
        ...(layouts && { layouts }),
      };
      if (page.layouts === undefined || byLayouts === undefined) others.push(page);
      else take(await runCode({ code }, source, () => byLayouts(page)));
    }
    if (others.length === 0) return made;
    const { renderTogether } = await import("../eleventy/batch.js");
    const context = {
      config,
      code,
      maps: { current: maps },
      templates,
      assets,
      importModule: importer.importModule,
      missingLayouts: new Map(),
      tags: [],
      siteData: () => toData(siteData),
      // Links in it can point anywhere, and only the main thread knows all pages.
      renderMarkdown: async () => {
        throw new Error("Markdown in a layout is rendered in the main thread.");
      },
      parseYaml: frontMatterOf,
    };
    for (const output of await renderTogether(context, others)) take(output);
    return made;
  } catch {
    return undefined;
  } finally {
    parts.close();
  }
}

let shared: RenderShared | undefined;
let renderer: Promise<RenderLayouts | undefined> | undefined;

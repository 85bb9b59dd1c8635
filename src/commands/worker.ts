/** What runs in a thread: parsing and rendering, as in the main one, over a share of the pages. */

import { prepareFile, type Place, type Prepared } from "../build/prepare.js";
import { stableText } from "../build/stable-text.js";
import type { ConfigFlags, SiteConfig } from "../config.js";
import { createMarkdown, type Markdown } from "../content/markdown.js";
import { parsePage } from "../content/parse.js";
import { toData } from "../content/yaml.js";
import { renderTogether, type ReadyPage } from "../eleventy/batch.js";
import { disk } from "../host/disk.js";
import { createImporter, type ImportModule } from "../host/modules.js";
import { createQueue } from "../host/threads.js";
import type { Data, Page, SourceFile, Staged } from "../model.js";
import type { Assets } from "../templates/assets.js";
import type { TemplateFiles } from "../templates/template-files.js";
import { loadConfig } from "./load-config.js";
import { isTemplated } from "./load-site.js";
import { frontMatterOf } from "./render-context.js";

interface Site {
  readonly config: SiteConfig;
  readonly importModule: ImportModule;
  readonly markdown: Markdown;
}

let opened: Promise<Site> | undefined;

/** The site's configuration holds functions, so that each thread reads it itself. */
async function open(flags: ConfigFlags): Promise<Site> {
  const { importModule } = createImporter(flags.root);
  const { value: config } = await loadConfig(flags, importModule);
  return { config, importModule, markdown: createMarkdown({ trust: config.trust, ...(config.markdown && { configure: config.markdown }) }) };
}

/** Eleventy keeps some of its state for the whole thread. */
const inTurn = createQueue();

export interface ParseTask {
  readonly flags: ConfigFlags;
  readonly files: readonly SourceFile[];
}

/** The documents of some files; undefined for one that cannot leave the thread as it is. */
export function parse(task: ParseTask): Promise<(Staged<Page> | undefined)[]> {
  return inTurn(() => parseAll(task));
}

async function parseAll({ flags, files }: ParseTask): Promise<(Staged<Page> | undefined)[]> {
  const { config, markdown } = await (opened ??= open(flags));
  const pages: (Staged<Page> | undefined)[] = [];
  for (const file of files) {
    const staged = await parsePage(file, { markdown, templated: isTemplated(config, file.path), schema: config.pages, sections: config.sections, trust: config.trust });
    // A site's schema may make anything of a value.
    pages.push(stableText(staged.value.frontMatter) === undefined ? undefined : staged);
  }
  return pages;
}

export interface RenderTask {
  readonly flags: ConfigFlags;
  readonly pages: readonly ReadyPage[];
  readonly templates: TemplateFiles;
  readonly assets: Assets;
  /** `site` in templates. */
  readonly siteData: unknown;
  /** Where the files are prepared; absent when nothing is written. */
  readonly place?: Place;
  /** The task's number: names of its prepared files start with it. */
  readonly task: number;
}

/** Renders some pages and prepares their files; undefined when one fails: then the main thread finds out which, and why. */
export function render(task: RenderTask): Promise<(Prepared & { readonly source: string })[] | undefined> {
  return inTurn(() => renderAll(task));
}

async function renderAll({ flags, pages, templates, assets, siteData, place, task }: RenderTask): Promise<(Prepared & { readonly source: string })[] | undefined> {
  const { config, importModule } = await (opened ??= open(flags));
  const known = new Map<object, unknown>();
  try {
    const made = await renderTogether(
      {
        config,
        templates,
        assets,
        importModule,
        tags: [],
        siteData: () => toData(siteData),
        // Links in it could lead anywhere: the main thread knows all pages.
        renderMarkdown: () => {
          throw new Error("Markdown in a layout is rendered in the main thread.");
        },
        parseYaml: frontMatterOf,
      },
      pages.map((page) => ({ ...page, data: restored(page.data, known) })),
    );
    return made.map(({ path, content, source }, index) => ({ ...(place === undefined ? { path, hash: "" } : prepareFile(disk, place, `${task}-${index}`, path, content)), source }));
  } catch {
    return undefined;
  }
}

/** What Handbill makes anew for each page, as it is. */
const OWN = new Set(["headings", "nav", "breadcrumbs", "previous", "next"]);

/** Data comes from another thread in objects with a prototype; `known` holds those that pages share. */
function restored(data: Data, known: Map<object, unknown>): Data {
  const entries = Object.entries(data).map(([key, value]) => {
    if (OWN.has(key) || value === null || typeof value !== "object") return [key, value];
    if (!known.has(value)) known.set(value, toData(value));
    return [key, known.get(value)];
  });
  return Object.fromEntries(entries) as Data;
}

/** Pages that Eleventy evaluates itself: templates, pagination, computed data. */

import { resolve } from "node:path";
import type { EleventyInternals, EleventyResult } from "@11ty/eleventy";
import type { EleventyConfig } from "../config/options.js";
import type { EvaluatedBody, SitePage, WithDiagnostics } from "../model/model.js";
import { idsIn } from "../content/html/scan.js";
import { itemsOf, type Item } from "../site/collections.js";
import { outputFile } from "./batch.js";
import type { MergedCollections } from "./collections.js";
import { failureDiagnostic } from "./failure.js";
import { holdEnd, replaceMaps, type HeldEnd, type SiteMaps } from "./events.js";
import { createEleventy } from "./instance.js";
import { withLayouts, withPages } from "./site-maps.js";
import { configure, runCode, type Context, type RenderedBody } from "./plugin.js";
import { templateName } from "./template-names.js";
import { ownMethods } from "./user-config.js";
import { takeAll, type OutputName, type Rendering } from "./render.js";

export interface EvaluateInput extends Rendering {
  /** All Markdown pages of the site, for collections. */
  readonly allPages: readonly SitePage[];
  /**
   * Text of each Markdown page that Eleventy evaluates, by source. Eleventy reads templates in other
   * languages itself.
   */
  readonly templateTexts: ReadonlyMap<string, string>;
  /** The layouts of a Markdown page, the innermost first, relative to the root. */
  layoutsOf(page: SitePage): readonly string[];
  /** HTML files of `content/` that are copied unchanged. Eleventy would treat them as templates. */
  readonly copiedHtml: readonly string[];
}

/** A page that Eleventy evaluated, with the ids to which a #fragment can refer. */
export interface EvaluatedPage extends OutputName {
  readonly url: string;
  readonly ids: readonly string[];
}

/** Eleventy's results for the pages that it evaluates. */
export interface Evaluated {
  readonly outputs: readonly EvaluatedPage[];
  /** The pages as collection items, for the collections of all other pages. */
  readonly items: readonly Item[];
  /** Eleventy failed and made none of the pages, so their paths are not known. */
  readonly failed?: true;
  /** The URLs of all pages. */
  readonly maps?: SiteMaps;
  /** Calls the listeners of the end of the build; absent without any. */
  end?(results: readonly EndResult[]): Promise<void>;
}

/** A page, as listeners of `eleventy.after` get it. */
export interface EndResult extends Omit<EleventyResult, "outputPath"> {
  readonly outputPath: string;
  readonly rawInput: string;
}

/** The union of all pages that one file makes. */
function togetherOf(bodies: readonly RenderedBody[]): EvaluatedBody {
  return {
    links: distinct(bodies.flatMap(({ links }) => links)),
    ids: [...new Set(bodies.flatMap(({ ids }) => ids))],
  };
}

/** Each value once. Values are equal if all their parts are. */
function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/**
 * With `trust: "text"`, Eleventy would find files that Handbill ignores, such as `_a.njk`. It must read none
 * of them.
 */
function readNothing(config: EleventyConfig): void {
  config["ignores"].add("content/**");
  ownMethods(config)["setDataDirectory"]("_no-data");
  ownMethods(config)["setDataFileSuffixes"]([]);
}

/**
 * Lets Handbill read JavaScript data files: Eleventy leaves them to Node, which never reads a module again.
 */
async function readDataAnew(
  eleventy: Awaited<ReturnType<typeof createEleventy>>,
  { config: { root }, importModule }: Context,
): Promise<void> {
  const opened = eleventy as unknown as { init(): Promise<void>; readonly templateData: DataReader };
  await opened.init();
  const reader = opened.templateData;
  const readValue = reader.getDataValue.bind(reader);
  reader.getDataValue = async (path) => {
    if (!/\.[cm]?js$/.test(path) || !reader.exists(path)) return readValue(path);
    const given = await importModule(resolve(root, path));
    return typeof given === "function"
      ? (given as (data: unknown) => unknown)((await reader.getInitialGlobalData()) ?? {})
      : given;
  };
}

/** The part of Eleventy 3.1 that reads data files. */
interface DataReader {
  exists(path: string): boolean;
  getDataValue(path: string): Promise<unknown>;
  getInitialGlobalData(): Promise<unknown>;
}

/** Evaluates templates, pagination and computed data, with all of Eleventy's own cascade. */
export async function evaluatePages({
  context,
  sources,
  take,
  allPages,
  templateTexts,
  copiedHtml,
  layoutsOf,
}: EvaluateInput): Promise<WithDiagnostics<Evaluated>> {
  let collections: MergedCollections | undefined;
  let held: HeldEnd | undefined;
  const bodies = new Map<string, RenderedBody[]>();
  const recordingContext: Context = {
    ...context,
    async renderMarkdown(text, source) {
      const body = await context.renderMarkdown(text, source);
      bodies.set(source, [...(bodies.get(source) ?? []), body]);
      return body;
    },
  };
  const eleventy = await createEleventy(context.config, context.code?.folder, async (config) => {
    held = holdEnd(config);
    replaceMaps(
      config,
      (own) => {
        const maps = withPages(own, allPages);
        if (context.maps !== undefined) context.maps.current = maps;
        return maps;
      },
      (own) => withLayouts(own, allPages, layoutsOf),
    );
    collections = await configure(config, recordingContext, itemsOf(allPages));
    // Handbill passes Markdown pages to Eleventy, which must not find the files that stage 1 has rendered.
    config["ignores"].add("content/**/*.{md,markdown}");
    for (const file of copiedHtml) config["ignores"].add(file);
    if (context.config.trust === "text") readNothing(config);
    for (const [source, text] of templateTexts) config["addTemplate"](templateName(source), text, {});
  });
  try {
    if (context.config.again) await readDataAnew(eleventy, context);
    const results = await runCode(context, "", () => eleventy.toJSON());
    const urlOf = new Map(results.map(({ outputPath, url }) => [String(outputPath), url]));
    const made = results.flatMap(outputFile);
    takeAll(made, take);
    const outputs = made.map(({ path, source, content }) => ({
      path,
      source,
      url: String(urlOf.get(`./_site/${path}`)),
      ids: path.endsWith(".html") ? idsIn(content) : [],
    }));
    context.setBodies(new Map([...bodies].map(([source, made]) => [source, togetherOf(made)])));
    return {
      value: {
        outputs,
        items: collections?.evaluated() ?? [],
        ...(context.maps?.current && { maps: context.maps.current }),
        ...(held?.isHeard() === true && { end: endOf(held, eleventy, context) }),
      },
      diagnostics: distinct([...bodies.values()].flat().flatMap(({ diagnostics }) => diagnostics)),
    };
  } catch (thrown) {
    return {
      value: { outputs: [], items: [], failed: true },
      diagnostics: [failureDiagnostic(thrown, sources)],
    };
  }
}

/** Calls the listeners of the end of the build, with what Eleventy passes to them. */
function endOf(
  held: HeldEnd,
  eleventy: Awaited<ReturnType<typeof createEleventy>>,
  context: Context,
): NonNullable<Evaluated["end"]> {
  const { directories, config, eleventyConfig } = eleventy as unknown as EleventyInternals;
  return (results) =>
    runCode(context, "", () =>
      held.emit({
        directories: directories.getUserspaceInstance(),
        inputDir: directories.input,
        dir: { ...config.dir, output: context.code?.folder ?? config.dir.output },
        runMode: context.config.again === true ? "serve" : "build",
        outputMode: "fs",
        incremental: false,
        results,
        uses: eleventyConfig.usesGraph.map,
      }),
    );
}

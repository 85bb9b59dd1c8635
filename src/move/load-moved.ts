/** Loads the site in memory, before and after a move. */

import { isBlocking } from "../diagnostics/catalogue.js";
import type { Setup } from "../eleventy/setup.js";
import type { Page, StaticFile, WithDiagnostics } from "../model/model.js";
import { loadSite, type LoadedSite } from "../pipeline/load.js";
import type { OpenSite } from "../pipeline/open.js";
import { htmlOf } from "../pipeline/plan.js";
import { isFile } from "../system/files.js";
import { sortSources, type Sources } from "../sources/classify.js";
import { movedSite, type MovedSite } from "./ends.js";
import type { Refused } from "./plan-move.js";
import type { Rename } from "./renames.js";

export interface LoadedMove {
  readonly open: OpenSite;
  readonly setup: Setup;
  readonly before: LoadedSite;
  readonly after: LoadedSite;
  readonly site: MovedSite;
}

export async function loadMoved(
  open: OpenSite,
  renames: ReadonlyMap<string, string>,
  rename: Rename,
): Promise<LoadedMove | Refused> {
  const { config, inputs } = open;
  const setup = await open.setup();
  if ("code" in setup) return { problem: "", diagnostics: [setup] };
  const changed = changedKind(open, renames, rename, setup.formats);
  if (changed !== undefined) return { problem: changed, diagnostics: [] };
  const documents = new Map<string, WithDiagnostics<Page | undefined>>();
  const before = await loadSite(config, inputs, setup, async (paths, parse) => {
    for (const path of paths) {
      const file = inputs.read(path);
      documents.set(path, isFile(file) ? await parse(file) : { value: undefined, diagnostics: [file] });
    }
    return [...documents.values()];
  });
  const errors = [...open.diagnostics, ...before.diagnostics].filter(isBlocking);
  if (errors.length > 0)
    return {
      problem: "The site has errors. Fix them first: a move needs to know every page.",
      diagnostics: errors,
    };
  const moved = {
    ...inputs,
    sources: movedSources(inputs.sources, rename),
    dataFiles: new Map([...inputs.dataFiles].map(([path, data]) => [rename(path), data])),
  };
  const after = await loadSite(config, moved, setup, (paths) => {
    const byPath = new Map([...documents].map(([path, document]) => [rename(path), document]));
    return Promise.resolve(
      paths.map((path) => {
        const value = byPath.get(path)?.value;
        return { value: value && { ...value, source: path }, diagnostics: [] };
      }),
    );
  });
  const [failed] = after.diagnostics.filter(isBlocking);
  if (failed !== undefined)
    return { problem: `After the move, the site would have an error: ${failed.message}`, diagnostics: [] };
  return {
    open,
    setup,
    before: before.value,
    after: after.value,
    site: movedSite(before.value.site, after.value.site, rename),
  };
}

function movedSources({ pages, data, statics, ignored }: Sources, rename: Rename): Sources {
  const movedFile = ({ source, output }: StaticFile): StaticFile => {
    const moved = rename(source);
    return { source: moved, output: moved === source ? output : moved.slice("content/".length) };
  };
  return {
    pages: pages.map(rename),
    data: data.map(rename),
    statics: statics.map(movedFile),
    ignored: ignored.map(rename),
  };
}

/**
 * Why a file would change its kind: a page would no longer be a page, or an image no longer a file of the
 * site.
 */
function changedKind(
  { config, inputs: { sources, listing } }: OpenSite,
  renames: ReadonlyMap<string, string>,
  rename: Rename,
  formats: readonly string[],
): string | undefined {
  const plain = new Set(htmlOf(sources.statics).map(rename));
  const sorted = sortSources(
    listing.content.map(rename),
    [],
    [],
    [],
    formats,
    (path) => plain.has(path),
    config.choices,
  );
  const kindIn = ({ pages, data, statics }: Sources, path: string) =>
    pages.includes(path)
      ? "a page"
      : data.includes(path)
        ? "a data file"
        : statics.some(({ source }) => source === path)
          ? "a file of the site"
          : "ignored";
  for (const [from, to] of renames) {
    const [was, is] = [kindIn(sources, from), kindIn(sorted, to)];
    if (was !== is) return `${from} is ${was}, and ${to} would be ${is}.`;
  }
  return undefined;
}

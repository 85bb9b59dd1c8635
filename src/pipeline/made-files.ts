/**
 * Files that code of the site writes to the output folder while pages render, such as resized images. Each
 * belongs to the pages that name it, or to the page that rendered when it was written.
 */

import { join } from "node:path";
import { hashTexts } from "../incremental/fingerprint.js";
import type { OutputName } from "../eleventy/render.js";
import type { CodeSnapshot } from "../sources/snapshot.js";
import { disk } from "../system/disk.js";
import { listPublished } from "../system/files.js";
import type { SiteCode } from "../system/site-code.js";
import type { Destination } from "./destination.js";
import type { BuildPlan } from "./plan.js";

export interface MadeFiles {
  /** Paths in the output folder. */
  readonly paths: readonly string[];
  /** The files of each page that was rendered now, by source. */
  readonly ofPages: ReadonlyMap<string, readonly string[]>;
}

const NONE: MadeFiles = { paths: [], ofPages: new Map() };

/** Empties the staging folder, and puts the files there that the output folder lost. */
export function seedMade(
  { folder }: SiteCode,
  root: string,
  before: CodeSnapshot | undefined,
  { rescue }: Pick<Destination, "rescue">,
): void {
  disk.remove(join(root, folder));
  disk.makeFolder(join(root, folder));
  for (const path of before?.made ?? []) rescue(path, join(root, folder, path));
}

/** Gives the files to the output folder, and finds out to which pages they belong. */
export function collectMade(
  { open, plan, evaluated, destination }: BuildPlan,
  rendered: readonly OutputName[],
): MadeFiles {
  const { siteCode: code, config, previous } = open;
  if (code === undefined) return NONE;
  const staged = join(config.root, code.folder);
  const before = new Set(previous.cache.snapshot?.siteCode?.made);
  const inStage = listPublished(staged);
  const candidates = new Set([...inStage, ...before]);
  if (candidates.size === 0) return NONE;
  const named = namedFiles(candidates, [...evaluated.outputs, ...rendered], destination);
  const ofFresh = new Set([...plan.known.values()].flatMap(({ files }) => files ?? []));
  const isUsed = (path: string): boolean =>
    !before.has(path) || ofFresh.has(path) || code.touched.has(path) || named.paths.has(path);
  const paths = [...candidates]
    .filter(isUsed)
    .filter((path) => {
      if (inStage.has(path)) destination.takeFile(path, join(staged, path), true);
      return inStage.has(path) || ofFresh.has(path) || destination.keep(path);
    })
    .sort();
  const ofPages = new Map(named.ofPages);
  for (const path of paths)
    if (!named.paths.has(path))
      for (const source of code.touched.get(path) ?? [])
        ofPages.set(source, [...(ofPages.get(source) ?? []), path]);
  return { paths, ofPages };
}

/** The files that pages name in their HTML. A plugin can reuse a file for a page without touching it. */
function namedFiles(
  files: ReadonlySet<string>,
  pages: readonly OutputName[],
  { read }: Pick<Destination, "read">,
): { readonly paths: ReadonlySet<string>; readonly ofPages: ReadonlyMap<string, readonly string[]> } {
  const paths = new Set<string>();
  const ofPages = new Map<string, readonly string[]>();
  for (const { path, source } of pages) {
    const words = new Set((read(path) ?? "").split(/[/\s"'`()<>,;&?#=\\]/));
    const named = [...files].filter((file) => {
      const name = file.slice(file.lastIndexOf("/") + 1);
      return words.has(name) || words.has(encodeURI(name)) || words.has(encodeURIComponent(name));
    });
    for (const one of named) paths.add(one);
    if (named.length > 0) ofPages.set(source, [...(ofPages.get(source) ?? []), ...named]);
  }
  return { paths, ofPages };
}

/** The snapshot that the next build compares with. */
export function codeSnapshot(build: BuildPlan, { paths }: MadeFiles): { readonly siteCode?: CodeSnapshot } {
  const { open, plan, evaluated } = build;
  const { siteCode: code, previous } = open;
  if (code === undefined) return {};
  // Pages that were not rendered again may show files that they read before.
  const earlier = plan.fresh.length === 0 ? [] : (previous.cache.snapshot?.siteCode?.reads ?? []);
  return {
    siteCode: {
      made: paths,
      reads: [...new Map([...earlier, ...code.reads])],
      hasEnd: evaluated.end !== undefined,
      maps: mapsHash(build),
    },
  };
}

/** Hash of the URLs of all pages; empty if neither a plugin nor the filter `inputPathToUrl` can show them. */
export function mapsHash({
  setup,
  loaded,
  evaluated,
}: Pick<BuildPlan, "setup" | "loaded" | "evaluated">): string {
  const { maps } = evaluated;
  const isUsed =
    setup.listensToMaps || [...loaded.templates.values()].some(({ body }) => body.includes("inputPathToUrl"));
  return maps === undefined || !isUsed ? "" : hashTexts(JSON.stringify(maps));
}

/** Which page is that of its folder: `index.md` or `index.markdown`, else the one that other programs show there. */

import type { Page } from "../model/model.js";

/** Names that a folder's page has elsewhere, the first that is there is taken. */
const NAMES = [/^index\.markdown$/, /^_index\.md$/, /^README\.md$/, /^readme\.md$/i];

export interface FolderPages {
  /** The path by which a page is placed: for the page of a folder that of its `index.md`, for any other its own. */
  placedAs(page: Pick<Page, "source" | "fallbackFor">): string;
  /** The source that is the page of a folder, `content/docs`, as far as there may be one. */
  of(folder: string): string;
}

type Known = Pick<Page, "source" | "frontMatter">;

/** A page that has an address of its own, or whose folder's is taken by another, stays what its name says. `files`: those that are copied, by their paths in the output folder. */
export function folderPages(pages: readonly Known[], files: readonly string[]): FolderPages {
  const byFolder = new Map<string, string>();
  const candidates = pages.filter(
    ({ source, frontMatter }) => rankOf(source) !== -1 && !isPlaced(frontMatter),
  );
  if (candidates.length > 0) {
    const taken = takenFolders(pages, files);
    const ranked = candidates.sort((a, b) => rankOf(a.source) - rankOf(b.source));
    for (const { source } of ranked) {
      const folder = source.slice(0, source.lastIndexOf("/"));
      if (!taken.has(folder) && !byFolder.has(folder)) byFolder.set(folder, source);
    }
  }
  const indexes = new Set(byFolder.values());
  return {
    placedAs: ({ source, fallbackFor = source }) =>
      indexes.has(fallbackFor) ? source.replace(/[^/]*$/, "index.md") : source,
    of: (folder) => byFolder.get(folder) ?? `${folder}/index.md`,
  };
}

function rankOf(source: string): number {
  const name = source.slice(source.lastIndexOf("/") + 1);
  return NAMES.findIndex((pattern) => pattern.test(name));
}

function isPlaced({ permalink }: Known["frontMatter"]): boolean {
  return permalink !== undefined;
}

/** Folders of `content/` at whose address something else is, as far as that can be told before pages are placed. */
function takenFolders(pages: readonly Known[], files: readonly string[]): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const { source, frontMatter } of pages) {
    const { permalink } = frontMatter;
    if (typeof permalink === "string")
      taken.add(`content/${permalink.replace(/^\/|(?:\/|\/?index\.html)$/g, "")}`.replace(/\/$/, ""));
    else if (rankOf(source) === -1)
      taken.add(source.replace(/\.(?:11ty\.[cm]?[jt]s|\w+)$/, "").replace(/\/index$/, ""));
  }
  for (const file of files)
    if (/(?:^|\/)index\.html$/.test(file)) taken.add(`content/${file}`.replace(/\/index\.html$/, ""));
  return taken;
}

/**
 * Finds the page of each folder: `index.md` or `index.markdown`, or else the file that other programs use.
 */

import type { Page } from "../model/model.js";
import { withoutEnding } from "../utils/page-formats.js";

/** Other names for the page of a folder. The first existing one is used. */
const NAMES = [/^index\.markdown$/, /^_index\.md$/, /^README\.md$/, /^readme\.md$/i];

export interface FolderPages {
  /**
   * The path that decides the page's place: `index.md` of its folder for the page of a folder, otherwise its
   * source.
   */
  placedAs(page: Pick<Page, "source" | "fallbackFor">): string;
  /** The source of the page of a folder such as `content/docs`. It may not exist. */
  of(folder: string): string;
}

type Known = Pick<Page, "source" | "frontMatter">;

/**
 * A page with a permalink, or whose folder URL is taken, keeps the URL of its name. `files` are the output
 * paths of copied files.
 */
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

/**
 * Folders of `content/` with a URL that something else takes, as far as that is known before pages are
 * placed.
 */
function takenFolders(pages: readonly Known[], files: readonly string[]): ReadonlySet<string> {
  const taken = new Set<string>();
  for (const { source, frontMatter } of pages) {
    const { permalink } = frontMatter;
    if (typeof permalink === "string")
      taken.add(`content/${permalink.replace(/^\/|(?:\/|\/?index\.html)$/g, "")}`.replace(/\/$/, ""));
    else if (rankOf(source) === -1) taken.add(withoutEnding(source).replace(/\/index$/, ""));
  }
  for (const file of files)
    if (/(?:^|\/)index\.html$/.test(file)) taken.add(`content/${file}`.replace(/\/index\.html$/, ""));
  return taken;
}

/** Finds the source of each key in a page's data. */

import { lineOfKey } from "../content/frontmatter/key-positions.js";
import type { Data, Page } from "../model/model.js";
import { dataFilesOf, type DataFiles } from "./cascade.js";
import { isPlainObject } from "../utils/is-record.js";

/** A file that sets a key, with the line if it is front matter. For messages. */
export interface Origin {
  readonly file: string;
  readonly line?: number;
}

export interface ProvenanceInput {
  readonly page: Page;
  readonly dataFiles: DataFiles;
  /** The layouts around the page, the innermost first. */
  readonly layouts: readonly { readonly path: string; readonly frontMatter: Data }[];
  /** The keys that Handbill sets. */
  readonly added: Data;
  /** Data that the configuration's functions add, and its file; empty if there is none. */
  readonly configData: Data;
  readonly configFile: string;
}

/**
 * The origins of a key, the winning one first. Merged lists and maps have several. Empty for keys that
 * Handbill sets.
 */
export function provenanceOf(
  key: string,
  value: unknown,
  { page, dataFiles, layouts, added, configData, configFile }: ProvenanceInput,
): readonly Origin[] {
  const has = (data: unknown) => isPlainObject(data) && (key in data || `override:${key}` in data);
  const origins: Origin[] = [];
  if (has(page.frontMatter)) {
    const line = lineOfKey(key, page.positions);
    origins.push({ file: page.source, ...(line !== undefined && { line }) });
  } else if (
    key in added &&
    added[key] === value &&
    !layouts.some(({ frontMatter }) => has(frontMatter)) &&
    !dataFilesOf(page.source, dataFiles).some((file) => has(dataFiles.get(file)))
  )
    return [];
  for (const file of dataFilesOf(page.source, dataFiles).reverse())
    if (has(dataFiles.get(file))) origins.push({ file });
  for (const { path, frontMatter } of layouts)
    if (key !== "layout" && has(frontMatter)) origins.push({ file: path });
  for (const file of dataFiles.keys())
    if (file.startsWith("content/_data/") && new RegExp(`^content/_data/${escape(key)}[./]`).test(file))
      origins.push({ file });
  if (has(configData) && configFile !== "") origins.push({ file: configFile });
  // Only lists and maps are merged. For other values, the first origin wins.
  return Array.isArray(value) || isPlainObject(value) ? origins : origins.slice(0, 1);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

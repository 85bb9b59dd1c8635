/** Which file of a site is what. */

import { diagnostic } from "../diagnostics.js";
import type { Diagnostic, StaticFile } from "../model.js";

/** The files of a site by what they are for; paths from the root. */
export interface Sources {
  /** Pages: Markdown, and templates that Eleventy evaluates. */
  readonly pages: readonly string[];
  /** Data files: `content/_data/*`, and those beside pages. */
  readonly data: readonly string[];
  /** Files copied as they are. */
  readonly statics: readonly StaticFile[];
  /** Files and folders whose names begin with `_`, and which are no data: they are left out. */
  readonly ignored: readonly string[];
}

const PAGE = /\.(?:md|njk|liquid|html|11ty\.[cm]?[jt]s)$/;
const DATA = /\.11tydata\.(?:json|[cm]?js|ts)$/;
const GLOBAL_DATA = /^content\/_data\/.*\.(?:json|[cm]?js|ts)$/;

/** Files that run nothing, whoever opens them. A browser that opens an SVG runs its scripts. */
const INERT = /\.(?:png|jpe?g|gif|webp|avif|ico|mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav|flac|vtt|woff2?|ttf|otf|pdf|txt|csv|tsv|json|zip|gz)$/i;

/** Whether a browser or a host may run this file when it is published as it is. */
export function mayRun(path: string): boolean {
  return !INERT.test(path);
}

/**
 * Sorts the files of `content/`, `public/` and the layout assets. `themeAssets` are paths inside the default theme's
 * layouts folder (`assets/handbill.css`); the site's own file of that name takes the place of one.
 */
export function sortSources(content: readonly string[], publicFiles: readonly string[], layouts: readonly string[], themeAssets: readonly string[]): Sources {
  const all = new Set(content);
  const pages: string[] = [];
  const data: string[] = [];
  const statics: StaticFile[] = [];
  const ignored: string[] = [];
  for (const path of content) {
    if (GLOBAL_DATA.test(path) || isDataFile(path, all)) data.push(path);
    else if (/(?:^|\/)_/.test(path)) ignored.push(path);
    else if (PAGE.test(path)) pages.push(path);
    else statics.push({ source: path, output: path.slice("content/".length) });
  }
  for (const source of publicFiles) statics.push({ source, output: source.slice("public/".length) });
  const own = layouts.filter((path) => path.startsWith("layouts/assets/"));
  for (const source of own) statics.push({ source, output: source.slice("layouts/".length) });
  for (const asset of themeAssets) if (!own.includes(`layouts/${asset}`)) statics.push({ source: `handbill:layouts/${asset}`, output: asset });
  return { pages, data, statics, ignored };
}

/** `posts/posts.json`, `posts/first.json` beside `posts/first.md`, and everything that ends in `.11tydata.*`. */
function isDataFile(path: string, all: ReadonlySet<string>): boolean {
  if (!path.endsWith("n") && !path.endsWith("s")) return false;
  if (DATA.test(path)) return true;
  const match = /^(.*?)([^/]+)\.(?:json|ts)$/.exec(path);
  if (match === null) return false;
  const [, folder = "", name = ""] = match;
  return folder.endsWith(`/${name}/`) || [".md", ".njk", ".liquid", ".html"].some((ending) => all.has(folder + name + ending));
}

/** Of the files that are left out, those that somebody who comes from another program takes for pages, data or layouts. */
export function findIgnored(ignored: readonly string[]): readonly Diagnostic[] {
  const layouts = ignored.find((path) => /^content\/_(?:includes|layouts)\//.test(path));
  const told = layouts === undefined ? [] : [diagnostic("file-ignored", { file: layouts }, "The file is not read: layouts and what they include are in the folder layouts/, beside content/.", "Move it there.")];
  for (const file of ignored) {
    const [, name = ""] = /([^/]*)\.(?:md|html|njk)$/.exec(file) ?? [];
    if (name === "_index") told.push(diagnostic("file-ignored", { file }, "The file is no page: files whose names begin with `_` are left out.", `The page of a folder is its index: rename it to ${file.replace(/_index(?=[^/]*$)/, "index")}.`));
    else if (/^content\/_data\/.*\.(?:ya?ml|toml|csv)$/.test(file)) told.push(diagnostic("file-ignored", { file }, "The file is not read: data files are JSON, JavaScript or TypeScript.", `Write it as ${file.replace(/\.\w+$/, ".json")}.`));
  }
  return told;
}

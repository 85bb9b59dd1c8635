/** Finds which home pages exist, so that the site's name can link to them. */

import type { Data, SitePage, StaticFile, TemplatePage } from "../model/model.js";
import { type DataFiles } from "./cascade.js";
import type { LanguageFolders } from "./i18n/languages.js";
import type { Redirects } from "./redirects/redirects.js";
import { isPlainObject } from "../utils/is-record.js";

export interface HomeUrlsInput {
  /** The folders of languages, by tag. */
  readonly folders: LanguageFolders;
  /** All placed pages, including fallback pages. */
  readonly pages: readonly Pick<SitePage, "url">[];
  readonly templates: readonly TemplatePage[];
  /** The known URLs of templates. */
  readonly templateUrls: ReadonlyMap<string, string | false>;
  readonly redirects: Pick<Redirects, "find">;
  readonly staticFiles: readonly StaticFile[];
  readonly configData: Data;
  readonly dataFiles: DataFiles;
}

/**
 * The URLs of home pages, `/` and `/de/`, without those that certainly do not exist. If only Eleventy can
 * know, the page counts as existing.
 */
export function homeUrls({
  folders,
  pages,
  templates,
  templateUrls,
  redirects,
  staticFiles,
  configData,
  dataFiles,
}: HomeUrlsInput): readonly string[] {
  const all = ["/", ...[...folders.values()].map((folder) => `/${folder}/`)];
  const found = new Set<string>(
    staticFiles.flatMap(({ output }) =>
      output.endsWith("index.html") ? `/${output.slice(0, -"index.html".length)}` : [],
    ),
  );
  for (const { url } of pages) if (url !== false) found.add(url);
  const isMovedByData =
    templates.length > 0 &&
    [configData, ...dataFiles.values()].some((data) => isPlainObject(data) && setsPermalink(data));
  for (const {
    page: { source, frontMatter },
  } of templates) {
    const { permalink } = frontMatter;
    if (permalink === false) continue;
    if (
      setsComputed(frontMatter) ||
      (permalink === undefined ? isMovedByData : typeof permalink !== "string")
    )
      return all;
    const url = templateUrls.get(source) ?? false;
    if (url !== false) found.add(url);
    else {
      // It may be any URL that starts with the fixed part of the permalink.
      const start = String(permalink)
        .replace(/\{[{%].*$/s, "")
        .replace(/^\//, "");
      for (const home of all) if (`${home.slice(1)}index.html`.startsWith(start)) found.add(home);
    }
  }
  return all.filter((home) => found.has(home) || redirects.find(home) !== undefined);
}

function setsPermalink(data: Data): boolean {
  return data["permalink"] !== undefined || setsComputed(data);
}

function setsComputed({ eleventyComputed: computed }: Data): boolean {
  return isPlainObject(computed) && computed["permalink"] !== undefined;
}

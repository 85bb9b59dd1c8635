/** Whether there is anything at the addresses that the site's name leads to. */

import type { SiteConfig } from "../config.js";
import type { Data, Page, StaticFile } from "../model.js";
import { isMap, type DataFiles } from "./data.js";
import { placePermalink } from "./permalink.js";

export interface HomesInput {
  readonly config: SiteConfig;
  readonly pages: readonly Page[];
  readonly staticFiles: readonly StaticFile[];
  readonly configData: Data;
  readonly dataFiles: DataFiles;
}

/**
 * The addresses of home pages, `/` and `/de/`: the site's and those of its languages, without those where there is
 * certainly nothing. What only Eleventy can tell counts as a page there.
 */
export function homesOf({ config, pages, staticFiles, configData, dataFiles }: HomesInput): readonly string[] {
  const all = ["/", ...Object.keys(config.languages).map((tag) => `/${tag}/`)];
  if ([configData, ...dataFiles.values()].some((data) => isMap(data) && saysPermalink(data))) return all;
  const found = new Set<string>(staticFiles.flatMap(({ output }) => (output.endsWith("index.html") ? `/${output.slice(0, -"index.html".length)}` : [])));
  // Where a language has no home page, the site's stands there.
  const add = (url: string): void => (url === "/" && config.untranslated === "copy" ? all : [url]).forEach((one) => found.add(one));
  for (const { from } of config.redirects) found.add(withSlash(from.replace(/\*$/, "")));
  for (const { source, frontMatter } of pages) {
    if (frontMatter["draft"] === true && !config.drafts) continue;
    const moved = frontMatter["redirectFrom"];
    for (const from of Array.isArray(moved) ? moved : [moved]) if (typeof from === "string") found.add(withSlash(from));
    const { permalink } = frontMatter;
    if (permalink === undefined && !saysPermalink(frontMatter)) {
      const folder = /^content(\/(?:[^/]+\/)?)index\.\w+$/.exec(source)?.[1];
      if (folder !== undefined) add(folder);
    } else if (permalink === false) continue;
    else if (typeof permalink !== "string") return all;
    else if (/\{[{%]/.test(permalink)) {
      // It may be any address that starts as the template does.
      const start = permalink.slice(0, permalink.search(/\{[{%]/)).replace(/^\//, "");
      for (const home of all) if (`${home.slice(1)}index.html`.startsWith(start)) add(home);
    } else {
      const { url } = placePermalink(permalink, config.style, { file: source }).value;
      if (url !== false) add(url);
    }
  }
  return all.filter((home) => found.has(home));
}

function saysPermalink(data: Data): boolean {
  const computed = data["eleventyComputed"];
  return data["permalink"] !== undefined || (isMap(computed) && computed["permalink"] !== undefined);
}

function withSlash(path: string): string {
  return path.endsWith("/") ? path : `${path}/`;
}

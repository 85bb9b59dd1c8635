/** The release that is online at a target: URLs and heading ids that a new release must still have. */

import { publishedFiles, publishedRedirects } from "./answers.js";
import { releaseFiles, type GitDeploy } from "./git.js";
import { kindOf } from "./file-kind.js";
import type { Files, State } from "./state.js";
import type { Store } from "./store.js";
import { readPublished } from "../checks/against/read-published.js";
import type { SiteConfig } from "../config/options.js";
import type { RememberedRelease } from "./remembered.js";
import type { Published } from "../site/redirects/published.js";
import type { RunProgram } from "../system/processes.js";

/** The URLs that a store serves. Unchanged pages cannot have lost anything, so only the others are read. */
export async function onlineInStore(
  store: Store,
  state: State,
  wanted: Files,
  base: string,
): Promise<readonly Published[]> {
  const isOther = (path: string) => state.files.get(path)?.hash !== wanted.get(path)?.hash;
  const changed = [...state.files.keys()].filter(isOther);
  const texts = await store.readAll(changed.filter((path) => kindOf(path) === "page"));
  return [
    ...publishedFiles(changed, asTexts(texts), base),
    ...publishedRedirects(state.releases.at(-1)?.redirects),
  ];
}

/** The URLs that a branch serves, from `changed`: the files that have other bytes now or were removed. */
export async function onlineInBranch(
  where: Pick<GitDeploy, "root">,
  { parent, changed }: { readonly parent: string; readonly changed: readonly string[] },
  base: string,
  run: RunProgram,
): Promise<readonly Published[]> {
  const pages = changed.filter((path) => kindOf(path) === "page");
  const texts =
    parent === "" || pages.length === 0 ? new Map() : await releaseFiles(where, parent, pages, run);
  return publishedFiles(changed, asTexts(texts), base);
}

/**
 * The URLs that a host with its own tool serves: from the last release of this machine, otherwise from the
 * published sitemap. A text explains why they are not known.
 */
export async function onlineAtHost(
  remembered: RememberedRelease | undefined,
  wanted: Files,
  { url, ...config }: Pick<SiteConfig, "url" | "root" | "base">,
): Promise<readonly Published[] | string> {
  if (remembered !== undefined)
    return [
      ...Object.entries(remembered.files)
        .filter(([path, { hash }]) => wanted.get(path)?.hash !== hash)
        .map(([, { hash: _, ...published }]) => ({ ...published, place: {} })),
      ...publishedRedirects(remembered.redirects),
    ];
  if (url === "") return "The site has no `url`, so Handbill cannot read its sitemap.";
  return readPublished(`${url}${config.base}`, config);
}

function asTexts(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, string> {
  return new Map([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));
}

/** Pages from the last build. A page with the same fingerprint need not be rendered. */

import { join } from "node:path";
import type { Cache } from "../incremental/cache/cache.js";
import { openKeptPages } from "../incremental/cache/pages.js";
import { readManifests } from "../writer/manifest.js";
import type { SiteConfig } from "../config/options.js";
import { disk } from "../system/disk.js";
import { once } from "../utils/once.js";
import { cacheFolder } from "../pipeline/open.js";

/**
 * Gives the page of a source, if the last build made it with the same path and the same hash; undefined if it
 * is not kept.
 */
export type PrebuiltPages = (source: string, output: string, hash: string) => string | undefined;

/** Reads nothing before the first page is requested. */
export function openPrebuiltPages(config: SiteConfig, cache: Cache): PrebuiltPages {
  const folder = cacheFolder(config);
  const manifest = once(() => {
    const { last, folders } = readManifests(disk, join(folder, "outputs.json"));
    return folders.get(last);
  });
  const kept = openKeptPages(disk, folder);
  return (source, output, hash) => {
    const built = cache.rendered().find(source);
    if (built?.hash !== hash || built.output !== output) return undefined;
    const bytes = kept.find(manifest()?.get(output)?.hash ?? "");
    return bytes && Buffer.from(bytes).toString();
  };
}

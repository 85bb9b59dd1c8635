/** Pages as the last build left them: one whose fingerprint is still the same need not be rendered. */

import { join } from "node:path";
import type { Cache } from "../incremental/cache/cache.js";
import { openKeptPages } from "../incremental/cache/pages.js";
import { readManifests } from "../writer/manifest.js";
import type { SiteConfig } from "../config/options.js";
import { disk } from "../system/disk.js";
import { once } from "../utils/once.js";
import { cacheFolder } from "../pipeline/open.js";

/** Gives the page of a source, where the build made it into the same file from what has the same hash; undefined where it is not kept. */
export type PrebuiltPages = (source: string, output: string, hash: string) => string | undefined;

/** Nothing is read before the first page is asked for. */
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

/** What a build will render: the pages whose fingerprint changed, or whose file is not in the output folder any more. */

import type { SitePage } from "../model.js";
import type { Cache, Rendered } from "./cache.js";

export interface Plan {
  /** Pages to render. */
  readonly stale: readonly SitePage[];
  /** Output files that stay as they are. */
  readonly fresh: readonly { readonly path: string; readonly source: string }[];
  /** What the output folder will hold when the stale pages are rendered; pages without fingerprint are not in it. */
  readonly rendered: ReadonlyMap<string, Rendered>;
}

/** Compares each page with what the last build left. `keep` says whether its file is still there, as it was. */
export function planPages(pages: readonly SitePage[], fingerprintOf: (page: SitePage) => string | undefined, cache: Cache, keep: (path: string) => boolean): Plan {
  const stale: SitePage[] = [];
  const fresh: { path: string; source: string }[] = [];
  const rendered = new Map<string, Rendered>();
  for (const page of pages) {
    const { output } = page;
    if (output === false) continue;
    const { source } = page.page;
    const fingerprint = fingerprintOf(page);
    const before = cache.rendered(source);
    if (fingerprint !== undefined) rendered.set(source, { fingerprint, output });
    if (fingerprint !== undefined && before?.fingerprint === fingerprint && before.output === output && keep(output)) fresh.push({ path: output, source });
    else stale.push(page);
  }
  return { stale, fresh, rendered };
}

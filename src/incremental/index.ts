/**
 * What a build need not do. It asks these mechanisms in order, and each leaves to the next what it cannot
 * tell.
 *
 * Before any stage is loaded, here:
 * 1. Nothing changed: the hash of all inputs is that of the previous build, whose files are still in the
 *    output folder.
 * 2. `fast-path.ts`: only the texts of few pages changed. They alone are parsed and rendered.
 *
 * Otherwise all stages run, and ask:
 * 3. `cache/documents.ts`: a file with known bytes is not parsed again.
 * 4. `invalidation.ts`: a page for which nothing changed that it can see needs no new fingerprint.
 * 5. `plan.ts`: a page is rendered if its fingerprint (`fingerprint.ts`) is another one.
 * 6. `render-context-cache.ts`: if only templates changed, its data is not computed again.
 * 7. `link-findings.ts`: findings about links hold while the link and its target are the same.
 * 8. `generate.ts`: a generated file is made again if the text that its generator plans is another one.
 * 9. `cache/pages.ts`: a page whose file is lost comes back without rendering.
 *
 * Removing one of these changes the time of a build, and never its bytes.
 */

import type { OpenSite } from "../pipeline/open.js";
import type { InputSnapshot } from "../sources/snapshot.js";
import type { SiteWriter } from "../writer/site-writer.js";

/** A build that needed no Site. */
export interface ShortBuild {
  /** What the next build compares with. */
  readonly snapshot: InputSnapshot;
  /** The pages that were rendered. */
  readonly sources: readonly string[];
  readonly written: number;
}

/**
 * Asks the first two; undefined, with nothing written, if all stages must run. `hashes`: those of the inputs
 * now.
 */
export async function shortBuild(
  open: OpenSite,
  writer: SiteWriter,
  hashes: Pick<InputSnapshot, "everything" | "allButPages">,
): Promise<ShortBuild | undefined> {
  const { snapshot } = open.previous.cache;
  if (snapshot === undefined) return undefined;
  const isUnchanged =
    hashes.everything !== "" &&
    snapshot.everything === hashes.everything &&
    open.diagnostics.length === 0 &&
    writer.isAsLeft(snapshot.left);
  if (isUnchanged) return { snapshot, sources: [], written: 0 };
  if (snapshot.allButPages !== hashes.allButPages) return undefined;
  const { rebuildEditedPages } = await import("./fast-path.js");
  return rebuildEditedPages(open, hashes, writer);
}

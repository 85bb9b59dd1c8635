/**
 * Work that a build can skip, in the order in which it is asked for. Each mechanism leaves to the next the
 * pages that it cannot decide about. `bench/README.md` says what each saves.
 *
 * - `../sources/snapshot.ts`: a file with the size and time of the last build is not read.
 * - Nothing changed, decided here: the hash of all inputs is the previous one, and no output was touched.
 * - `fast-path.ts`: only the texts of few pages changed. They alone are parsed, and rendered with the cached
 *   data of `render-context-cache.ts`.
 *
 * Otherwise all stages run:
 *
 * - `cache/documents.ts`: a file with known bytes is not parsed again.
 * - `invalidation.ts`: a page needs no new fingerprint if nothing that it can see changed.
 * - `plan.ts`: a page is rendered if its fingerprint (`fingerprint.ts`) changed.
 * - `render-context-cache.ts`: if only templates changed, the page's data is not computed again.
 * - `link-findings.ts`: findings about links are reused while the links and their targets are the same.
 * - `generate.ts`: a generated file is made again if the text of its plan changed.
 * - `cache/pages.ts`: a lost page comes back without rendering.
 *
 * Without one of these, a build takes longer, and its bytes are the same.
 */

import type { OpenSite } from "../pipeline/open.js";
import type { InputSnapshot } from "../sources/snapshot.js";
import type { SiteWriter } from "../writer/site-writer.js";

/** A build that needed no Site. */
export interface ShortBuild {
  /** The snapshot that the next build compares with. */
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
    open.changedRead() === undefined &&
    writer.isAsLeft(snapshot.left);
  if (isUnchanged) return { snapshot, sources: [], written: 0 };
  if (snapshot.allButPages !== hashes.allButPages || open.changedRead() !== undefined) return undefined;
  const { rebuildEditedPages } = await import("./fast-path.js");
  return rebuildEditedPages(open, hashes, writer);
}

/**
 * A site that was not changed since the last build: its output folder answers until the site itself is read.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { folderName, hashOf, readManifests } from "../writer/manifest.js";
import type { Answer, DevSite } from "./site.js";
import { findFile } from "./find-file.js";
import { disk } from "../system/disk.js";
import { createPagePolicy, needsOfFolder } from "../pipeline/policy-of-pages.js";
import { snapshotHashes, cacheFolder, type OpenSite } from "../pipeline/open.js";

export interface Prebuilt extends Pick<DevSite, "policyFor"> {
  readonly pages: number;
  /** The answer at a path; undefined if the output folder does not suffice. */
  answer(path: string): Answer | undefined;
}

/**
 * Undefined if the site was changed, or contains more than a build: drafts, and pages that Eleventy
 * evaluates.
 */
export function openPrebuilt(open: OpenSite): Prebuilt | undefined {
  const {
    config,
    previous: { cache },
    diagnostics,
  } = open;
  const { snapshot } = cache;
  const isBuilt =
    snapshot !== undefined &&
    snapshot.site !== "" &&
    !snapshot.hidesDrafts &&
    snapshot.everything !== "" &&
    diagnostics.length === 0 &&
    open.changedRead() === undefined;
  if (!isBuilt || snapshot.everything !== snapshotHashes(open, { drafts: false }).everything)
    return undefined;
  if (snapshot.left.folder !== folderName(config.root, config.output)) return undefined;
  const files =
    readManifests(disk, join(cacheFolder(config), "outputs.json")).folders.get(snapshot.left.folder) ??
    new Map<string, never>();
  const sources = new Map(
    [...cache.rendered().sources()].map((source) => [cache.rendered().find(source)?.output, source]),
  );
  return {
    pages: snapshot.pages,
    policyFor: createPagePolicy(config, () =>
      needsOfFolder(
        config,
        [...files.keys()].filter((path) => !path.endsWith(".html")),
      ),
    ),
    answer(path) {
      const found = findFile(path, (file) => files.has(file));
      if (found === undefined) return undefined;
      if ("redirect" in found) return { kind: "redirect", to: found.redirect };
      const output = found.file;
      const bytes = bytesOf(join(config.output, output), files.get(output)?.hash);
      if (bytes === undefined) return undefined;
      const source = sources.get(output);
      return source === undefined
        ? { kind: "made", output, content: bytes }
        : { kind: "page", source, output, html: bytes.toString(), isDraft: false };
    },
  };
}

function bytesOf(file: string, hash: string | undefined): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    return hashOf(bytes) === hash ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** Reads the output folder as a release. */

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { folderName, hashOf } from "../writer/manifest.js";
import { PENDING, readPending } from "../writer/pending.js";
import type { SiteConfig } from "../config/options.js";
import type { Files } from "./state.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import { disk } from "../system/disk.js";
import { listPublished, statKeyOf } from "../system/files.js";
import type { Diagnostic } from "../model/model.js";
import { cacheFolder } from "../pipeline/open.js";

type Folders = Pick<SiteConfig, "root" | "output">;

/**
 * Every file of the output folder with its hash. A Diagnostic if a build is writing to it. Links and files of
 * a killed build are not part of a site.
 */
export function readOutput(config: Folders): Files | Diagnostic {
  const before = stateOf(config);
  const between = betweenBuilds(config);
  if (between !== undefined) return between;
  try {
    const files = filesOf(config.output);
    return stateOf(config) === before ? files : atWork(config);
  } catch (error) {
    if (stateOf(config) === before) throw error;
    return atWork(config);
  }
}

/** A Diagnostic if the folder contains files of two builds, or is being exchanged. */
export function betweenBuilds(config: Folders): Diagnostic | undefined {
  const key = folderName(config.root, config.output);
  const begun = readPending(disk, join(cacheFolder(config), PENDING))?.get(key);
  return begun !== undefined && (begun.isMixed || disk.stat(config.output) === undefined)
    ? atWork(config)
    : undefined;
}

function atWork({ root, output }: Folders): Diagnostic {
  return diagnostic(
    "between-builds",
    {},
    `The folder ${relative(root, output) || "."} holds files of two builds. A build is replacing ` +
      "them, or was stopped.",
    "Wait until the build ends, or run `handbill build` to complete it.",
  );
}

/** A text that changes whenever a build begins or ends to replace files. */
function stateOf(config: Folders): string {
  const look = (name: string) => statKeyOf(join(cacheFolder(config), name))?.text;
  return `${look(PENDING)} ${look("outputs.json")}`;
}

function filesOf(folder: string): Files {
  const files = new Map<string, { hash: string; size: number }>();
  for (const path of [...listPublished(folder)].sort()) {
    if (path.startsWith(".handbill")) continue;
    const bytes = readFileSync(join(folder, path));
    files.set(path, { hash: hashOf(bytes), size: bytes.length });
  }
  return files;
}

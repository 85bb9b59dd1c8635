/**
 * Builds a site into its output folder by the shortest way: nothing changed, few texts changed, or all
 * stages.
 */

import { bodyFolder } from "../incremental/cache/body-pack.js";
import { shortBuild, type ShortBuild } from "../incremental/index.js";
import type { SiteWriter } from "../writer/site-writer.js";
import { isWriteError, openWriter, writeFailure } from "../writer/write.js";
import { disk } from "../system/disk.js";
import { fitHeap, keepCompiled } from "../system/engine.js";
import type { InputSnapshot } from "../sources/snapshot.js";
import { openBuildRecords, type BuildRecords } from "../sources/build-record.js";
import { stagingFolder } from "../system/site-code.js";
import { once } from "../utils/once.js";
import { rememberChecked } from "../config/checked-settings.js";
import type { SiteConfig } from "../config/options.js";
import { folderName } from "../writer/manifest.js";
import type { Workers } from "../render/pool.js";
import { outputFolder } from "./destination.js";
import type { BuildResult } from "./build-result.js";
import { cacheFolder, snapshotHashes, type OpenSite } from "./open.js";
import { snapshotFiles } from "./source-changes.js";
import type { SiteProject } from "./project.js";
import type { CommandContext, CommandResult } from "./result.js";
import { summaryOf } from "./summary.js";

/** Hashes of what a build was made of. */
type Hashes = Pick<InputSnapshot, "everything" | "allButPages">;

/**
 * Writes the site if every page could be made, or if the setting `onError` is "keep-going". `useCache`:
 * whether to use the previous build's cache.
 */
export async function buildSite(
  project: SiteProject,
  context: CommandContext,
  useCache: boolean,
): Promise<CommandResult> {
  const { config } = project;
  const writer = openWriter(disk, {
    folder: config.output,
    cache: cacheFolder(config),
    root: config.root,
    pid: context.pid,
  });
  if ("code" in writer) return { diagnostics: [writer] };
  try {
    context.progress("Reading");
    const open = await project.open({ read: useCache, write: true });
    return "code" in open ? { diagnostics: [open] } : await buildInto(writer, open, context);
  } catch (error) {
    if (!isWriteError(error)) throw error;
    return { diagnostics: [writeFailure(error, config.root)] };
  } finally {
    writer.close();
  }
}

async function buildInto(
  writer: SiteWriter,
  open: OpenSite,
  context: CommandContext,
): Promise<CommandResult> {
  const hashesOf = once(() => snapshotHashes(open, open.config));
  const records = recordsOf(open.config);
  if (open.previous.cache.snapshot !== undefined && records.exists()) {
    const done = await shortBuild(open, writer, hashesOf());
    if (done !== undefined && done.snapshot !== open.previous.cache.snapshot)
      records.edit({
        findings: done.snapshot.diagnostics,
        sources: open.inputs.sourceSnapshots(done.sources),
      });
    if (done !== undefined) return shortResult(done, context);
  }
  const pages = open.inputs.sources.pages.length;
  const { createWorkers } = await import("../render/pool.js");
  const workers = createWorkers(context.flags, context.jobs, {
    bodies: bodyFolder(cacheFolder(open.config)),
    place: writer.place,
    staging: stagingFolder(true),
  });
  try {
    // Starting threads takes as long as loading the modules that this thread needs.
    if (open.previous.cache.snapshot === undefined) workers.prepare(pages);
    context.mark("Loading the program");
    // The next build finds later changes.
    const hashes = hashesOf();
    const { makeSite } = await import("./make-site.js");
    // Threads that start before this call load compiled code, which needs the flags of the start.
    fitHeap(pages);
    const { progress, mark } = context;
    const result = await makeSite({ open, destination: outputFolder(writer), workers, progress, mark });
    if ("code" in result) return { diagnostics: [result] };
    const done = commit(writer, open, result, { hashes, records }, workers, context);
    context.mark("Caching compiled code");
    keepCompiled();
    return done;
  } finally {
    await workers.close();
  }
}

function recordsOf(config: SiteConfig): BuildRecords {
  return openBuildRecords(cacheFolder(config), folderName(config.root, config.output));
}

/** The result of a build for which no stage ran. */
function shortResult(
  { snapshot, sources, written }: ShortBuild,
  { explain, started }: CommandContext,
): CommandResult {
  const why = explain ? sources.map((source) => `${source}: its file changed\n`).join("") : "";
  return {
    diagnostics: snapshot.diagnostics,
    summary: why + summaryOf({ pages: snapshot.pages, written, removed: 0 }, started),
  };
}

/** Publishes the written files and saves the cache for the next build. */
function commit(
  writer: SiteWriter,
  { config, inputs, previous, modules }: OpenSite,
  result: BuildResult,
  { hashes, records }: { readonly hashes: Hashes; readonly records: BuildRecords },
  workers: Workers,
  { explain, progress, mark, started }: CommandContext,
): CommandResult {
  const { diagnostics, outputs, rendered, generated, known, publicPages, hasErrors, stale } = result;
  if (hasErrors && (config.onError === "stop" || outputs.length === 0)) return { diagnostics };
  progress("Writing");
  for (const { from, path } of result.copies) writer.copy(from, path);
  const isWhole = !hasErrors && [...generated.values()].every(({ hash }) => hash !== "");
  const proof = isWhole ? hashes : { everything: "", allButPages: "" };
  const { written, removed } = writer.commit((left) => {
    const snapshot = {
      ...proof,
      left,
      pages: outputs.length,
      modules: modules(workers.imported()),
      diagnostics,
      ...known,
    };
    const [files, pictures] = [inputs.fileSnapshots(), inputs.pictures.seen()];
    mark("Saving the cache");
    previous.cache.save({ rendered, generated, files, pictures, snapshot }, publicPages);
    mark("Writing");
  });
  const imported = snapshotFiles(config.root, modules(workers.imported()), undefined, started);
  const sources = new Map([...inputs.sourceSnapshots(), ...imported]);
  rememberChecked(config.root, config.hash, "settings");
  rememberChecked(config.root, inputs.checkedData, "data");
  records.write({ findings: diagnostics, sources, ...result.answers });
  const why = explain
    ? stale.map(({ page, why: reasons }) => `${page.page.source}: ${reasons.join("; ")}\n`).join("")
    : "";
  return { diagnostics, summary: why + summaryOf({ pages: outputs.length, written, removed }, started) };
}

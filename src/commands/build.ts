/** `handbill build`: makes the site and writes it. */

import { bodyFolder } from "../incremental/cache/body-pack.js";
import { isWriteError, openWriter, writeFailure, type SiteWriter } from "../writer/write.js";
import type { SiteConfig } from "../config/options.js";
import { formatCount, formatNumber } from "../utils/plural.js";
import { disk } from "../system/disk.js";
import { fitHeap } from "../system/engine.js";
import { createImporter, type Importer } from "../system/modules.js";
import { once } from "../utils/once.js";
import { loadConfig } from "../config/load.js";
import { cacheFolder, snapshotHashes, openSite } from "../pipeline/project.js";
import type { CommandResult, CommandContext } from "../pipeline/result.js";
import { siteKind } from "../config/site-kind.js";
import { withCache } from "../pipeline/with-cache.js";

/** Writes the site only when every page could be made, or the site says "keep-going". */
export function build(run: CommandContext): Promise<CommandResult> {
  return withCache((useCache) => attempt({ ...run, useCache }), run.useCache);
}

async function attempt(run: CommandContext): Promise<CommandResult> {
  const { flags, pid } = run;
  const kind = siteKind(flags.root, flags.config);
  if ("code" in kind) return { diagnostics: [kind] };
  if (kind.kind === "eleventy")
    return (await import("../pipeline/eleventy-project/build.js")).buildProject(run, kind);
  const importer = createImporter(flags.root);
  const { value: config, diagnostics: settings } = await loadConfig(flags, importer.importModule);
  if (settings.length > 0) return { diagnostics: settings };
  const writer = openWriter(disk, {
    folder: config.output,
    cache: cacheFolder(config),
    root: config.root,
    pid,
  });
  if ("code" in writer) return { diagnostics: [writer] };
  try {
    return await buildInto(writer, config, importer, run);
  } catch (error) {
    if (!isWriteError(error)) throw error;
    return { diagnostics: [writeFailure(error, config.root)] };
  } finally {
    writer.close();
  }
}

async function buildInto(
  writer: SiteWriter,
  config: SiteConfig,
  importer: Importer,
  { flags, jobs, explain, progress, useCache, started }: CommandContext,
): Promise<CommandResult> {
  progress("Reading");
  const site = await openSite(config, importer, { read: useCache, write: true }, started);
  if ("code" in site) return { diagnostics: [site] };
  const {
    previous: { cache },
    inputs,
  } = site;
  const looksOf = once(() => snapshotHashes(site, config));
  if (cache.snapshot !== undefined) {
    const looks = looksOf();
    if (
      looks.everything !== "" &&
      cache.snapshot.everything === looks.everything &&
      site.diagnostics.length === 0 &&
      writer.isAsLeft(cache.snapshot.left)
    ) {
      return {
        diagnostics: cache.snapshot.diagnostics,
        summary: summaryOf(cache.snapshot.pages, 0, 0, started),
      };
    }
    const done =
      cache.snapshot.allButPages === looks.allButPages
        ? await (await import("../incremental/fast-path.js")).rebuildEditedPages(site, looks, writer)
        : undefined;
    if (done !== undefined)
      return {
        diagnostics: done.snapshot.diagnostics,
        summary: `${explain ? done.sources.map((source) => `${source}: its file changed\n`).join("") : ""}${summaryOf(done.snapshot.pages, done.written, 0, started)}`,
      };
  }

  fitHeap(inputs.sources.pages.length);
  const { createWorkers } = await import("../render/pool.js");
  const workers = createWorkers(flags, jobs, {
    bodies: bodyFolder(cacheFolder(config)),
    place: writer.place,
  });
  try {
    // Threads take as long to start as this one to load what it needs.
    if (cache.snapshot === undefined) workers.prepare(inputs.sources.pages.length);
    // What changes from here on is found by the next build.
    const looks = looksOf();
    const { makeSite } = await import("../pipeline/make-site.js");
    const setup = await site.setup();
    if ("code" in setup) return { diagnostics: [setup] };
    const made = await makeSite({
      ...site,
      setup,
      previous: { ...site.previous, keep: (path) => writer.keep(path) || writer.restore(path) },
      workers,
      take: ({ path, content }) => writer.write(path, content),
      takeMade: writer.add,
      progress,
    });
    const { diagnostics, outputs, rendered, generated, known, publicPages } = made;
    if (made.hasErrors && (config.onError === "stop" || outputs.length === 0)) return { diagnostics };
    progress("Writing");
    for (const { from, path } of made.copies) writer.copy(from, path);
    const isWhole = !made.hasErrors && [...generated.values()].every(({ hash }) => hash !== "");
    const proof = isWhole ? looks : { everything: "", allButPages: "" };
    const { written, removed } = writer.commit((left) =>
      cache.save(
        {
          rendered,
          generated,
          files: inputs.fileSnapshots(),
          pictures: inputs.pictures.seen(),
          snapshot: {
            ...proof,
            left,
            pages: outputs.length,
            modules: site.modules(workers.imported()),
            diagnostics,
            ...known,
          },
        },
        publicPages,
      ),
    );
    const why = explain
      ? made.stale.map(({ page, why: reasons }) => `${page.page.source}: ${reasons.join("; ")}\n`).join("")
      : "";
    return { diagnostics, summary: `${why}${summaryOf(outputs.length, written, removed, started)}` };
  } finally {
    await workers.close();
  }
}

function summaryOf(pages: number, written: number, removed: number, started: number): string {
  const gone = removed === 0 ? "" : `, ${formatNumber(removed)} removed`;
  return `${formatCount(pages, "page")}, ${formatCount(written, "file")} written${gone}, ${((Date.now() - started) / 1000).toFixed(2)} s`;
}

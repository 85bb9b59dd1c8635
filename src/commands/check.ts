/** `handbill check`: everything that a build would say, and nothing written; where asked, also what an earlier release had, and what the web says. */

import { formatCount } from "../utils/plural.js";
import { applyLevels } from "../diagnostics/catalogue.js";
import { fitHeap } from "../system/engine.js";
import { createImporter } from "../system/modules.js";
import { listChecks } from "../checks/list.js";
import { loadConfig } from "../config/load.js";
import { openSite } from "../pipeline/project.js";
import type { CommandResult, CommandContext } from "../pipeline/result.js";
import { readPublished } from "../checks/against/read-published.js";
import { siteKind } from "../config/site-kind.js";

export interface CheckFlags {
  /** The absolute path or the address of what is left of an earlier release. */
  readonly against: string | undefined;
  /** Only say what is checked. */
  readonly list: boolean;
  /** Whether to ask the web for the addresses of other sites. */
  readonly external: boolean;
  /** What the program says that it is, when it asks: `handbill/0.1.0`. */
  readonly userAgent: string;
}

export async function check(
  run: CommandContext,
  { against, list, external, userAgent }: CheckFlags,
): Promise<CommandResult> {
  const { flags, jobs, progress, started } = run;
  const kind = siteKind(flags.root, flags.config);
  if (!list && !("code" in kind) && kind.kind === "eleventy")
    return (await import("../pipeline/eleventy-project/check.js")).checkEleventyProject(run, kind, against);
  const importer = createImporter(flags.root);
  const { value: config, diagnostics: settings } = await loadConfig(flags, importer.importModule);
  if (settings.length > 0) return { diagnostics: settings };
  if (list) return listChecks(config);
  const published = against === undefined ? [] : await readPublished(against, config);
  if (typeof published === "string") return { diagnostics: [], problem: published };
  // Without the cache: what a page is found to be must not depend on what was built before.
  const site = await openSite(config, importer, { read: false, write: false }, started);
  if ("code" in site) return { diagnostics: [site] };
  const setup = await site.setup();
  if ("code" in setup) return { diagnostics: [setup] };
  const { makeSite } = await import("../pipeline/make-site.js");
  fitHeap(site.inputs.sources.pages.length);
  const { createWorkers } = await import("../render/pool.js");
  const workers = createWorkers(flags, jobs);
  const nowhere = { take: () => undefined, takeMade: () => undefined };
  const made = await makeSite({
    ...site,
    ...nowhere,
    setup,
    previous: { ...site.previous, keep: () => false },
    workers,
    progress,
    published,
  }).finally(workers.close);
  const asked = external
    ? await (await import("../checks/external/run.js")).checkExternal(
        made.externalLinks(),
        config,
        userAgent,
        run,
      )
    : undefined;
  const diagnostics = [...made.diagnostics, ...applyLevels(asked?.diagnostics ?? [], config.levels)];
  const compared =
    against === undefined ? "" : `, and ${formatCount(published.length, "address", "addresses")} of before`;
  const pages = formatCount(made.outputs.length, "page") + compared;
  return {
    diagnostics,
    summary: `${diagnostics.length === 0 ? `${pages}, nothing to report` : `${pages} checked`}${asked === undefined ? "" : `\n${asked.summary}`}`,
  };
}

/** `handbill check`: everything that a build would say, and nothing written; and what an earlier release had and this one has not. */

import { count } from "../count.js";
import { fitHeap } from "../host/engine.js";
import { createImporter } from "../host/modules.js";
import { listChecks } from "./list-checks.js";
import { loadConfig } from "./load-config.js";
import { openSite } from "./open-site.js";
import type { Outcome, Run } from "./outcome.js";
import { readPublished } from "./read-published.js";

export interface CheckFlags {
  /** The absolute path or the address of what is left of an earlier release. */
  readonly against: string | undefined;
  /** Only say what is checked. */
  readonly list: boolean;
}

export async function check({ flags, jobs, progress, started }: Run, { against, list }: CheckFlags): Promise<Outcome> {
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
  const { makeSite } = await import("./make-site.js");
  fitHeap(site.inputs.sources.pages.length);
  const { createWorkers } = await import("./workers.js");
  const workers = createWorkers(flags, jobs);
  const nowhere = { take: () => undefined, takeMade: () => undefined };
  const { outputs, diagnostics } = await makeSite({ ...site, ...nowhere, setup, earlier: { ...site.earlier, keep: () => false }, workers, progress, published }).finally(workers.close);
  const compared = against === undefined ? "" : `, and ${count(published.length, "address", "addresses")} of before`;
  return { diagnostics, summary: diagnostics.length === 0 ? `${count(outputs.length, "page")}${compared}, nothing to report` : `${count(outputs.length, "page")}${compared} checked` };
}

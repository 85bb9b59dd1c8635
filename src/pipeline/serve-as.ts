/** What `preview --as` needs to know to answer like a host: its behaviour, and what the site says of redirects and headers. */

import { isBlocking } from "../diagnostics/catalogue.js";
import type { HostName, SiteConfig } from "../config/options.js";
import type { Importer } from "../system/modules.js";
import type { Served } from "../hosting/answer.js";
import { HOSTS } from "../hosting/hosts.js";
import { policyOf } from "../hosting/policy.js";
import type { Diagnostic } from "../model/model.js";
import { hashedFiles } from "./generate.js";
import { openSite } from "./project.js";
import { planSite } from "./plan.js";
import { needsOfFolder, policyOfPages } from "./policy-of-pages.js";
import { siteKind } from "../config/site-kind.js";
import { withCache } from "./with-cache.js";
import { createWorkers } from "../render/pool.js";

/** Reads the site without rendering it; a Diagnostic when it cannot be read. `files` are those of the output folder. */
export function serveAs(
  name: HostName,
  config: SiteConfig,
  importer: Importer,
  files: Iterable<string>,
  now: number,
): Promise<Omit<Served, "base"> | Diagnostic> {
  const kind = siteKind(config.root, config.file);
  // Redirects and headers of an Eleventy project are in files of its own, if it has any.
  if (!("code" in kind) && kind.kind === "eleventy") {
    const none = { redirects: () => [], folderRedirects: () => [] };
    const policy = policyOf({ ...config, headers: {} }, none, files, new Map());
    return Promise.resolve({ ...policy, headers: [], behaviour: HOSTS[name].behaviour[config.style] });
  }
  return withCache((read) => attempt(name, config, importer, files, now, read));
}

async function attempt(
  name: HostName,
  config: SiteConfig,
  importer: Importer,
  files: Iterable<string>,
  now: number,
  read: boolean,
): Promise<Omit<Served, "base"> | Diagnostic> {
  const open = await openSite(config, importer, { read, write: false }, now);
  if ("code" in open) return open;
  const setup = await open.setup();
  if ("code" in setup) return setup;
  const workers = createWorkers({ root: config.root }, 1);
  const planned = await planSite({
    ...open,
    setup,
    previous: { ...open.previous, keep: () => true },
    workers,
    take: () => undefined,
    progress: () => undefined,
  }).finally(workers.close);
  const problem = planned.diagnostics.find(isBlocking);
  if (problem !== undefined) return problem;
  const hosts = config.hosts.includes(name) ? config.hosts : [...config.hosts, name];
  const asked = { ...config, hosts };
  const { sources } = policyOfPages(needsOfFolder(asked, files), () => []);
  const policy = policyOf(asked, planned.loaded.site, files, sources, hashedFiles(planned, config));
  return { ...policy, behaviour: HOSTS[name].behaviour[config.style] };
}

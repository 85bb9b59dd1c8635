/** The project of a site that `defineSite` makes. Each method runs the stages. */

import { join } from "node:path";
import type { HostName, SiteConfig } from "../config/options.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import { HOSTS } from "../hosting/hosts.js";
import { policyOf } from "../hosting/policy.js";
import type { Diagnostic } from "../model/model.js";
import type { Published } from "../site/redirects/published.js";
import { recordCode, stagingFolder } from "../system/site-code.js";
import { disk } from "../system/disk.js";
import { fitHeap } from "../system/engine.js";
import type { Importer } from "../system/modules.js";
import { AS_LEFT, checkedFolder, NOWHERE } from "./destination.js";
import { openSite } from "./open.js";
import type { BuildPlan } from "./plan.js";
import type { CheckResult, HostAnswers, SiteProject } from "./project.js";
import type { CommandContext } from "./result.js";
import { withCache } from "./with-cache.js";

export function siteProject(context: CommandContext, config: SiteConfig, importer: Importer): SiteProject {
  const { flags, started } = context;
  /** Plans a build without writing anything. Every file that the last build left counts as present. */
  const plan = async <T>(use: (plan: BuildPlan) => T): Promise<T | Diagnostic> =>
    withCache(async (read) => {
      const open = await openSite(config, importer, { read, write: false }, started);
      if ("code" in open) return open;
      const [{ planSite }, { createWorkers }] = await Promise.all([
        import("./plan.js"),
        import("../render/pool.js"),
      ]);
      const workers = createWorkers(flags, 1);
      const planned = await recordCode(open.siteCode, () =>
        planSite({
          open,
          destination: AS_LEFT,
          workers,
          progress: () => undefined,
          mark: () => undefined,
        }),
      ).finally(workers.close);
      return "code" in planned ? planned : use(planned);
    });
  const project: SiteProject = {
    kind: "site",
    config,
    open: (use, maxWait) => openSite(config, importer, use, started, maxWait),
    async build() {
      const { buildSite } = await import("./build-site.js");
      return withCache((useCache) => buildSite(project, context, useCache), context.useCache);
    },
    check: (published, mayUse) =>
      withCache((useCache) => checkSite(project, context, published, useCache), mayUse),
    async explain(wanted) {
      const { explainPage } = await import("./explain.js");
      const explained = await plan((planned) => explainPage(planned, wanted));
      return "code" in explained ? { diagnostics: [explained] } : explained;
    },
    async answersOf(host, files) {
      const { needsOfFolder, policyOfPages } = await import("./policy-of-pages.js");
      const { hashedFiles } = await import("./generate.js");
      return plan((planned): HostAnswers | Diagnostic => {
        const problem = planned.diagnostics.find(isBlocking);
        if (problem !== undefined) return problem;
        const { loaded, templates } = planned;
        const withWanted = { ...config, hosts: withHost(config, host) };
        const { sources } = policyOfPages(needsOfFolder(withWanted, files), () => []);
        const hashed = hashedFiles(config, loaded.assets, templates.linkedAssets);
        const policy = policyOf(withWanted, loaded.site, files, sources, hashed);
        return { ...policy, behaviour: HOSTS[host].behaviour[config.style] };
      });
    },
  };
  return project;
}

function withHost({ hosts }: SiteConfig, host: HostName): readonly HostName[] {
  return hosts.includes(host) ? hosts : [...hosts, host];
}

async function checkSite(
  project: SiteProject,
  { flags, jobs, progress, mark }: CommandContext,
  published: readonly Published[],
  useCache: boolean,
): Promise<CheckResult | readonly Diagnostic[]> {
  const open = await project.open({ read: useCache, write: false });
  if ("code" in open) return [open];
  const [{ makeSite }, { createWorkers }] = await Promise.all([
    import("./make-site.js"),
    import("../render/pool.js"),
  ]);
  fitHeap(open.inputs.sources.pages.length);
  const setup = await open.setup();
  // Listeners of `eleventy.after` get all files of the site.
  const staging = stagingFolder(false);
  const aside = join(open.config.root, `${staging}-pages`);
  const place =
    !("code" in setup) && setup.listensToEnd ? { folder: open.config.output, aside, isNew: true } : undefined;
  const workers = createWorkers(flags, jobs, { staging, ...(place && { place }) });
  const destination = place !== undefined ? checkedFolder(place) : useCache ? AS_LEFT : NOWHERE;
  const made = await makeSite({ open, destination, workers, progress, mark, published }).finally(() => {
    disk.remove(aside);
    return workers.close();
  });
  if ("code" in made) return [made];
  const { diagnostics, outputs, externalLinks, certainAnswers } = made;
  return { kind: "", pages: outputs.length, diagnostics, externalLinks, certainAnswers };
}

/** `handbill explain <url|file>`: what a page is made of, who links to it, and why it was last rendered. */

import { explanationText, redirectText, type Explanation } from "../report/explanation.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import { createImporter } from "../system/modules.js";
import { decodePath, redirectIndex } from "../hosting/paths.js";
import type { Page, Site } from "../model/model.js";
import type { Redirect } from "../model/redirect.js";
import { leadOn, writtenFrom } from "../site/redirects/folder-redirects.js";
import { provenanceOf } from "../site/data-provenance.js";
import { encodePath } from "../site/permalinks.js";
import { nearest } from "../utils/nearest.js";
import { loadConfig } from "../config/load.js";
import { openSite } from "../pipeline/project.js";
import type { CommandResult, CommandContext } from "../pipeline/result.js";
import { planSite, type BuildPlan } from "../pipeline/plan.js";
import { withCache } from "../pipeline/with-cache.js";
import { createWorkers } from "../render/pool.js";

/** `wanted`: an address (`/docs/start/`), a source (`content/docs/start.md`) or an output file. Nothing is written. */
export function explain(run: CommandContext, wanted: string): Promise<CommandResult> {
  return withCache((read) => attempt(run, wanted, read));
}

async function attempt(
  { flags, started }: CommandContext,
  wanted: string,
  read: boolean,
): Promise<CommandResult> {
  const importer = createImporter(flags.root);
  const { value: config, diagnostics: settings } = await loadConfig(flags, importer.importModule);
  if (settings.length > 0) return { diagnostics: settings };
  const open = await openSite(config, importer, { read, write: false }, started);
  if ("code" in open) return { diagnostics: [open] };
  const setup = await open.setup();
  if ("code" in setup) return { diagnostics: [setup] };
  const planned = await planSite({
    ...open,
    setup,
    previous: { ...open.previous, keep: () => true },
    workers: createWorkers(flags, 1),
    take: () => undefined,
    progress: () => undefined,
  });
  const { site } = planned.loaded;
  const page = findPage(wanted, planned, config.base);
  if (page === undefined) {
    const redirect = redirectAt(wanted, site, config.base);
    if (redirect !== undefined)
      return {
        diagnostics: [],
        output: { text: `${redirectText(redirect)} is redirected to ${redirect.to}\n`, value: { redirect } },
      };
    const problems = planned.diagnostics.filter(isBlocking);
    return { diagnostics: problems, problem: `There is no page \`${wanted}\`.${suggestion(wanted, site)}` };
  }

  const made = site.pages.find((candidate) => candidate.page === page);
  const one = made ?? site.templates.find((candidate) => candidate.page === page);
  const output =
    planned.evaluated.outputs.find(({ source }) => source === page.source)?.path ??
    (made?.output || undefined);
  const url = made?.url ?? site.urlOf(page.source);
  const layouts = one === undefined ? [] : planned.templates.layoutsOf(one);
  const closure = made && planned.templates.closureOf(made);
  const data = made?.data ?? page.frontMatter;
  const origins = {
    page,
    dataFiles: open.inputs.dataFiles,
    layouts,
    added: made?.added ?? {},
    configData: { site: {}, ...setup.globalData },
    configFile: config.file ?? "",
  };
  const explanation: Explanation = {
    source: page.source,
    url,
    output,
    layouts: layouts.map(({ path }) => path),
    uses: Object.keys(closure?.templates ?? {}).filter(
      (path) => !layouts.some((layout) => layout.path === path),
    ),
    data: Object.keys(data)
      .sort()
      .map((key) => ({
        key,
        value: data[key],
        origins: provenanceOf(key, data[key], origins),
        isSeen:
          closure === undefined ||
          !(key in site.globalData) ||
          closure.names(key) ||
          data[key] !== site.globalData[key],
      })),
    redirectedFrom: url === false ? [] : redirectsTo(url, site),
    linkedFrom: url === false ? [] : site.linksTo(url),
    ...(made !== undefined && {
      lastRendered: open.previous.cache.rendered().details(page.source)?.why,
      nextBuild: planned.plan.stale.find((stale) => stale.page === made)?.why ?? [],
    }),
  };
  return { diagnostics: [], output: { text: explanationText(explanation), value: explanation } };
}

function redirectAt(wanted: string, site: Site, base: string): Redirect | undefined {
  const path = `/${(wanted.startsWith(base) ? wanted.slice(base.length) : wanted).replace(/^\/+/, "")}`;
  const found = leadOn(site.folderRedirects(), encodePath(decodePath(path) ?? path));
  return (
    redirectIndex(site.redirects()).get(decodePath(path) ?? path) ??
    (found && { ...found.redirect, from: writtenFrom(found.redirect), to: found.to })
  );
}

/** The redirects that lead to an address; of a folder, as one of the address in it. */
function redirectsTo(url: string, site: Site): readonly Redirect[] {
  const ofFolders = site.folderRedirects().flatMap((redirect) => {
    const { folder, to, keepsRest } = redirect;
    if (keepsRest ? !url.startsWith(to) : url !== pathOf(to)) return [];
    return [{ ...redirect, from: keepsRest ? folder + url.slice(to.length) : writtenFrom(redirect) }];
  });
  return [...site.redirects().filter(({ to }) => pathOf(to) === url), ...ofFolders];
}

function pathOf(address: string): string {
  return address.replace(/[?#].*$/s, "");
}

function findPage(wanted: string, { loaded, evaluated }: BuildPlan, base: string): Page | undefined {
  const file = wanted.replace(/^\.\//, "");
  const all = [
    ...loaded.site.pages.map(({ page }) => page),
    ...loaded.site.templates.map(({ page }) => page),
  ];
  const bySource = all.find(({ source }) => source === file || source === `content/${file}`);
  if (bySource !== undefined) return bySource;
  const path = (wanted.startsWith(base) ? wanted.slice(base.length) : wanted).replace(/^\/|\/$/g, "");
  const outputs = [path, `${path}/index.html`.replace(/^\//, ""), `${path}.html`];
  const placed = loaded.site.pages.find(({ output }) => output !== false && outputs.includes(output))?.page;
  const source = evaluated.outputs.find((output) => outputs.includes(output.path))?.source;
  return placed ?? all.find((page) => page.source === source);
}

function suggestion(wanted: string, site: Site): string {
  const meant = nearest(
    wanted,
    wanted.includes(".md")
      ? site.pages.map(({ page }) => page.source)
      : site.pages.flatMap(({ url }) => url || []),
  );
  return meant === undefined
    ? " Name its address, such as /docs/, or its file, such as content/docs/index.md."
    : ` Did you mean ${meant}?`;
}

/** What is to be said of a site whose files are known: the same in a build and in the dev server. */

import { documentSource } from "../build/fingerprint.js";
import type { SiteConfig } from "../config.js";
import type { Evaluated } from "../eleventy/evaluate.js";
import type { Finished } from "../finished.js";
import type { Diagnostic, Site, SourceFile } from "../model.js";
import { once } from "../once.js";
import { checkHome } from "../site/check-home.js";
import { themeLinks } from "../site/theme-links.js";
import { checkWritten } from "../site/written-links.js";
import type { AssetFiles } from "../templates/assets.js";
import type { TemplateFiles } from "../templates/template-files.js";
import { foldersOf, hostFindings } from "./check-addresses.js";
import type { SiteTemplates } from "./check-site-templates.js";
import { needsOfStatics, policyOfPages, type PageNeeds } from "./policy-of-pages.js";

export interface FinishedParts {
  readonly config: SiteConfig;
  readonly site: Site;
  readonly templates: SiteTemplates;
  readonly evaluated: Pick<Evaluated, "failed">;
  /** The files of the output folder, and what links see of them. */
  readonly files: ReadonlySet<string>;
  readonly finished: Finished;
  /** Whether pages are missing that errors kept from being made. */
  readonly hasErrors: boolean;
}

/** Findings about redirects, about hosts, and about the links of templates, style sheets and data. */
export function siteFindings({
  config,
  site,
  templates,
  evaluated,
  files,
  finished,
  hasErrors,
}: FinishedParts): readonly Diagnostic[] {
  return [
    // Where Eleventy failed, its pages may be anywhere.
    ...(evaluated.failed === true ? [] : site.checkRedirects(finished.has, foldersOf(files))),
    ...hostFindings(config, site, files),
    ...checkWritten([...templates.links(), ...themeLinks(site, templates.isThemes)], site, finished),
    ...(hasErrors ? [] : checkHome(site, finished, config.language)),
  ];
}

export interface PolicyParts {
  readonly config: SiteConfig;
  readonly site: Site;
  readonly files: TemplateFiles;
  readonly assetFiles: AssetFiles;
  readonly closureOf: SiteTemplates["closureOf"];
  read(source: string): SourceFile | Diagnostic;
}

/** What the hosts of the site are told to allow, and what they will block. */
export function policyOfSite(
  { config, site, files, assetFiles, closureOf, read }: PolicyParts,
  pages: PageNeeds,
): ReturnType<typeof policyOfPages> {
  const needs = [...pages.values(), ...needsOfStatics(config, site.staticFiles, assetFiles.values())];
  const bySource = once(() => new Map(site.pages.map((page) => [page.page.source, page])));
  const all = once(() => [...files.values()].map(({ path, source }) => [path, source] as const));
  return policyOfPages(needs, (source) => {
    const page = bySource().get(source);
    const used = page && closureOf(page).templates;
    const file = read(page === undefined ? source : documentSource(page.page));
    return [
      ...("bytes" in file ? [[file.path, Buffer.from(file.bytes).toString()] as const] : []),
      ...(used === undefined ? all() : all().filter(([path]) => path in used)),
    ];
  });
}

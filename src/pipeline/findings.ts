/** What is to be said of a site whose files are known: the same in a build and in the dev server. */

import { documentSource } from "../incremental/fingerprint.js";
import type { SiteConfig } from "../config/options.js";
import type { Evaluated } from "../eleventy/evaluate.js";
import type { OutputIndex } from "../model/output-index.js";
import type { Diagnostic, Site, SourceFile } from "../model/model.js";
import { once } from "../utils/once.js";
import { checkHome } from "../site/check-home.js";
import { themeLinks } from "../site/links/theme-links.js";
import { checkTemplateLinks } from "../site/links/template-links.js";
import type { AssetFiles } from "../templates/assets/assets.js";
import type { TemplateFiles } from "../templates/load.js";
import { foldersOf, hostFindings } from "./output-urls.js";
import type { SiteTemplates } from "../checks/templates.js";
import { needsOfStatics, policyOfPages, type PageNeeds } from "./policy-of-pages.js";

export interface FinishedParts {
  readonly config: SiteConfig;
  readonly site: Site;
  readonly templates: SiteTemplates;
  readonly evaluated: Pick<Evaluated, "failed">;
  /** The files of the output folder, and what links see of them. */
  readonly files: ReadonlySet<string>;
  readonly outputIndex: OutputIndex;
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
  outputIndex,
  hasErrors,
}: FinishedParts): readonly Diagnostic[] {
  return [
    // Where Eleventy failed, its pages may be anywhere.
    ...(evaluated.failed === true ? [] : site.checkRedirects(outputIndex.has, foldersOf(files))),
    ...hostFindings(config, site, files),
    ...checkTemplateLinks([...templates.links(), ...themeLinks(site, templates.isThemes)], site, outputIndex),
    ...(hasErrors ? [] : checkHome(site, outputIndex, config.language)),
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

/** The Content-Security-Policy of a site, and the content that it blocks. */

import { documentSource } from "../incremental/fingerprint.js";
import type { SiteConfig } from "../config/options.js";
import type { Diagnostic, Site, SourceFile } from "../model/model.js";
import { once } from "../utils/once.js";
import type { AssetFiles } from "../templates/assets/assets.js";
import type { TemplateFiles } from "../templates/load.js";
import type { SiteTemplates } from "./site-templates.js";
import type { PageNotes } from "./page-notes.js";
import { needsOfStatics, policyOfPages } from "./policy-of-pages.js";

export interface PolicyParts {
  readonly config: SiteConfig;
  readonly site: Site;
  readonly files: TemplateFiles;
  readonly assetFiles: AssetFiles;
  readonly closureOf: SiteTemplates["closureOf"];
  read(source: string): SourceFile | Diagnostic;
}

/** Gives the policy of the site, and a Diagnostic for everything that the policy blocks. */
export function policyOfSite(
  { config, site, files, assetFiles, closureOf, read }: PolicyParts,
  pages: PageNotes,
): ReturnType<typeof policyOfPages> {
  const ofPages = [...pages.values()].flatMap(({ source, needs }) => (needs ? [{ source, needs }] : []));
  const needs = [...ofPages, ...needsOfStatics(config, site.staticFiles, assetFiles.values())];
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

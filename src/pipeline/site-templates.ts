/** Reports missing and circular layouts, and checks every template that a page of this site uses, once. */

import { isMarkdown } from "../utils/page-formats.js";
import type { SiteConfig } from "../config/options.js";
import { knownKeys } from "../content/frontmatter/known-keys.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import type { Closure } from "../incremental/fingerprint.js";
import type { Setup } from "../eleventy/setup.js";
import type { Diagnostic, Page, Site, SitePage, TemplatePage } from "../model/model.js";
import { once } from "../utils/once.js";
import type { TemplateLink } from "../site/links/template-links.js";
import { checkTemplates, type TemplateText } from "../templates/analyze.js";
import { linksInStyles } from "../templates/assets/style-links.js";
import { externalLinksInTemplate, linksInTemplate } from "../templates/template-links.js";
import type { TemplateFile } from "../templates/load.js";
import { layoutChains } from "./layout-chains.js";
import type { LoadedSite } from "./load.js";
import { createClosures } from "./template-closures.js";
import { isProgram, isTemplate } from "../utils/page-formats.js";

export interface SiteTemplates {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a page cannot be rendered because of its layouts. */
  isBroken(page: SitePage | TemplatePage): boolean;
  /** Whether a page that Eleventy evaluates cannot be rendered because of its layouts. */
  readonly evaluatedBroken: boolean;
  /** The layouts around a page, from the innermost outwards. */
  layoutsOf(page: SitePage | TemplatePage): readonly TemplateFile[];
  /** Names of the style sheets and scripts that the site's pages can link. */
  readonly linkedAssets: ReadonlySet<string>;
  /** Whether a layout belongs to the theme, by its name: `post`. */
  isThemes(layout: string): boolean;
  /** URLs in the site's own templates and style sheets. The theme computes its URLs. */
  links(): readonly TemplateLink[];
  /** URLs of other sites in the site's own templates. */
  externalLinks(): readonly TemplateLink[];
  /** Every template that a page's layouts use. */
  closureOf(page: SitePage): Closure;
}

/** `configText`: the text of the configuration, whose filters and shortcodes can also name data. */
export function checkSiteTemplates(
  { site, templates, assets, assetFiles, unusedAssets, templateTexts, pages }: LoadedSite,
  { names, environment }: Pick<Setup, "names" | "environment">,
  config: SiteConfig,
  configText: string,
): SiteTemplates {
  const { chains, brokenPages, layoutsOf, diagnostics: aboutChains } = layoutChains(site, templates, config);
  const bodies = bodiesOf(templateTexts, pages);
  const inNunjucks = bodies.filter(
    ({ path }) => path.endsWith(".njk") || (isMarkdown(path) && pages.get(path)?.kind === "template"),
  );
  const used = [...new Set([...chains.values()].flatMap((chain) => chain.layouts))];
  const layouts = used.filter(({ name }) => name.endsWith(".njk"));
  // Needed only if one of the layouts is the site's own.
  const values = once(
    () =>
      new Set([
        ...names.values,
        ...valuesOf(site),
        ...layouts.flatMap(({ frontMatter }) => Object.keys(frontMatter)),
      ]),
  );
  const checked = checkTemplates([...layouts, ...inNunjucks], templates, {
    filters: names.filters,
    extensions: names.extensions,
    assets: new Set(assets.keys()),
    get values() {
      return values();
    },
  });
  const bad = new Set(checked.diagnostics.filter(isBlocking).map(({ file }) => file ?? ""));
  const reaches = (path: string, seen: Set<string>): boolean => {
    if (bad.has(path)) return true;
    if (seen.has(path)) return false;
    seen.add(path);
    return (checked.uses.get(path) ?? []).some((used) => reaches(used, seen));
  };
  const badLayouts = new Set(layouts.filter((layout) => reaches(layout.path, new Set())));
  const isBroken = (page: SitePage | TemplatePage) =>
    brokenPages.has(page.page.source) || layoutsOf(page).some((layout) => badLayouts.has(layout));
  const foreign =
    used.some(({ name }) => !name.endsWith(".njk")) ||
    [...templateTexts.keys()].some((source) => !/\.(?:njk|md)$/.test(source)) ||
    site.templates.some(({ page }) => isProgram(page.source));
  // The theme's layouts link some assets only if a site's settings require them.
  const linked = [...checked.assets].flatMap(([path, names]) =>
    path.startsWith("handbill:") ? names.filter((name) => !unusedAssets.has(name)) : names,
  );
  const linkedAssets = new Set(foreign || checked.computed.size > 0 ? assets.keys() : linked);
  const templatesInUse = [...templates.values()].filter(({ path }) => checked.uses.has(path));
  const texts = once(() => ownTexts([...used, ...templatesInUse, ...bodies]));
  const styles = () => [...assets.values()].filter(({ name }) => linkedAssets.has(name));
  // If the configuration changes finished pages, a URL in the source may differ from the published one.
  const isAsWritten = (path: string) => templateTexts.has(path) && environment !== undefined;
  const links = once((): readonly TemplateLink[] => [
    ...texts().flatMap((text) => linksInTemplate(text, config.base, isAsWritten(text.path))),
    ...linksInStyles(styles(), assetFiles, config.base),
  ]);
  const externalLinks = () => texts().flatMap(externalLinksInTemplate);
  const closureOf = createClosures(templates, assets, checked, configText, layoutsOf);
  const isThemes = (layout: string) => templates.get(`${layout}.njk`)?.path.startsWith("handbill:") === true;
  return {
    diagnostics: [...aboutChains, ...checked.diagnostics],
    isBroken,
    layoutsOf,
    isThemes,
    links,
    externalLinks,
    closureOf,
    linkedAssets,
    evaluatedBroken: site.templates.some((one) => isBroken(one) || reaches(one.page.source, new Set())),
  };
}

/**
 * Names that pages can set for the layouts of the default theme, and that these layouts pass to their
 * includes.
 */
const THEME_NAMES = [
  "sections",
  "section",
  "level",
  "image",
  "authors",
  "author",
  "blog",
  "feed",
  "links",
  "posts",
  "untranslated",
  "days",
];

/** Every name that the layout of some page can read. */
function valuesOf(site: Site): Set<string> {
  const names = new Set([
    "content",
    "headings",
    "titleInContent",
    "ui",
    "nav",
    "sidebar",
    "tabs",
    "languages",
    "home",
    "breadcrumbs",
    "previous",
    "next",
    "pagination",
    ...THEME_NAMES,
    ...Object.keys(knownKeys.shape),
    ...Object.keys(site.globalData),
  ]);
  for (const { data } of site.pages) for (const name of Object.keys(data)) names.add(name);
  for (const { page } of site.templates) {
    for (const name of Object.keys(page.frontMatter)) names.add(name);
    const { pagination } = page.frontMatter as { pagination?: { alias?: unknown } };
    if (typeof pagination?.alias === "string") names.add(pagination.alias);
  }
  return names;
}

/** The bodies of the pages that Eleventy evaluates, without front matter. */
function bodiesOf(
  texts: ReadonlyMap<string, string>,
  pages: ReadonlyMap<string, Page>,
): readonly TemplateText[] {
  return [...texts].map(([path, text]) => {
    const bodyLine = pages.get(path)?.bodyLine ?? 1;
    const lines = text.split("\n").slice(bodyLine - 1);
    return { path, bodyLine, body: lines.join("\n") };
  });
}

/** The site's own templates in a language in which links can be found, without duplicates. */
function ownTexts(templates: readonly TemplateText[]): readonly TemplateText[] {
  return [...new Set(templates)].filter(({ path }) => !path.startsWith("handbill:") && isTemplate(path));
}

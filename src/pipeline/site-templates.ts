/** Layouts that are missing or go in circles, and every template that a page of this site uses, checked once. */

import { didYouMean } from "../utils/look-alikes.js";
import { isMarkdown } from "../utils/page-formats.js";
import type { SiteConfig } from "../config/options.js";
import { idsIn } from "../content/html/scan.js";
import { knownKeys } from "../content/frontmatter/known-keys.js";
import { diagnostic, isBlocking } from "../diagnostics/catalogue.js";
import { hashTexts, type Closure } from "../incremental/fingerprint.js";
import type { Setup } from "../eleventy/setup.js";
import type { Diagnostic, Page, Site, SitePage, TemplatePage } from "../model/model.js";
import { nearest } from "../utils/nearest.js";
import { once } from "../utils/once.js";
import type { TemplateLink } from "../site/links/template-links.js";
import { checkTemplates, type CheckedTemplates, type TemplateText } from "../templates/analyze.js";
import type { Asset, Assets } from "../templates/assets/assets.js";
import { linksInStyles } from "../templates/assets/style-links.js";
import { idMatcher } from "../templates/template-ids.js";
import { externalLinksInTemplate, linksInTemplate } from "../templates/template-links.js";
import {
  fallbackLayout,
  hasLayout,
  layoutChain,
  type ChainProblem,
  type TemplateFile,
  type TemplateFiles,
} from "../templates/load.js";
import { configTextOf, placeOfKey } from "../config/positions.js";
import type { LoadedSite } from "./load.js";

export interface SiteTemplates {
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a page cannot be rendered because of its layouts. */
  isBroken(page: SitePage | TemplatePage): boolean;
  /** Whether a page that Eleventy evaluates cannot be. */
  readonly evaluatedBroken: boolean;
  /** The layouts around a page, from the innermost outwards. */
  layoutsOf(page: SitePage | TemplatePage): readonly TemplateFile[];
  /** Names of the style sheets and scripts that the site's pages may link. */
  readonly linkedAssets: ReadonlySet<string>;
  /** Whether a layout is the theme's, by its name: `post`. */
  isThemes(layout: string): boolean;
  /** The addresses that the site's own templates and style sheets write out; those of the theme are computed. */
  links(): readonly TemplateLink[];
  /** The addresses of other sites that the site's own templates write out. */
  externalLinks(): readonly TemplateLink[];
  /** Every template that a page's layouts use. */
  closureOf(page: SitePage): Closure;
}

/** `configText`: the text of the configuration, whose filters and shortcodes may name data too. */
export function checkSiteTemplates(
  { site, templates, assets, assetFiles, unusedAssets, templateTexts, pages }: LoadedSite,
  { names, environment }: Pick<Setup, "names" | "environment">,
  config: SiteConfig,
  configText: string,
): SiteTemplates {
  const diagnostics: Diagnostic[] = [];
  const chains = new Map<string, ReturnType<typeof layoutChain>>();
  const reported = new Set<string>();
  const brokenPages = new Set<string>();
  const report = (problem: ChainProblem, page: Page): void => {
    const found = chainDiagnostic(problem, page, [...templates.values()], config);
    const key = `${found.file}:${found.line}:${found.message}`;
    if (!reported.has(key)) diagnostics.push(found);
    reported.add(key);
  };
  for (const one of [...site.pages, ...site.templates]) {
    const layout = layoutOf(one);
    const missing = missingLayout(one, templates);
    if (missing !== undefined) report({ kind: "missing", name: missing }, one.page);
    if (typeof layout !== "string" || layout === "") continue;
    let chain = chains.get(layout);
    if (chain === undefined) {
      const standIn = missing === layout ? fallbackLayout(templates, config.layout)?.name : undefined;
      chains.set(layout, (chain = layoutChain(templates, standIn ?? layout)));
    }
    if (chain.problem === undefined) continue;
    brokenPages.add(one.page.source);
    report(chain.problem, one.page);
  }
  const layoutsOf = (page: SitePage | TemplatePage): readonly TemplateFile[] =>
    chains.get(layoutOf(page) as string)?.layouts ?? [];

  const bodies = [...templateTexts].map(([path, text]): TemplateText => {
    const bodyLine = pages.get(path)?.bodyLine ?? 1;
    return {
      path,
      bodyLine,
      body: text
        .split("\n")
        .slice(bodyLine - 1)
        .join("\n"),
    };
  });
  const inNunjucks = bodies.filter(
    ({ path }) => path.endsWith(".njk") || (isMarkdown(path) && pages.get(path)?.kind === "template"),
  );
  const used = [...new Set([...chains.values()].flatMap((chain) => chain.layouts))];
  const layouts = used.filter(({ name }) => name.endsWith(".njk"));
  // Asked for when a layout of the site's own is checked.
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
  diagnostics.push(...checked.diagnostics);

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
  // What the theme's layouts link only where a site asks for it.
  const linked = [...checked.assets].flatMap(([path, names]) =>
    path.startsWith("handbill:") ? names.filter((name) => !unusedAssets.has(name)) : names,
  );
  const linkedAssets = new Set(foreign || checked.computed.size > 0 ? assets.keys() : linked);
  const texts = once((): readonly TemplateText[] => {
    const own = new Set([
      ...used,
      ...[...templates.values()].filter(({ path }) => checked.uses.has(path)),
      ...bodies,
    ]);
    return [...own].filter(
      ({ path }) => !path.startsWith("handbill:") && /\.(?:njk|liquid|html)$/.test(path),
    );
  });
  const links = once((): readonly TemplateLink[] => {
    // Where the configuration changes finished pages, what is written is not what leads somewhere.
    return [
      ...texts().flatMap((text) =>
        linksInTemplate(text, config.base, templateTexts.has(text.path) && environment !== undefined),
      ),
      ...linksInStyles(
        [...assets.values()].filter(({ name }) => linkedAssets.has(name)),
        assetFiles,
        config.base,
      ),
    ];
  });
  const externalLinks = () => texts().flatMap(externalLinksInTemplate);
  const closureOf = createClosures(templates, assets, checked, configText, layoutsOf);
  const isThemes = (layout: string) => templates.get(`${layout}.njk`)?.path.startsWith("handbill:") === true;
  return {
    diagnostics,
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

/** The layout that a page asks for and that there is not. */
function missingLayout(page: SitePage | TemplatePage, templates: TemplateFiles): string | undefined {
  if ("data" in page) return page.missingLayout;
  const layout = layoutOf(page);
  return typeof layout === "string" && layout !== "" && !hasLayout(templates, layout) ? layout : undefined;
}

/** What a page says its layout is. */
function layoutOf(page: SitePage | TemplatePage): unknown {
  return "data" in page ? page.data["layout"] : (page.page.frontMatter["layout"] ?? page.added["layout"]);
}

/** Finds the closure of a page's layouts; pages with the same layouts share one. */
function createClosures(
  templates: TemplateFiles,
  assets: Assets,
  { uses, assets: linked, computed }: CheckedTemplates,
  configText: string,
  layoutsOf: (page: SitePage) => readonly TemplateFile[],
): (page: SitePage) => Closure {
  const byPath = new Map([...templates.values()].map((file) => [file.path, file]));
  const known = new Map<string, Closure>();
  /** The assets that templates link; all, for those that may link any. */
  const assetsOf = (files: readonly TemplateFile[] | undefined): Asset[] => {
    if (files === undefined) return [...assets.values()];
    return [...new Set(files.flatMap(({ path }) => linked.get(path) ?? []))]
      .sort()
      .flatMap((name) => assets.get(name) ?? []);
  };
  return (page) => {
    const layouts = layoutsOf(page);
    const key = layouts.map(({ path }) => path).join("\n");
    const before = known.get(key);
    if (before !== undefined) return before;
    const files = new Set<TemplateFile>();
    const add = (file: TemplateFile | undefined): void => {
      if (file === undefined || files.has(file)) return;
      files.add(file);
      for (const used of uses.get(file.path) ?? []) add(byPath.get(used));
    };
    layouts.forEach(add);
    // Other languages are not parsed, and a computed name may be any: such a layout depends on every template.
    const isForeign = [...files].some(({ path }) => !path.endsWith(".njk"));
    const isOpen = isForeign || [...files].some(({ path }) => computed.has(path));
    const byPlace = (a: TemplateFile, b: TemplateFile) => (a.path < b.path ? -1 : 1);
    const all = [...new Set([...layouts, ...(isOpen ? [...templates.values()] : [...files]).sort(byPlace)])];
    const words = new Set(
      isForeign
        ? []
        : [...all.map(codeOf), configText].flatMap(
            (text) => text.match(/[\p{ID_Start}_$][\p{ID_Continue}$]*/gu) ?? [],
          ),
    );
    const ids = new Set(all.flatMap(({ body }) => idsIn(body)));
    const hasProgram = [...files].some(({ path }) => isProgram(path));
    const closure: Closure = {
      templates: Object.fromEntries([
        ...all.map(({ path, source }) => [path, hashTexts(source)]),
        ...assetsOf(isOpen ? undefined : all).map(({ path, hash }) => [path, hash]),
      ]),
      shape: hashTexts(
        ...layouts.map(({ name }) => name),
        String(hasProgram),
        String(isForeign),
        ...[...words].sort(),
        "ids",
        ...[...ids].sort(),
      ),
      isProgram: hasProgram,
      isForeign,
      writesId: hasProgram ? () => true : idMatcher(ids),
      names: (name) => isForeign || words.has(name),
    };
    known.set(key, closure);
    return closure;
  };
}

/** What of a template can name a value: all but its HTML, which holds words such as `nav` everywhere. */
function codeOf({ source, body }: TemplateFile): string {
  const tags = body.split(/(?=\{[{%])/).slice(/^\{[{%]/.test(body) ? 0 : 1);
  // Up to the last end before the next tag: an earlier one may stand inside of a text.
  const code = tags.map((tag) => /^[\s\S]*[%}]\}/.exec(tag)?.[0] ?? tag);
  return [source.slice(0, source.length - body.length), ...code].join("\n");
}

function isProgram(path: string): boolean {
  return /\.11ty\.[cm]?[jt]s$/.test(path);
}

/** What pages may set for the layouts of the default theme, and what these hand to the files that they include. */
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

/** Every name that some page's layout can see. */
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

function chainDiagnostic(
  problem: ChainProblem,
  page: Page,
  files: readonly TemplateFile[],
  config: SiteConfig,
): Diagnostic {
  if (problem.kind === "cycle") {
    return diagnostic(
      "template-cycle",
      { file: problem.from.path, ...lineOf(problem.from) },
      `Layouts stand in a circle: ${problem.names.join(" → ")}.`,
      "Remove the `layout` of one of them.",
    );
  }
  const known = files
    .filter(({ name }) => !name.includes("/"))
    .map(({ name }) => name.replace(/\.[^.]*$/, ""));
  // Eleventy's own way is a path below the includes: layouts/post.njk.
  const name = problem.name.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  const meant = known.includes(name) ? name : nearest(name, known);
  const hint =
    meant === undefined
      ? `The layouts are ${[...new Set(known)].sort().join(", ")}.`
      : didYouMean(name, meant);
  const place = problem.from && { file: problem.from.path, ...lineOf(problem.from) };
  if (place !== undefined)
    return diagnostic("include-missing", place, `There is no layout \`${problem.name}\`.`, hint);
  const message = `There is no layout \`${problem.name}\`: the page gets the default one.`;
  const position = page.positions["layout"];
  if (position !== undefined)
    return diagnostic(
      "layout-missing",
      { file: page.source, ...position, length: problem.name.length },
      message,
      hint,
    );
  if (problem.name === config.layout)
    return diagnostic(
      "layout-missing",
      {
        file: config.file ?? page.source,
        line: 1,
        column: 1,
        ...placeOfKey(configTextOf(config.root, config.file), "layout"),
      },
      message,
      hint,
    );
  return diagnostic(
    "layout-missing",
    { file: page.source, line: 1, column: 1 },
    `There is no layout \`${problem.name}\`, which a data file names for this page: it gets the default one.`,
    hint,
  );
}

/** Where a layout names the layout around it. */
function lineOf(file: TemplateFile): { readonly line: number; readonly column: number } {
  const lines = file.source.split("\n");
  const index = lines.findIndex((line) => /^layout\s*:/.test(line));
  return {
    line: Math.max(0, index) + 1,
    column: index === -1 ? 1 : (/^layout\s*:\s*/.exec(lines[index] ?? "")?.[0].length ?? 0) + 1,
  };
}

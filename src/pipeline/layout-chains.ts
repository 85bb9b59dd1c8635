/** The layouts around each page. Reports missing layouts and layouts that use each other in a circle. */

import type { SiteConfig } from "../config/options.js";
import { configTextOf, placeOfKey } from "../config/positions.js";
import { withFix } from "../diagnostics/with-fix.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, Page, Site, SitePage, TemplatePage } from "../model/model.js";
import {
  fallbackLayout,
  hasLayout,
  layoutChain,
  type ChainProblem,
  type LayoutChain,
  type TemplateFile,
  type TemplateFiles,
} from "../templates/load.js";
import { didYouMean } from "../utils/look-alikes.js";
import { nearest, onlyNear } from "../utils/nearest.js";

export interface LayoutChains {
  /** By the name that pages use. */
  readonly chains: ReadonlyMap<string, LayoutChain>;
  /** Sources of pages whose layouts form a circle. */
  readonly brokenPages: ReadonlySet<string>;
  /** The layouts around a page, from the innermost outwards. */
  layoutsOf(page: SitePage | TemplatePage): readonly TemplateFile[];
  readonly diagnostics: readonly Diagnostic[];
}

export function layoutChains(site: Site, templates: TemplateFiles, config: SiteConfig): LayoutChains {
  const diagnostics: Diagnostic[] = [];
  const chains = new Map<string, LayoutChain>();
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
      const fallback = missing === layout ? fallbackLayout(templates, config.layout)?.name : undefined;
      chains.set(layout, (chain = layoutChain(templates, fallback ?? layout)));
    }
    if (chain.problem === undefined) continue;
    brokenPages.add(one.page.source);
    report(chain.problem, one.page);
  }
  const layoutsOf = (page: SitePage | TemplatePage): readonly TemplateFile[] =>
    chains.get(layoutOf(page) as string)?.layouts ?? [];
  return { chains, brokenPages, layoutsOf, diagnostics };
}

/** The layout that a page names and that does not exist. */
function missingLayout(page: SitePage | TemplatePage, templates: TemplateFiles): string | undefined {
  if ("data" in page) return page.missingLayout;
  const layout = layoutOf(page);
  return typeof layout === "string" && layout !== "" && !hasLayout(templates, layout) ? layout : undefined;
}

/** The `layout` of a page. */
function layoutOf(page: SitePage | TemplatePage): unknown {
  return "data" in page ? page.data["layout"] : (page.page.frontMatter["layout"] ?? page.added["layout"]);
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
      `Layouts form a loop: ${problem.names.join(" → ")}.`,
      "Remove the `layout` of one of them.",
    );
  }
  const known = files
    .filter(({ name }) => !name.includes("/"))
    .map(({ name }) => name.replace(/\.[^.]*$/, ""));
  // Eleventy's own notation is a path below the includes: layouts/post.njk.
  const name = problem.name.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  const meant = known.includes(name) ? name : nearest(name, known);
  const hint =
    meant === undefined
      ? `The layouts are ${[...new Set(known)].sort().join(", ")}.`
      : didYouMean(name, meant);
  const place = problem.from && { file: problem.from.path, ...lineOf(problem.from) };
  if (place !== undefined)
    return diagnostic("include-missing", place, `The layout \`${problem.name}\` does not exist.`, hint);
  const message = `The layout \`${problem.name}\` does not exist, so the page uses the default layout.`;
  const position = page.positions["layout"];
  if (position !== undefined)
    return withFix(
      diagnostic(
        "layout-missing",
        { file: page.source, ...position, length: problem.name.length },
        message,
        hint,
      ),
      problem.name,
      known.includes(name) ? name : onlyNear(name, known),
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
    `The layout \`${problem.name}\` from a data file does not exist, so the page uses the default layout.`,
    hint,
  );
}

/** The place where a layout names the layout around it. */
function lineOf(file: TemplateFile): { readonly line: number; readonly column: number } {
  const lines = file.source.split("\n");
  const index = lines.findIndex((line) => /^layout\s*:/.test(line));
  return {
    line: Math.max(0, index) + 1,
    column: index === -1 ? 1 : (/^layout\s*:\s*/.exec(lines[index] ?? "")?.[0].length ?? 0) + 1,
  };
}

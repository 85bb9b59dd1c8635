/** Explains a page: its layouts and data, the links to it, and why it was last rendered. */

import { decode } from "../utils/percent.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import { redirectFinder } from "../hosting/paths.js";
import type { Diagnostic, Page, Site, SitePage } from "../model/model.js";
import type { Redirect } from "../model/redirect.js";
import { writtenFrom } from "../site/redirects/folder-redirects.js";
import { provenanceOf, type Origin } from "../site/data-provenance.js";
import { nearest } from "../utils/nearest.js";
import type { BuildPlan } from "./plan.js";
import { fileOfUrl } from "../utils/output-files.js";

/** Everything that `handbill explain` shows about a page. */
export interface Explanation {
  readonly source: string;
  /** False if the page has no URL. */
  readonly url: string | false;
  /** The file in the output folder; absent if the page is not written. */
  readonly output: string | undefined;
  /** From the innermost outwards. */
  readonly layouts: readonly string[];
  /** Templates that the layouts include, extend and import. */
  readonly uses: readonly string[];
  readonly data: readonly {
    readonly key: string;
    readonly value: unknown;
    readonly origins: readonly Origin[];
    /** Whether the page's layouts name this key. Site-wide data is passed only to layouts that name it. */
    readonly isSeen: boolean;
  }[];
  /** URLs that redirect to the page, each with the place that says so. */
  readonly redirectedFrom: readonly Redirect[];
  readonly linkedFrom: readonly { readonly source: string; readonly line: number; readonly column: number }[];
  /** Why the page was last rendered; absent without a previous build. */
  readonly lastRendered?: readonly string[] | undefined;
  /**
   * Why the next build will render the page; empty if it will not. Absent for a page that Eleventy evaluates.
   */
  readonly nextBuild?: readonly string[];
}

/** The explanation of a URL, a source or an output file. */
export type Explained =
  | { readonly page: Explanation }
  | { readonly redirect: Redirect }
  /** The page does not exist. */
  | { readonly diagnostics: readonly Diagnostic[]; readonly problem?: string };

/** `wanted`: a URL (`/docs/start/`), a source (`content/docs/start.md`) or an output file. */
export function explainPage(plan: BuildPlan, wanted: string): Explained {
  const { base } = plan.open.config;
  const { site } = plan.loaded;
  const page = findPage(wanted, plan, base);
  if (page !== undefined) return { page: explanationOf(page, plan) };
  const redirect = redirectAt(wanted, site, base);
  if (redirect !== undefined) return { redirect };
  return {
    diagnostics: plan.diagnostics.filter(isBlocking),
    problem: `Unknown page \`${wanted}\`.${suggestion(wanted, site)}`,
  };
}

function explanationOf(page: Page, plan: BuildPlan): Explanation {
  const { open, loaded, templates, evaluated } = plan;
  const { site } = loaded;
  const placed = site.pages.find((candidate) => candidate.page === page);
  const one = placed ?? site.templates.find((candidate) => candidate.page === page);
  const url = placed?.url ?? site.urlOf(page.source);
  const layouts = one === undefined ? [] : templates.layoutsOf(one);
  const closure = placed && templates.closureOf(placed);
  return {
    source: page.source,
    url,
    output:
      evaluated.outputs.find(({ source }) => source === page.source)?.path ?? (placed?.output || undefined),
    layouts: layouts.map(({ path }) => path),
    uses: Object.keys(closure?.templates ?? {}).filter(
      (path) => !layouts.some((layout) => layout.path === path),
    ),
    data: explainedData(page, placed, plan),
    redirectedFrom: url === false ? [] : redirectsTo(url, site),
    linkedFrom: url === false ? [] : site.linksTo(url),
    ...(placed !== undefined && {
      lastRendered: open.previous.cache.rendered().details(page.source)?.why,
      nextBuild: plan.plan.stale.find((stale) => stale.page === placed)?.why ?? [],
    }),
  };
}

/** The data of a page, each key with its origin. */
function explainedData(
  page: Page,
  placed: SitePage | undefined,
  { open, setup, loaded: { site }, templates }: BuildPlan,
): Explanation["data"] {
  const data = placed?.data ?? page.frontMatter;
  const one = placed ?? site.templates.find((candidate) => candidate.page === page);
  const closure = placed && templates.closureOf(placed);
  const origins = {
    page,
    dataFiles: open.inputs.dataFiles,
    layouts: one === undefined ? [] : templates.layoutsOf(one),
    added: placed?.added ?? {},
    configData: { site: {}, ...setup.globalData },
    configFile: open.config.file ?? "",
  };
  return Object.keys(data)
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
    }));
}

function redirectAt(wanted: string, site: Site, base: string): Redirect | undefined {
  const path = `/${(wanted.startsWith(base) ? wanted.slice(base.length) : wanted).replace(/^\/+/, "")}`;
  const [redirects, folderRedirects] = [site.redirects(), site.folderRedirects()];
  return redirectFinder({ redirects, folderRedirects })(decode(path));
}

/** The redirects to a URL. A redirect of a folder is given as a redirect of the URL in it. */
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
  const path = (wanted.startsWith(base) ? wanted.slice(base.length) : wanted).replace(/^\//, "");
  const sources = new Map([
    ...evaluated.outputs.map((output) => [output.path, output.source] as const),
    ...loaded.site.pages.map(({ output, page }) => [String(output), page.source] as const),
  ]);
  const source = sources.get(fileOfUrl(path, (name) => sources.has(name))?.file ?? "");
  return all.find((page) => page.source === source);
}

function suggestion(wanted: string, site: Site): string {
  const meant = nearest(
    wanted,
    wanted.includes(".md")
      ? site.pages.map(({ page }) => page.source)
      : site.pages.flatMap(({ url }) => url || []),
  );
  return meant === undefined
    ? " Use its URL, such as /docs/, or its file, such as content/docs/index.md."
    : ` Did you mean ${meant}?`;
}

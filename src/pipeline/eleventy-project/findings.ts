/**
 * Checks the finished HTML of a rendered Eleventy project. Each finding is located at the line that caused
 * it.
 */

import { decodeUrl } from "../../utils/percent.js";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatCount } from "../../utils/plural.js";
import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import type { ProjectPage, ProjectRun } from "../../eleventy/project.js";
import { listPublished } from "../../system/files.js";
import type { Diagnostic, Level } from "../../model/model.js";
import { once } from "../../utils/once.js";
import { faultsOfPage } from "../../checks/html/faults.js";
import { findingsOfPages } from "../../checks/html/report.js";
import { deadLinks, linksTo, type DeadLink, type RenderedPage } from "../../site/links/rendered-links.js";
import { isPageFile, urlOfFile } from "../../utils/output-files.js";

export interface RenderedProject {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path of the folder that Eleventy wrote. */
  readonly staged: string;
  /** Files that links can refer to, by their paths in the output folder. */
  readonly files: ReadonlySet<string>;
  readonly run: ProjectRun;
}

/**
 * Links are warnings in a build, because plain Eleventy would build the project too. `handbill check` makes
 * them errors.
 */
export function checkProject(project: RenderedProject, level: Level = "warning"): readonly Diagnostic[] {
  return [...overwritten(project.run), ...checkLinks(project).map((found) => ({ ...found, level }))];
}

/** Findings of the rules over finished HTML. `bodies`: the HTML of each source without its layouts. */
export function checkHtml(
  project: RenderedProject,
  bodies: ReadonlyMap<string, string>,
  url: string | undefined,
): readonly Diagnostic[] {
  const { root, run } = project;
  const textOf = createReader(root);
  const sources = new Map(run.pages.map((page) => [page.path, page.source]));
  const sourceOf = (path: string): string => sources.get(path) ?? path;
  const isHttps = url?.startsWith("https:");
  // By path in the output folder, because pagination makes several pages of one source.
  const pages = renderedPages(project).flatMap(({ path, html }) => {
    const faults = sources.has(path) ? faultsOfPage(html, isHttps) : [];
    return faults.length === 0 ? [] : [{ path, source: path, faults }];
  });
  const templates = once(() => templateFiles(root, run).map((path) => ({ path, text: textOf(path) })));
  const found = findingsOfPages(
    pages.sort((a, b) => (a.source < b.source ? -1 : 1)),
    {
      reported: [],
      hasIncludes: true,
      sourceOf: (path) => ({ path: sourceOf(path), text: textOf(sourceOf(path)) }),
      bodyOf: (path) => bodies.get(sourceOf(path)),
      templatesOf: templates,
      imageAt: () => undefined,
    },
  );
  return [...found.values()].flat().map((one) => ({
    ...one,
    ...(one.file !== undefined && { file: sourceOf(one.file) }),
    level: "warning",
  }));
}

/**
 * Reports pages and copied files with the same output path, of which only the last one written would remain.
 */
function overwritten({ pages, copies }: ProjectRun): readonly Diagnostic[] {
  return pages.flatMap(({ source, path }) => {
    const copied = copies.get(path);
    return copied === undefined || copied === source
      ? []
      : [
          diagnostic(
            "output-conflict",
            { file: source, line: 1, column: 1 },
            `${source} and the copied file ${copied} both become ${path}.`,
            "Change the page's permalink, or copy the file to another place.",
          ),
        ];
  });
}

/** The places of links to a file of the site, without duplicates. */
export function placesOfLinksTo(target: string, project: RenderedProject): readonly Place[] {
  const { root, files, run } = project;
  const sourceOf = new Map(run.pages.map((page) => [page.path, page]));
  const textOf = createReader(root);
  const templates = once(() => templateFiles(root, run));
  const places = linksTo(target, renderedPages(project), files, run.pathPrefix).map((link) =>
    placeOf(link, sourceOf.get(link.page), textOf, templates),
  );
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

function renderedPages({ staged, files }: RenderedProject): readonly RenderedPage[] {
  return [...files]
    .filter((path) => isPageFile(path) && existsSync(join(staged, path)))
    .map((path) => ({ path, html: readFileSync(join(staged, path), "utf8") }));
}

function checkLinks(project: RenderedProject): readonly Diagnostic[] {
  const { root, files, run } = project;
  const pages = renderedPages(project);
  const sourceOf = new Map(run.pages.map((page) => [page.path, page]));
  const textOf = createReader(root);
  const templates = once(() => templateFiles(root, run));
  const causes = new Map<string, { readonly place: Place; readonly dead: DeadLink; pages: number }>();
  for (const dead of deadLinks(pages, files, run.pathPrefix)) {
    const place = placeOf(dead, sourceOf.get(dead.page), textOf, templates);
    const key = `${place.file} ${place.line} ${place.column} ${dead.href}`;
    const known = causes.get(key);
    if (known === undefined) causes.set(key, { place, dead, pages: 1 });
    else known.pages += 1;
  }
  return [...causes.values()].map(({ place, dead, pages: shown }) =>
    diagnostic(dead.missing === "id" ? "broken-anchor" : "broken-link", place, messageOf(dead, shown)),
  );
}

const VERBS = { link: "links to", image: "shows", script: "loads", style: "loads", frame: "shows" } as const;

function messageOf({ href, kind, missing, target, page }: DeadLink, pages: number): string {
  const many = pages === 1 ? `/${urlOfFile(page)}` : formatCount(pages, "page");
  const verb = pages === 1 ? VERBS[kind] : VERBS[kind].replace(/s( to)?$/, "$1");
  if (missing === "id") return `${many} ${verb} \`${href}\`, and the page has no element with this id.`;
  const leads = target === href ? "" : ` (${target})`;
  return `${many} ${verb} \`${href}\`${leads}, which the site does not have.`;
}

/**
 * The place of a link's value: in the page's source, in a template around it or in a data file. A computed
 * value is reported at the start of the page.
 */
function placeOf(
  { href, page, target = href }: Pick<DeadLink, "href" | "page"> & Partial<Pick<DeadLink, "target">>,
  source: ProjectPage | undefined,
  textOf: (path: string) => string,
  templates: () => readonly string[],
): Place {
  // Plugins add the prefix of the site to links that authors write without it.
  const written = [href, href.replaceAll("&amp;", "&"), decodeUrl(href), target];
  const around = source === undefined ? [] : [source.source, ...source.layouts];
  const files = [...new Set([...around, ...templates()])];
  // Prefer text that looks like a link: a script can contain the same text.
  for (const before of [LINK, VALUE]) {
    for (const file of files) {
      const text = textOf(file);
      for (const value of written) {
        const at = indexOfValue(text, value, before);
        if (at === undefined) continue;
        const lines = text.slice(0, at).split("\n");
        return { file, line: lines.length, column: (lines.at(-1) ?? "").length + 1, length: value.length };
      }
    }
  }
  return { file: source?.source ?? page, ...(source !== undefined && { line: 1, column: 1 }) };
}

/** The text before a link's URL in HTML, Markdown and data. */
const LINK =
  /(?:(?<![.\w])(?:href|src|srcset|poster|data|url|link|permalink)["']?\s{0,9}[=:]\s{0,9}["'`]?|\]\(<?|\]:\s{0,9}|<)$/i;
const VALUE = /[\s"'`(<=,:[]$/;

/** The index of the whole value: `/a/` does not match in `/a/b/`. */
function indexOfValue(text: string, value: string, before: RegExp): number | undefined {
  if (value === "") return undefined;
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    const after = text[at + value.length] ?? " ";
    if (before.test(text.slice(Math.max(0, at - 40), at) || " ") && /[\s"'`)>|,\]}]/.test(after)) return at;
  }
  return undefined;
}

/** The project's own files that can be part of any page: layouts, includes and data. */
function templateFiles(
  root: string,
  { directories: { includes, layouts, data } }: ProjectRun,
): readonly string[] {
  return [...new Set([layouts, includes, data].filter((folder) => folder !== ""))].flatMap((folder) =>
    [...listPublished(join(root, folder))].sort().map((path) => `${folder}/${path}`),
  );
}

/** Reads each file once. */
function createReader(root: string): (path: string) => string {
  const known = new Map<string, string>();
  return (path) => {
    let text = known.get(path);
    if (text === undefined) {
      try {
        text = readFileSync(join(root, path), "utf8");
      } catch {
        text = "";
      }
      known.set(path, text);
    }
    return text;
  };
}

/** What is wrong with a rendered Eleventy project: its finished HTML is read, and each finding goes to the line that caused it. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatCount } from "../../utils/plural.js";
import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import type { ProjectPage, ProjectRun } from "../../eleventy/project.js";
import { listPublished } from "../../system/files.js";
import type { Diagnostic, Level } from "../../model/model.js";
import { once } from "../../utils/once.js";
import { deadLinks, linksTo, type DeadLink, type RenderedPage } from "../../site/links/rendered-links.js";

export interface RenderedProject {
  /** Absolute path of the project. */
  readonly root: string;
  /** Absolute path of the folder that Eleventy wrote. */
  readonly staged: string;
  /** The files that links may lead to, by their paths in the output folder. */
  readonly files: ReadonlySet<string>;
  readonly run: ProjectRun;
}

/** A build has warnings of links, as it builds what Eleventy builds; `handbill check` makes errors of them. */
export function checkProject(project: RenderedProject, level: Level = "warning"): readonly Diagnostic[] {
  return [...overwritten(project.run), ...checkLinks(project).map((found) => ({ ...found, level }))];
}

/** Pages and copied files that want the same place: the last one written would win. */
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

/** Where the links to a file of the site are written, each place once. */
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
    .filter((path) => /\.html?$/.test(path) && existsSync(join(staged, path)))
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
  const many = pages === 1 ? `/${page.replace(/(^|\/)index\.html$/, "$1")}` : formatCount(pages, "page");
  const verb = pages === 1 ? VERBS[kind] : VERBS[kind].replace(/s( to)?$/, "$1");
  if (missing === "id") return `${many} ${verb} \`${href}\`, and the page has no element with this id.`;
  const leads = target === href ? "" : ` (${target})`;
  return `${many} ${verb} \`${href}\`${leads}, which the site does not have.`;
}

/** Where the value stands: in the page's source, in a template around it or a data file, or, where it was computed, at the page's start. */
function placeOf(
  { href, page }: Pick<DeadLink, "href" | "page">,
  source: ProjectPage | undefined,
  textOf: (path: string) => string,
  templates: () => readonly string[],
): Place {
  const written = [href, href.replaceAll("&amp;", "&"), decodeURI(safe(href))];
  const around = source === undefined ? [] : [source.source, ...source.layouts];
  const files = [...new Set([...around, ...templates()])];
  // Where it looks like a link, first: the same text may stand in a script.
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

/** What stands before the URL of a link in HTML, Markdown and data. */
const LINK =
  /(?:\b(?:href|src|srcset|poster|data|url|link|permalink)["']?\s{0,9}[=:]\s{0,9}["'`]?|\]\(<?|\]:\s{0,9}|<)$/i;
const VALUE = /[\s"'`(<=,:[]$/;

function safe(href: string): string {
  try {
    decodeURI(href);
    return href;
  } catch {
    return "";
  }
}

/** The value where it stands whole: `/a/` is not part of `/a/b/`. */
function indexOfValue(text: string, value: string, before: RegExp): number | undefined {
  if (value === "") return undefined;
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    const after = text[at + value.length] ?? " ";
    if (before.test(text.slice(Math.max(0, at - 40), at) || " ") && /[\s"'`)>|,\]}]/.test(after)) return at;
  }
  return undefined;
}

/** The project's own files that may be part of any page: layouts, includes and data. */
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

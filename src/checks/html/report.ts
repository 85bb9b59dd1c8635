/**
 * Turns the faults of finished pages into findings: each at its line. A fault of a template is reported once,
 * with the number of its pages.
 */

import { createPlaces } from "../../content/markdown/positions.js";
import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import type { Fault } from "../../model/fault.js";
import type { Diagnostic } from "../../model/model.js";
import { locateTag } from "./locate.js";
import type { ImageFacts } from "./rule.js";
import { htmlRules } from "./rules.js";

/** A file that is part of pages. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** A page with faults. */
export interface FaultyPage {
  /** In the output folder. */
  readonly path: string;
  readonly source: string;
  readonly faults: readonly Fault[];
}

/** Data about the pages, loaded on demand. */
export interface FaultSources {
  /** The file of a page. */
  sourceOf(page: string): SourceText | undefined;
  /** The body of a Markdown page; undefined for other pages. */
  bodyOf(page: string): string | undefined;
  /** Whether bodies are those of all pages, and contain includes and the results of shortcodes. */
  readonly hasIncludes?: boolean;
  /** The templates around a page. */
  templatesOf(page: string): Iterable<SourceText>;
  /** The image at a URL, as a page has it. */
  imageAt(src: string, path: string): ImageFacts | undefined;
  /** Diagnostics that are reported already. */
  readonly reported: readonly Diagnostic[];
}

/** Faults with equal text. */
interface Alike {
  readonly fault: Fault;
  /** By page. */
  readonly pages: Map<string, Fault[]>;
}

/** The findings about pages, by code. `pages` must be in the same order in every build. */
export function findingsOfPages(
  pages: readonly FaultyPage[],
  sources: FaultSources,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const places = createPlacer(sources);
  const known = new Set(sources.reported.map(({ code, file, line }) => `${code} ${file}:${line}`));
  /** By code and place, with the pages that show it. */
  const found = new Map<string, { fault: Fault; place: Place; readonly pages: Set<string> }>();
  for (const { page, fault, place } of groupsOf(confirmed(pages, sources)).flatMap((group) =>
    places(group),
  )) {
    if (known.has(`${fault.code} ${place.file}:${place.line}`)) continue;
    const key =
      `${fault.code} ${place.file}:${place.line}:${place.column}` +
      `${place.line === undefined ? fault.text : ""}`;
    const same = found.get(key) ?? { fault, place, pages: new Set<string>() };
    same.pages.add(page);
    found.set(key, same);
  }
  const byCode = new Map<string, Diagnostic[]>();
  for (const { fault, place, pages: showing } of found.values()) {
    const list = byCode.get(fault.code) ?? [];
    list.push(finding(fault, place, showing));
    byCode.set(fault.code, list);
  }
  return byCode;
}

function finding(fault: Fault, place: Place, pages: ReadonlySet<string>): Diagnostic {
  const rule = htmlRules.find(({ code }) => code === fault.code);
  const [message = "", hint = ""] = rule?.describe(fault) ?? [];
  const count = pages.size === 1 ? "" : ` ${pages.size} pages show it.`;
  return diagnostic(fault.code, place, `${message}${count}`, hint);
}

/** The pages with what is certainly wrong. */
function confirmed(pages: readonly FaultyPage[], { imageAt }: FaultSources): readonly FaultyPage[] {
  return pages.map((page) => ({
    ...page,
    faults: page.faults.flatMap((fault) => {
      const confirm = htmlRules.find(({ code }) => code === fault.code)?.confirm;
      if (confirm === undefined) return [fault];
      const about = confirm(fault, (src) => imageAt(src, page.path));
      return about === undefined ? [] : [{ ...fault, about }];
    }),
  }));
}

function groupsOf(pages: readonly FaultyPage[]): readonly Alike[] {
  const groups = new Map<string, Alike>();
  for (const { source, faults } of pages)
    for (const fault of faults) {
      const key = `${fault.code}\n${fault.about}\n${fault.text}`;
      const group = groups.get(key) ?? { fault, pages: new Map<string, Fault[]>() };
      group.pages.set(source, [...(group.pages.get(source) ?? []), fault]);
      groups.set(key, group);
    }
  return [...groups.values()];
}

interface Placed {
  readonly page: string;
  readonly fault: Fault;
  readonly place: Place;
}

/** Gives the places of faults with equal text. */
function createPlacer(sources: FaultSources): (group: Alike) => readonly Placed[] {
  /** By page: the positions in its file that are already used. */
  const used = new Map<string, Set<number>>();
  const inTemplates = (fault: Fault, page: string): Place | undefined => {
    for (const { path, text } of sources.templatesOf(page)) {
      const at = locate(fault, text, new Set());
      if (at !== undefined) return placeOf(fault, path, text, at);
    }
    return undefined;
  };
  const inPage = (fault: Fault, page: string): Place | undefined => {
    const source = sources.sourceOf(page);
    if (source === undefined) return undefined;
    const { path, text } = source;
    const taken = used.get(page) ?? new Set<number>();
    const at = locate(fault, text, taken);
    if (at === undefined) return undefined;
    used.set(page, taken.add(at));
    return placeOf(fault, path, text, at);
  };
  return ({ fault: first, pages }) => {
    const [page = ""] = pages.keys();
    const body = sources.bodyOf(page);
    if (body !== undefined && !body.includes(first.text)) {
      // A layout made it, for all of these pages.
      const place = inTemplates(first, page) ?? { file: page };
      return [...pages.keys()].map((one) => ({ page: one, fault: first, place }));
    }
    return [...pages].flatMap(([one, faults]) =>
      faults.flatMap((fault): readonly Placed[] => {
        const isMarkdown = body !== undefined && sources.hasIncludes !== true;
        const place = inPage(fault, one) ?? (isMarkdown ? undefined : inTemplates(fault, one));
        if (place === undefined && isMarkdown && isParsers(fault)) return [];
        return [{ page: one, fault, place: place ?? { file: one } }];
      }),
    );
  };
}

function placeOf(fault: Fault, file: string, text: string, at: number): Place {
  const length = text.startsWith(fault.text, at) ? fault.text.length : text.slice(at).search(/[\s>]|$/);
  const [line = ""] = text.slice(at, at + length).split("\n", 1);
  return { file, ...createPlaces(text)(at), length: Math.max(1, line.length) };
}

/** Whether the Markdown parser has already reported the fault. */
function isParsers({ code }: Fault): boolean {
  return htmlRules.some((rule) => rule.code === code && rule.isParsers === true);
}

function locate(fault: Fault, text: string, used: ReadonlySet<number>): number | undefined {
  // A finding about the whole page has no line.
  if (fault.text === "") return undefined;
  const rule = htmlRules.find(({ code }) => code === fault.code);
  return rule?.locate?.(fault, text, used) ?? locateTag(fault, text, used);
}

/** Runs the rules over finished HTML, and locates each finding in the source. */

import type { SiteConfig } from "../config/options.js";
import { findingsOfPages, type SourceText } from "../checks/html/report.js";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import { documentSource } from "../incremental/fingerprint.js";
import type { Diagnostic, SourceFile } from "../model/model.js";
import { decode } from "../utils/percent.js";
import { once } from "../utils/once.js";
import { fileFacts } from "./file-facts.js";
import type { LoadedSite } from "./load.js";
import type { PageNotes } from "./page-notes.js";
import type { SiteTemplates } from "./site-templates.js";
import { isObject } from "../utils/is-record.js";

interface HtmlParts {
  readonly loaded: LoadedSite;
  readonly closureOf: SiteTemplates["closureOf"];
  /** Diagnostics that are reported already. */
  readonly reported: readonly Diagnostic[];
  read(source: string): SourceFile | Diagnostic;
  readonly config: SiteConfig;
}

/** Gives the findings of one code. The first call looks for all of them. */
export function findingsInHtml(
  { loaded: { site, templates }, closureOf, reported, read, config }: HtmlParts,
  notes: PageNotes,
): (code: DiagnosticCode) => readonly Diagnostic[] {
  const found = once(() => {
    const pages = [...notes]
      .flatMap(([path, { source, faults = [] }]) => (faults.length === 0 ? [] : [{ path, source, faults }]))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const bySource = once(() => new Map(site.pages.map((page) => [page.page.source, page])));
    const all = once(() => [...templates.values()].map(({ path, source }) => ({ path, text: source })));
    const byOutput = once(() => new Map(site.staticFiles.map(({ source, output }) => [output, source])));
    return findingsOfPages(pages, {
      reported,
      imageAt(src, path) {
        const { base } = config;
        const facts = fileFacts(config.root);
        const { pathname } = new URL(src, `http://site.invalid${base}${path}`);
        const source = pathname.startsWith(base)
          ? byOutput().get(decode(pathname.slice(base.length)))
          : undefined;
        const [size, bytes] = source === undefined ? [] : [facts.sizeOf(source), facts.bytesOf(source)];
        return size === undefined || bytes === undefined ? undefined : { width: size.width, bytes };
      },
      sourceOf(source): SourceText | undefined {
        const page = bySource().get(source);
        const file = read(page === undefined ? source : documentSource(page.page));
        return "bytes" in file ? { path: file.path, text: Buffer.from(file.bytes).toString() } : undefined;
      },
      bodyOf(source) {
        const page = bySource().get(source);
        return page === undefined ? undefined : page.html + textOf(page.sections);
      },
      templatesOf(source) {
        const page = bySource().get(source);
        const used = page && closureOf(page).templates;
        return used === undefined ? all() : all().filter(({ path }) => path in used);
      },
    });
  });
  return (code) => found().get(code) ?? [];
}

/** All texts in a value, one after the other. */
function textOf(value: unknown): string {
  if (typeof value === "string") return `\n${value}`;
  if (!isObject(value)) return "";
  return Object.values(value).map(textOf).join("");
}

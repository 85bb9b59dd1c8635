/** Tiny sites in memory. */

import { createMarkdown } from "../../src/content/markdown/markdown.js";
import { parsePage } from "../../src/content/parse.js";
import { resolveConfig } from "../../src/config/resolve.js";
import type { SiteOptions } from "../../src/config/options.js";
import type { Diagnostic, Page, Site, SitePage, WithDiagnostics, StaticFile } from "../../src/model/model.js";
import { assembleSite } from "../../src/site/assemble.js";
import type { DataFiles } from "../../src/site/cascade.js";

const markdown = createMarkdown({ trust: "author" });

export async function pageOf(source: string, text: string): Promise<Page> {
  return (
    await parsePage({ path: source, bytes: new TextEncoder().encode(text) }, { markdown, templated: false })
  ).value;
}

export interface Extra {
  readonly options?: SiteOptions;
  readonly drafts?: boolean;
  readonly dataFiles?: DataFiles;
  readonly statics?: readonly StaticFile[];
  readonly renderPermalink?: (template: string) => Promise<string>;
}

/** A site of these files: path below content/ → text. */
export async function siteOf(
  files: Readonly<Record<string, string>>,
  extra: Extra = {},
): Promise<WithDiagnostics<Site>> {
  const pages = await Promise.all(
    Object.entries(files).map(([path, text]) => pageOf(`content/${path}`, text)),
  );
  return assembleSite({
    config: resolveConfig(
      { title: "T", ...extra.options },
      { root: "/site", ...(extra.drafts && { drafts: true }) },
    ),
    pages,
    dataFiles: extra.dataFiles ?? new Map(),
    configData: {},
    layoutData: () => ({}),
    staticFiles: extra.statics ?? [],
    renderPermalink: extra.renderPermalink ?? (async (text) => text),
  });
}

export function pageAt(site: Site, source: string): SitePage {
  const found = site.pages.find(({ page }) => page.source === `content/${source}`);
  if (found === undefined) throw new Error(`no page content/${source}`);
  return found;
}

/** `a.md:1:5 broken-link message | hint` */
export function told({ file, line, column, code, message, hint }: Diagnostic): string {
  return (
    `${file?.replace("content/", "")}:${line}:${column} ${code} ${message}` +
    `${hint === undefined ? "" : ` | ${hint}`}`
  );
}

/** The URLs of a finished site, and how the site's hosts answer links to them. */

import { decode } from "../utils/percent.js";
import { isMarkdown } from "../utils/page-formats.js";
import type { SiteConfig } from "../config/options.js";
import type { OutputName } from "../eleventy/render.js";
import type { Evaluated } from "../eleventy/evaluate.js";
import type { OutputIndex, WithIds } from "../model/output-index.js";
import type { Site } from "../model/model.js";
import { once } from "../utils/once.js";
import { servedFile } from "../utils/output-files.js";
import { redirectFiles } from "../outputs/redirect-pages.js";
import type { BuildRecord } from "../sources/build-record.js";
import { listedPages } from "../site/redirects/moved.js";
import { urlOf } from "../site/permalinks.js";
import type { SiteTemplates } from "./site-templates.js";

/** The files of the output folder that links can refer to, without `generated` pages that only redirect. */
export function filesOf(
  config: SiteConfig,
  site: Site,
  outputs: readonly Pick<OutputName, "path">[],
  generated: readonly Pick<OutputName, "path">[],
): ReadonlySet<string> {
  const own = [...outputs.map(({ path }) => path), ...site.staticFiles.map(({ output }) => output)];
  const leadingOn = generated.length === 0 ? new Map() : redirectFiles(site, config, own);
  return new Set([...own, ...generated.flatMap(({ path }) => (leadingOn.has(path) ? [] : path))]);
}

/**
 * The pages that were not made because of errors, if their paths are known. The error is reported already, so
 * links to them are not reported as broken.
 */
export function unmade(
  { pages }: Pick<Site, "pages">,
  outputs: readonly Pick<OutputName, "path">[],
): readonly OutputName[] {
  const made = new Set(outputs.map(({ path }) => path));
  return pages.flatMap(({ page: { source }, output }) =>
    output === false || made.has(output) ? [] : [{ path: output, source }],
  );
}

/** The finished site with these files, for the link checks. */
export function createOutputIndex(
  files: Pick<ReadonlySet<string>, "has">,
  { pages, isExternalPath }: Pick<Site, "pages" | "isExternalPath">,
  { closureOf }: Pick<SiteTemplates, "closureOf">,
  evaluated: Pick<Evaluated, "outputs" | "failed">,
): OutputIndex {
  const pageFiles = once((): ReadonlyMap<string, WithIds> => {
    const placed = pages.flatMap(({ page, output }) => (output === false ? [] : [[output, page] as const]));
    return new Map<string, WithIds>([
      ...evaluated.outputs.map((output) => [output.path, output] as const),
      ...placed,
    ]);
  });
  const byUrl = once(
    () => new Map(pages.flatMap(({ page, url }) => (url === false ? [] : [[decode(url), page] as const]))),
  );
  const bySource = once(() => new Map(pages.map((page) => [page.page.source, page])));
  const fileAt = (path: string, has: (file: string) => boolean) => servedFile(path.replace(/^\//, ""), has);
  const certainlyHas = (path: string) => fileAt(path, (file) => files.has(file)) !== undefined;
  return {
    certainlyHas,
    // Pages that Eleventy could not evaluate may have any path except the name of a Markdown source.
    has: (path) =>
      (evaluated.failed === true && !isMarkdown(path)) || certainlyHas(path) || isExternalPath(path),
    hasAround(source, id) {
      const page = bySource().get(source);
      return page !== undefined && closureOf(page).writesId(id);
    },
    pathsOf: (source) =>
      evaluated.outputs.flatMap((output) =>
        output.source === source && output.path.endsWith(".html")
          ? [decode(urlOf(output.path, "directory"))]
          : [],
      ),
    // A site's code may give a page a URL that differs from its file.
    pageAt: (path) =>
      byUrl().get(path) ?? pageFiles().get(fileAt(path, (file) => pageFiles().has(file)) ?? ""),
  };
}

/** The site's URLs: its pages, each under its own source, and its redirects. */
export function answersOf(
  site: Site,
  evaluated: readonly OutputName[],
): Pick<BuildRecord, "pages" | "redirects" | "folderRedirects"> {
  return {
    pages: [
      ...listedPages(site.pages),
      ...evaluated.map(({ path, source }) => ({ url: urlOf(path, "directory"), source, title: "" })),
    ],
    redirects: site.redirects(),
    folderRedirects: site.folderRedirects(),
  };
}

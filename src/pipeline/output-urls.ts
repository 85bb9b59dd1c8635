/** The URLs of a finished site, and how the site's hosts answer links to them. */

import { decode } from "../utils/percent.js";
import { isMarkdown } from "../utils/page-formats.js";
import type { SiteConfig } from "../config/options.js";
import type { OutputName } from "../eleventy/render.js";
import type { Evaluated } from "../eleventy/evaluate.js";
import type { OutputIndex } from "../model/output-index.js";
import type { Site } from "../model/model.js";
import { once } from "../utils/once.js";
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
  const bySource = once(() => new Map(pages.map((page) => [page.page.source, page])));
  const byFile = once(() => new Map(evaluated.outputs.map((output) => [output.path, output])));
  const certainlyHas = (path: string) => filesAt(path).some((file) => files.has(file));
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
    evaluatedAt: (path) => filesAt(path).flatMap((file) => byFile().get(file) ?? [])[0],
  };
}

/**
 * The files that can answer at a path. With a trailing slash, most hosts answer only with the file in the
 * folder.
 */
function filesAt(path: string): readonly string[] {
  const file = path.replace(/^\//, "").replace(/\/$/, "");
  if (path.endsWith("/")) return [`${file}/index.html`.replace(/^\//, "")];
  return [file, `${file}/index.html`.replace(/^\//, ""), `${file}.html`];
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

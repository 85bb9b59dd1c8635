/**
 * The layouts and includes of a site. Its own files replace files of the default theme with the same name.
 */

import type { Data } from "../model/model.js";
import type { PreparedTemplate } from "./prepared.js";
import { LAYOUT_ENDINGS } from "../utils/page-formats.js";

/** A file of a layouts folder. */
export interface TemplateFile {
  /**
   * The path inside the layouts folder, as in `layout`, `include` and `extends`: `docs.njk`,
   * `partials/sidebar.njk`.
   */
  readonly name: string;
  /**
   * The path for messages: `layouts/docs.njk`, or `handbill:layouts/docs.njk` for a file of the default
   * theme.
   */
  readonly path: string;
  /** The absolute path. */
  readonly file: string;
  /** The whole file. */
  readonly source: string;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
  /** The text after the front matter. */
  readonly body: string;
  readonly frontMatter: Data;
  /** Present for the theme's own templates. */
  readonly prepared?: PreparedTemplate;
}

export type TemplateFiles = ReadonlyMap<string, TemplateFile>;

/** The file for `layout: name`; undefined if there is none. */
export function findLayout(files: TemplateFiles, name: string): TemplateFile | undefined {
  for (const ending of LAYOUT_ENDINGS) {
    const found = files.get(name + ending);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a layout with this name exists. */
export function hasLayout(files: TemplateFiles, name: string): boolean {
  return findLayout(files, name) !== undefined;
}

/** The layout to use instead of a missing one: the site's default layout, or else the theme's. */
export function fallbackLayout(files: TemplateFiles, siteLayout: string): TemplateFile | undefined {
  return findLayout(files, siteLayout) ?? findLayout(files, "docs");
}

/** A problem in a chain of layouts. */
export type ChainProblem =
  | { readonly kind: "missing"; readonly name: string; readonly from?: TemplateFile }
  | { readonly kind: "cycle"; readonly names: readonly string[]; readonly from: TemplateFile };

export interface LayoutChain {
  /** The page's own layout first, the outermost last. */
  readonly layouts: readonly TemplateFile[];
  readonly problem?: ChainProblem;
}

/** The layouts around a page, the innermost first. The front matter key `layout` of each names the next. */
export function layoutChain(files: TemplateFiles, name: string): LayoutChain {
  const layouts: TemplateFile[] = [];
  let wanted: unknown = name;
  while (typeof wanted === "string" && wanted !== "") {
    const from = layouts.at(-1);
    const next = findLayout(files, wanted);
    if (next === undefined)
      return { layouts, problem: { kind: "missing", name: wanted, ...(from && { from }) } };
    if (from !== undefined && layouts.includes(next)) {
      const names = [...layouts.slice(layouts.indexOf(next)), next].map((layout) => layout.name);
      return { layouts, problem: { kind: "cycle", names, from } };
    }
    layouts.push(next);
    wanted = next.frontMatter["layout"];
  }
  return { layouts };
}

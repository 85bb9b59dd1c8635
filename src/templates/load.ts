/** The layouts and includes of a site: its own files over the default theme's files of the same name. */

import type { Data } from "../model/model.js";
import type { PreparedTemplate } from "./prepared.js";

/** A file of a layouts folder, read. */
export interface TemplateFile {
  /** Path inside the layouts folder, as `layout`, `include` and `extends` write it: `docs.njk`, `partials/sidebar.njk`. */
  readonly name: string;
  /** Path for people: `layouts/docs.njk`, or `handbill:layouts/docs.njk` for a file of the default theme. */
  readonly path: string;
  /** Absolute path on this machine. */
  readonly file: string;
  /** The whole file. */
  readonly source: string;
  /** Line on which the text after the front matter starts. */
  readonly bodyLine: number;
  /** The text after the front matter. */
  readonly body: string;
  readonly frontMatter: Data;
  /** Present for the theme's own templates. */
  readonly prepared?: PreparedTemplate;
}

export type TemplateFiles = ReadonlyMap<string, TemplateFile>;

/** File name endings that `layout: name` is completed with, in Eleventy's order. */
const LAYOUT_ENDINGS = [
  "",
  ".liquid",
  ".njk",
  ".html",
  ".11ty.js",
  ".11ty.ts",
  ".11ty.cjs",
  ".11ty.mjs",
  ".11ty.cts",
  ".11ty.mts",
];

/** The file that `layout: name` means; undefined when there is none. */
export function findLayout(files: TemplateFiles, name: string): TemplateFile | undefined {
  for (const ending of LAYOUT_ENDINGS) {
    const found = files.get(name + ending);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether there is a layout of this name. */
export function hasLayout(files: TemplateFiles, name: string): boolean {
  return findLayout(files, name) !== undefined;
}

/** The layout that stands in where a template asks for one that there is not: the site's default one, else the theme's. */
export function fallbackLayout(files: TemplateFiles, siteLayout: string): TemplateFile | undefined {
  return findLayout(files, siteLayout) ?? findLayout(files, "docs");
}

/** What went wrong on the way up a chain of layouts. */
export type ChainProblem =
  | { readonly kind: "missing"; readonly name: string; readonly from?: TemplateFile }
  | { readonly kind: "cycle"; readonly names: readonly string[]; readonly from: TemplateFile };

export interface LayoutChain {
  /** From the page's own layout outwards. */
  readonly layouts: readonly TemplateFile[];
  readonly problem?: ChainProblem;
}

/** The layouts around a page, from the innermost outwards, by the `layout` key of each one's front matter. */
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

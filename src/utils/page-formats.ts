/** File name extensions that several parts of Handbill need. */

/** The extensions of Markdown files. */
export const MARKDOWN_ENDINGS = [".md", ".markdown"] as const;

/** Whether a path is that of a Markdown file. */
export function isMarkdown(path: string): boolean {
  return path.endsWith(".md") || path.endsWith(".markdown");
}

/** The extensions of template languages that Eleventy has built in, in pages and layouts. */
export const TEMPLATE_ENDINGS = [".njk", ".liquid", ".html"] as const;

/** The extensions of pages and layouts that are programs. */
export const PROGRAM_ENDINGS: readonly string[] = ["js", "cjs", "mjs", "ts", "cts", "mts"].map(
  (ending) => `.11ty.${ending}`,
);

/** The extensions that Eleventy tries for `layout: name`, in its order. */
export const LAYOUT_ENDINGS: readonly string[] = [
  "",
  ...[".liquid", ".njk", ".html"],
  ...["js", "ts", "cjs", "mjs", "cts", "mts"].map((ending) => `.11ty.${ending}`),
];

/** Whether a path is that of a template in one of these languages. */
export function isTemplate(path: string): boolean {
  return TEMPLATE_ENDINGS.some((ending) => path.endsWith(ending));
}

/** Whether a path is that of a page or layout that is a program. */
export function isProgram(path: string): boolean {
  return path.includes(".11ty.") && PROGRAM_ENDINGS.some((ending) => path.endsWith(ending));
}

const PAGE_ENDING = /\.(?:11ty\.[cm]?[jt]s|md|njk|liquid|html)$/;
/** With plugins, any extension may be that of a page. */
const ADDED_ENDING = /\.(?:11ty\.)?[^./]+$/;

/** The path of a page's source without its extension. `.11ty.ts` is one extension. */
export function withoutEnding(source: string): string {
  return source.replace(PAGE_ENDING.test(source) ? PAGE_ENDING : ADDED_ENDING, "");
}

/** Whether a path is that of an image whose size Handbill can read. */
export function isImage(path: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(path);
}

/**
 * The names of a site's pages in Eleventy. Eleventy has an engine only for `.md`, so `.markdown` files get
 * that extension in addition.
 */

/** The name of a page for `addTemplate`, below its input folder: `docs/a.markdown` → `docs/a.markdown.md`. */
export function templateName(source: string): string {
  return source.slice("content/".length) + (source.endsWith(".markdown") ? ".md" : "");
}

/** The source of an Eleventy input path: `./content/a.md` → `content/a.md`. */
export function sourceOf(inputPath: string): string {
  return inputPath.replace(/^\.\//, "").replace(/\.markdown\.md$/, ".markdown");
}

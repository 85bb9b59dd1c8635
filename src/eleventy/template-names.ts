/** Under which names Eleventy knows the pages of a site. It has an engine for `.md` alone, so that `.markdown` has that ending, too. */

/** The name of a page for `addTemplate`, below its input folder: `docs/a.markdown` → `docs/a.markdown.md`. */
export function templateName(source: string): string {
  return source.slice("content/".length) + (source.endsWith(".markdown") ? ".md" : "");
}

/** The source behind an input path of Eleventy: `./content/a.md` → `content/a.md`. */
export function sourceOf(inputPath: string): string {
  return inputPath.replace(/^\.\//, "").replace(/\.markdown\.md$/, ".markdown");
}

/** File name extensions of pages that several parts of Handbill need. */

/** The extensions of Markdown files. */
export const MARKDOWN_ENDINGS = [".md", ".markdown"] as const;

/** Whether a path is that of a Markdown file. */
export function isMarkdown(path: string): boolean {
  return path.endsWith(".md") || path.endsWith(".markdown");
}

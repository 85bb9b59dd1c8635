/** The endings of page formats that more than one part of Handbill asks for. */

/** The endings of Markdown. */
export const MARKDOWN_ENDINGS = [".md", ".markdown"] as const;

/** Whether a path is that of a Markdown file. */
export function isMarkdown(path: string): boolean {
  return path.endsWith(".md") || path.endsWith(".markdown");
}

/** HTML in `content/` without front matter: a file that is copied unchanged and is not a template. */

import { decode } from "../content/decode.js";
import { readFrontMatter } from "../content/frontmatter/front-matter.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, SourceFile } from "../model/model.js";

/**
 * The kind of an HTML file in `content/`. A file that cannot be read counts as a page, and is reported as
 * one.
 */
export interface HtmlKind {
  readonly isPlain: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** A Liquid tag, or a plain value in braces. Scripts for browsers contain other text in braces. */
const TEMPLATE_TAG = /\{%-? ?[a-z][\w ]|\{\{-? ?[a-z][\w.]* ?(?:\||-?\}\})/i;

/** Finds out whether an HTML file has front matter, and reports template tags in files without it. */
export function readHtmlKind(file: SourceFile): HtmlKind {
  const text = decode(file);
  const front = typeof text === "string" ? readFrontMatter(text, file.path) : undefined;
  if (typeof text !== "string" || front === undefined || front.bodyLine > 1 || front.diagnostics.length > 0)
    return { isPlain: false, diagnostics: [] };
  const tag = TEMPLATE_TAG.exec(text);
  if (tag === null) return { isPlain: true, diagnostics: [] };
  const before = text.slice(0, tag.index);
  const start = before.lastIndexOf("\n") + 1;
  const found = diagnostic(
    "foreign-syntax",
    {
      file: file.path,
      line: before.split("\n").length,
      column: tag.index - start + 1,
      length: 2,
    },
    "Handbill copies .html files without front matter as they are, so their template tags do not run.",
    "If it is a template, start the file with two lines of `---`. Otherwise, move it to public/.",
  );
  return { isPlain: true, diagnostics: [found] };
}

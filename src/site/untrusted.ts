/**
 * Rejects everything in untrusted pages (`trust: "text"`) that would run during the build. It checks the
 * page's data and not its file, because data files and `override:` can set the same keys.
 */

import { isMarkdown } from "../utils/page-formats.js";
import { diagnostic, type Place } from "../diagnostics/catalogue.js";
import type { Data, Diagnostic, Page } from "../model/model.js";

/** Keys for which Eleventy evaluates a page. */
const EVALUATED = ["eleventyComputed", "pagination", "templateEngineOverride"] as const;

/** Reports a page that Eleventy would evaluate; undefined if it is plain text. */
export function untrustedProgram(
  page: Pick<Page, "kind" | "source" | "positions">,
  data: Data,
): Diagnostic | undefined {
  const key = EVALUATED.find((name) => (data[name] ?? undefined) !== undefined);
  if (page.kind === "markdown" && key === undefined) return undefined;
  if (page.kind === "markdown")
    return refused(
      placeOf(page, key),
      `With \`trust: "text"\`, pages cannot set \`${key}\`, which would run code.`,
      "Remove it here, or in the data file or layout that sets it.",
    );
  const what = isMarkdown(page.source) ? "Templates run in this page" : "This page is a program";
  return refused(
    { file: page.source, line: 1, column: 1 },
    `${what}, but with \`trust: "text"\` pages must be plain Markdown.`,
    "Write it as Markdown, or remove it.",
  );
}

/** Reports a permalink with a template that is not the layout's. */
export function untrustedPermalink(page: Pick<Page, "source" | "positions">): Diagnostic {
  return refused(
    placeOf(page, "permalink"),
    'With `trust: "text"`, a permalink cannot contain a template, which would run code.',
    "Write the URL itself, here or in the data file that sets it.",
  );
}

/** Reports a page whose output is not HTML: hosts interpret some files (`_redirects`), and so do browsers. */
export function untrustedOutput(page: Pick<Page, "source" | "positions">, output: string): Diagnostic {
  return diagnostic(
    "permalink-invalid",
    placeOf(page, "permalink"),
    `With \`trust: "text"\`, pages must be HTML files, but this page would be \`${output}\`.`,
    "Use a permalink such as /about/.",
  );
}

function refused(place: Place, message: string, hint: string): Diagnostic {
  return diagnostic("template-failed", place, message, hint);
}

function placeOf({ source, positions }: Pick<Page, "source" | "positions">, key = ""): Place {
  return { file: source, ...(positions[key] ?? positions[`override:${key}`] ?? { line: 1, column: 1 }) };
}

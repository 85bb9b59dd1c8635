/** Messages about broken links of pages. */

import { decode } from "../../utils/percent.js";
import { isMarkdown } from "../../utils/page-formats.js";
import { withFix } from "../../diagnostics/with-fix.js";
import { writtenPath } from "../../edits/written-url.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import { didYouMean } from "../../utils/look-alikes.js";
import type { Diagnostic, Link, Page } from "../../model/model.js";
import { nearest, onlyNear } from "../../utils/nearest.js";
import type { Redirect } from "../../model/redirect.js";
import { meantElsewhere, problemOfUrl } from "./invalid-urls.js";
import { joinPath, type LinkTargets } from "./link-targets.js";

/**
 * Sources to suggest for a broken link: those in the folder that it names, and those with the same name
 * elsewhere.
 */
export interface Candidates {
  readonly byFolder: ReadonlyMap<string, readonly string[]>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
  /** The pages of folders themselves, by their folder in lower case. */
  readonly folderPages: ReadonlyMap<string, readonly string[]>;
}

export function indexCandidates(targets: LinkTargets): Candidates {
  const byFolder = new Map<string, string[]>();
  const byName = new Map<string, string[]>();
  const folderPages = new Map<string, string[]>();
  const add = (index: Map<string, string[]>, key: string, source: string) => {
    const list = index.get(key);
    if (list === undefined) index.set(key, [source]);
    else list.push(source);
  };
  for (const source of [...targets.pages.keys(), ...targets.staticFiles.map((file) => file.source)]) {
    const slash = source.lastIndexOf("/") + 1;
    add(byFolder, source.slice(0, slash), source);
    add(byName, source.slice(slash), source);
    if (isFolderPage(source.slice(slash))) add(folderPages, source.slice(0, slash).toLowerCase(), source);
  }
  return { byFolder, byName, folderPages };
}

/** Plain text if templates do not run. */
const TEMPLATE = /\{\{|\{%/;

/** Whether a URL contains an unrendered template. */
export function holdsTemplate(href: string): boolean {
  return TEMPLATE.test(href);
}

/** Reports a link that can never work, whatever the site contains. */
export function outsideLink(link: Link, file: string): Diagnostic {
  const [why, hint] = holdsTemplate(link.href)
    ? [
        "but templates do not run in this page",
        "Write the path of a file, such as ../docs/start.md, or set `templatesInMarkdown` in .eleventy.ts.",
      ]
    : ["which is outside the site's content", "Link to a page of the site, or to a full https URL."];
  return diagnostic("broken-link", placeOf(link, file), `${doesWhat(link)} ${link.href}, ${why}.`, hint);
}

/** Reports a URL of another site that no browser can open. */
export function invalidUrl(link: Link, file: string): Diagnostic | undefined {
  const problem = problemOfUrl(link.href);
  return (
    problem &&
    diagnostic(
      "broken-link",
      placeOf(link, file),
      `${doesWhat(link)} ${link.href}, ${problem.why}.`,
      problem.hint,
    )
  );
}

export function redirected(link: Link, { from, to }: Redirect, page: Page): Diagnostic {
  const found = diagnostic(
    "link-redirects",
    placeOf(link, page.source),
    `The page links to ${link.href}, but ${from} redirects to ${to}.`,
    `Link to ${to}.`,
  );
  const isPath = to.startsWith("/") && !/[?#]/.test(to);
  return withFix(found, pathOf(link), isPath ? writtenPath(decode(to)) : undefined);
}

/** The path of a link, decoded, without query and fragment. */
function pathOf({ href }: Link): string {
  return decode(href.replace(/[?#].*$/s, ""));
}

/** Reports a broken link. `path` is its target from the root of the site. */
export function broken(
  link: Link,
  path: string,
  page: Page,
  targets: LinkTargets,
  candidates: Candidates,
): Diagnostic {
  const place = placeOf(link, page.source);
  const source = joinPath(page.source, decode(link.href.replace(/[?#].*$/s, "")));
  const what = doesWhat(link);
  if (!link.href.startsWith("/") && (source === undefined || !source.startsWith("content/")))
    return outsideLink(link, page.source);
  const stem = path.replace(/\/$/, "");
  for (const meant of [stem, `${stem}.md`, `${stem}/index.md`].map((end) => `content${end}`)) {
    if (targets.pages.get(meant)?.url === false)
      return diagnostic(
        "broken-link",
        place,
        `${what} ${link.href}, a page with \`permalink: false\`, which Handbill does not write.`,
        "Give that page a permalink, or remove the link.",
      );
    if (targets.drafts.has(meant))
      return diagnostic(
        "broken-link",
        place,
        `${what} ${link.href}, which is a draft.`,
        "Publish that page, or remove the link. `--drafts` includes drafts.",
      );
  }
  const { hint, certain } = suggestion(link, path, page, candidates);
  const found = diagnostic(
    "broken-link",
    place,
    `${what} ${link.href}, which does not exist.`,
    `${hint}${
      targets.base !== "/" && link.href.startsWith(targets.base)
        ? " Write links without the base path of `urls.base`."
        : ""
    }`,
  );
  return withFix(found, pathOf(link), certain);
}

function doesWhat({ kind }: Link): string {
  return kind === "image" ? "The page shows" : "The page links to";
}

function placeOf({ line, column, href }: Link, file: string) {
  return { file, line, column, length: href.length };
}

/** Whether a name is that of a folder's own page. */
function isFolderPage(name: string): boolean {
  return /^(?:_?index|readme)\./i.test(name) && isMarkdown(name);
}

/** The fix for a broken link: the probable target, written as in the page's other links. */
function suggestion(link: Link, path: string, page: Page, candidates: Candidates): Suggestion {
  const { byFolder, byName, folderPages } = candidates;
  const wanted = `content${link.kind === "image" ? path : asSource(path)}`;
  const outside = meantElsewhere(link.href);
  if (outside !== undefined) return { hint: `Write \`${outside}\`.` };
  const slash = wanted.lastIndexOf("/") + 1;
  const name = wanted.slice(slash);
  const siblings = byFolder.get(wanted.slice(0, slash)) ?? [];
  const lower = wanted.toLowerCase();
  // A Markdown file is never the target of an image.
  const isAlike = (source: string) => link.kind === "link" || !isMarkdown(source);
  // Every folder may have a page of this name, so only its own folder counts.
  const named = (isFolderPage(name) ? folderPages.get(lower.slice(0, slash)) : byName.get(name)) ?? [];
  const meant =
    siblings.find((source) => source.toLowerCase() === lower) ??
    nearIn(name, siblings.filter(isAlike)) ??
    named[0];
  if (meant === undefined) return { hint: "Fix the link, or create the page." };
  const shown = link.href.startsWith("/") ? meant.replace(/^content/, "") : relative(page.source, meant);
  const sameLetters = siblings.filter((source) => source.toLowerCase() === lower);
  const names = siblings.filter(isAlike).map((source) => source.slice(slash));
  // A file with this name elsewhere and a similar name here are two possible answers.
  const isCertain =
    sameLetters.length === 1 ||
    (sameLetters.length === 0 &&
      (meant.slice(slash) === onlyNear(name, names)
        ? named.length === 0
        : named.length === 1 && nearIn(name, siblings) === undefined && !isFolderPage(name)));
  return {
    hint: didYouMean(wanted, meant, shown),
    ...(isCertain && {
      certain: writtenPath(link.href.startsWith("./") ? shown : shown.replace(/^\.\//, "")),
    }),
  };
}

/** The fix for a broken link. */
interface Suggestion {
  readonly hint: string;
  /** The path to write, if only one is possible. */
  readonly certain?: string;
}

/**
 * The source of a page by its URL or its path with another extension: `/docs/start.md` for `/docs/start/` and
 * `/docs/start.html`.
 */
function asSource(path: string): string {
  const plain = path.replace(/\/+$/, "").replace(/\.html?$/i, "");
  return /\.[a-z][a-z0-9]*$/i.test(plain) ? plain : `${plain}.md`;
}

/** The file of a folder with the closest name. */
function nearIn(name: string, siblings: readonly string[]): string | undefined {
  const byName = new Map(siblings.map((source) => [source.slice(source.lastIndexOf("/") + 1), source]));
  return byName.get(nearest(name, byName.keys()) ?? "");
}

function relative(from: string, to: string): string {
  const a = from.split("/").slice(0, -1);
  const b = to.split("/");
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared += 1;
  const up = "../".repeat(a.length - shared);
  return `${up === "" ? "./" : up}${b.slice(shared).join("/")}`;
}

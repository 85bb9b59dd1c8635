/** Plans a move in memory: the files to rename, and the new text of each changed file. */

import { isDraft } from "../content/frontmatter/draft.js";
import { decode } from "../content/decode.js";
import { isBlocking } from "../diagnostics/catalogue.js";
import { applyEdits } from "../edits/apply-edits.js";
import type { Diagnostic, Page, Position, TextEdit } from "../model/model.js";
import type { OpenSite } from "../pipeline/open.js";
import { claimsOf } from "../pipeline/plan.js";
import { pageParser, type ParseHere } from "../pipeline/load.js";
import { findCollisions } from "../site/collisions.js";
import { bare } from "../site/links/link-targets.js";
import { isFile, readSource } from "../system/files.js";
import { isMarkdown, isProgram } from "../utils/page-formats.js";
import { loadMoved, type LoadedMove } from "./load-moved.js";
import { editConfig, editData } from "./edit-settings.js";
import type { MovedSite, LinkOrigin } from "./ends.js";
import { editLinks, type LinkEdits, type MovedPage } from "./page-links.js";
import { addRedirectFrom } from "../edits/redirect-from.js";
import { renamesOf } from "./renames.js";
import { editTemplateLinks } from "./template-links.js";

/** A text file before and after the move. `from` and `to` are its paths. */
export interface ChangedFile {
  readonly from: string;
  readonly to: string;
  readonly before: string;
  readonly after: string;
}

/** An edit that the author must make: the place is known, but not the new text. */
export interface ByHand extends Partial<Position> {
  readonly file: string;
  readonly message: string;
}

export interface MovePlan {
  readonly from: string;
  readonly to: string;
  /** Old path to new path, for every file that moves. */
  readonly renames: ReadonlyMap<string, string>;
  readonly changed: readonly ChangedFile[];
  readonly links: number;
  readonly redirects: number;
  readonly byHand: readonly ByHand[];
}

/** Why the move is not possible. */
export interface Refused {
  readonly problem: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Intermediate results. */
interface Draft {
  readonly edits: Map<string, TextEdit[]>;
  readonly byHand: ByHand[];
  links: number;
  redirects: number;
}

/**
 * Plans the move of a page, a file or a folder. Both paths are relative to the root: `content/docs/start.md`.
 */
export async function planMove(open: OpenSite, from: string, to: string): Promise<MovePlan | Refused> {
  const { config } = open;
  const { renames, rename } = renamesOf(open.inputs.listing.content, from, to, config.choices);
  const move = await loadMoved(open, renames, rename);
  if ("problem" in move) return move;
  const refused = collisionOf(move) ?? redirectedOf(move);
  if (refused !== undefined) return refused;
  const draft: Draft = { edits: new Map(), byHand: [], links: 0, redirects: 0 };
  const pages = await pagesOf(move, config.root);
  for (const page of pages) addPage(page, move, draft, config.root);
  addTemplates(move, draft, config.base);
  addSettings(open, move, draft, config.root);
  const changed: ChangedFile[] = [];
  for (const [path, edits] of draft.edits) {
    const file = changedFile(path, rename(path), edits, config.root);
    if (file === undefined) return refusal(`${path} cannot be edited safely.`);
    if (file.after !== file.before) changed.push(file);
  }
  const parse = linkParser(move);
  for (const page of pages) {
    const file = changed.find((one) => one.from === page.page.source);
    if (file === undefined) continue;
    const wrong = await damageOf(page, file, move.site, parse);
    if (wrong !== undefined)
      return refusal(`${file.from} cannot be edited safely: ${wrong}. Change its links by hand first.`);
  }
  return { from, to, renames, changed, links: draft.links, redirects: draft.redirects, byHand: draft.byHand };
}

function refusal(problem: string, diagnostics: readonly Diagnostic[] = []): Refused {
  return { problem, diagnostics };
}

/** Two files that get one URL only through the move. */
function collisionOf({ before, after }: LoadedMove): Refused | undefined {
  const known = new Set(findCollisions(claimsOf(before.site, [])).map(({ message }) => message));
  const [found] = findCollisions(claimsOf(after.site, [])).filter(({ message }) => !known.has(message));
  return found && refusal(`The move would put two files at one URL: ${found.message}`);
}

/** A page that moves to a URL from which another page redirects. */
function redirectedOf({ before, after, site: { rename } }: LoadedMove): Refused | undefined {
  for (const { page, url } of before.site.pages) {
    const now = after.site.pages.find((other) => other.page.source === rename(page.source))?.url;
    if (now === undefined || now === false || now === url) continue;
    const redirect = before.site.redirects().find(({ from }) => bare(from) === bare(now));
    if (redirect !== undefined && redirect.file !== page.source)
      return refusal(
        `${now} is redirected to ${redirect.to} by ${redirect.file}:${redirect.line}. Remove that ` +
          "redirect, or choose another path.",
      );
  }
  return undefined;
}

/** Parses Markdown for its links, including Markdown with templates. */
function linkParser({ open, setup }: LoadedMove): ParseHere {
  const { config, inputs } = open;
  return pageParser(
    { ...config, templatesInMarkdown: false },
    { dataFiles: inputs.dataFiles, configData: setup.globalData },
  ).parse;
}

/** The pages with source files, before and after the move. */
async function pagesOf(move: LoadedMove, root: string): Promise<readonly MovedPage[]> {
  const { before, after, site } = move;
  const there = new Map(after.site.pages.map((page) => [page.page.source, page]));
  const pages: MovedPage[] = [];
  for (const from of before.site.pages) {
    const to = there.get(site.rename(from.page.source));
    if (from.page.fallbackFor === undefined && to !== undefined) pages.push({ page: from.page, from, to });
  }
  const parse = linkParser(move);
  for (const { page } of before.site.templates) {
    if (isProgram(page.source)) continue;
    const file = isMarkdown(page.source) ? readSource(root, page.source) : undefined;
    const parsed = file !== undefined && isFile(file) ? (await parse(file)).value : page;
    const moved = site.rename(page.source);
    pages.push({
      page: parsed,
      from: { page, url: before.site.urlOf(page.source) },
      to: { page: { ...page, source: moved }, url: after.site.urlOf(moved) },
    });
  }
  return pages;
}

function addPage(page: MovedPage, { site, after }: LoadedMove, draft: Draft, root: string): void {
  const { source } = page.page;
  const file = readSource(root, source);
  const text = isFile(file) ? decode(file) : "";
  if (typeof text !== "string") return;
  const lines = text.split("\n");
  add(draft, source, editLinks(page, lines, site));
  const { url } = page.from;
  const now = page.to.url;
  if (url === false || now === false || url === now || isDraft(page.page.frontMatter)) return;
  // Another page now has this URL.
  if (after.site.pages.some((other) => other.url !== false && bare(other.url) === bare(url))) return;
  const edit = addRedirectFrom(page.page, lines, [url], now);
  if (edit === undefined) {
    const known: unknown = page.page.frontMatter["redirectFrom"];
    if (known === url || (Array.isArray(known) && known.includes(url))) return;
    draft.byHand.push({ file: source, message: `Add ${url} to \`redirectFrom\`.` });
    return;
  }
  draft.redirects += 1;
  editsFor(draft, source).push(edit);
}

function editsFor({ edits }: Draft, file: string): TextEdit[] {
  const known = edits.get(file) ?? [];
  edits.set(file, known);
  return known;
}

function add(draft: Draft, file: string, { edits, byHand }: LinkEdits): void {
  if (edits.length > 0) editsFor(draft, file).push(...edits);
  draft.links += new Set(edits.map(({ line, column }) => `${line}:${column}`)).size;
  for (const { line, column, href } of byHand)
    draft.byHand.push({ file, line, column, message: `Change the link ${href}.` });
}

/** Layouts of the site, and pages that are templates. */
function addTemplates({ before, after, site }: LoadedMove, draft: Draft, base: string): void {
  const [first] = before.site.pages;
  if (first === undefined) return;
  const root: LinkOrigin = first;
  for (const { path, body, bodyLine, name } of before.templates.values())
    if (!path.startsWith("handbill:") && !isProgram(name))
      add(draft, path, editTemplateLinks({ template: { path, body, bodyLine } }, { base, root, site }));
  for (const { page } of before.site.templates) {
    const body = before.templateTexts.get(page.source);
    if (body === undefined) continue;
    const moved = site.rename(page.source);
    const places = {
      from: { page, url: before.site.urlOf(page.source) },
      to: { page: { ...page, source: moved }, url: after.site.urlOf(moved) },
    };
    // Links in Markdown are found in its tokens.
    if (!isMarkdown(page.source))
      add(
        draft,
        page.source,
        editTemplateLinks(
          { template: { path: page.source, body, bodyLine: 1 }, page: places },
          { base, root, site },
        ),
      );
  }
}

/** The configuration and the data files. */
function addSettings(open: OpenSite, { before, site }: LoadedMove, draft: Draft, root: string): void {
  const [first] = before.site.pages;
  if (first === undefined) return;
  const take = (
    file: string,
    found: { readonly edits: readonly TextEdit[]; readonly byHand: readonly ByHand[] },
  ) => {
    if (found.edits.length > 0) editsFor(draft, file).push(...found.edits);
    draft.links += found.edits.length;
    draft.byHand.push(...found.byHand);
  };
  const textOf = (path: string) => {
    const file = readSource(root, path);
    const text = isFile(file) ? decode(file) : "";
    return typeof text === "string" ? text : "";
  };
  const { file } = open.config;
  if (file !== undefined) take(file, editConfig(textOf(file), file, open.config, site, first));
  for (const path of open.inputs.sources.data) take(path, editData(textOf(path), path, site, first));
}

/** The file with its edits; undefined if they do not fit. */
function changedFile(
  from: string,
  to: string,
  edits: readonly TextEdit[],
  root: string,
): ChangedFile | undefined {
  const file = readSource(root, from);
  if (!isFile(file)) return undefined;
  const before = new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes);
  const after = applyEdits(before, edits);
  return after === undefined ? undefined : { from, to, before, after };
}

/**
 * Unwanted changes that an edit of a page would make, besides its links and `redirectFrom`; undefined if
 * there are no such changes.
 */
async function damageOf(
  { page, from, to }: MovedPage,
  { after }: ChangedFile,
  site: MovedSite,
  parse: ParseHere,
): Promise<string | undefined> {
  if (!isMarkdown(page.source)) return undefined;
  const { value, diagnostics } = await parse({
    path: to.page.source,
    bytes: new TextEncoder().encode(after),
  });
  if (diagnostics.some(isBlocking)) return "it could not be read";
  if (value.html !== page.html || value.links.length !== page.links.length) return "its text would change";
  const withoutRedirects = ({ frontMatter: { redirectFrom: _, ...rest } }: Page) => JSON.stringify(rest);
  const strayed = page.links.findIndex((link, index) => {
    const now = value.links[index];
    return now === undefined || !site.leadsToSame(link, from, now, to);
  });
  if (strayed !== -1 && site.targetOf(page.links[strayed] as Page["links"][number], from) !== undefined)
    return `the link ${page.links[strayed]?.href ?? ""} would have another target`;
  return value.sections === undefined &&
    withoutRedirects(value) !== withoutRedirects(page) &&
    value.links.every(({ href }, index) => href === page.links[index]?.href)
    ? "its front matter would change"
    : undefined;
}

/**
 * Computes the Content-Security-Policy that the finished files of a site need. Each page is examined once,
 * when it is rendered.
 */

import type { SiteConfig } from "../config/options.js";
import type { Place } from "../diagnostics/catalogue.js";
import { readSource, isFile } from "../system/files.js";
import { needsOfScript, needsOfStyle, type Need } from "../hosting/code-needs.js";
import type { Sources } from "../hosting/headers.js";
import { needsOfPage } from "../hosting/page-needs.js";
import { blockedFinding, policyNeeds, type NeedsOfFile } from "../hosting/policy-needs.js";
import { headersOfPage, sendsPolicy } from "../hosting/policy.js";
import { createPlaces } from "../content/markdown/positions.js";
import { once } from "../utils/once.js";
import type { Diagnostic, StaticFile } from "../model/model.js";

/** The needs of a rendered file; undefined if it has none, or if no policy is written. */
export function needsOfOutput(
  config: Pick<SiteConfig, "hosts" | "headers">,
  { path, content }: { readonly path: string; readonly content: string | Uint8Array },
): readonly Need[] | undefined {
  if (!path.endsWith(".html") || !sendsPolicy(config)) return undefined;
  const needs = needsOfPage(typeof content === "string" ? content : Buffer.from(content).toString());
  return needs.length === 0 ? undefined : needs;
}

/** The needs of files that are published unchanged, and of the site's own style sheets and scripts. */
export function needsOfStatics(
  config: Pick<SiteConfig, "hosts" | "headers" | "root">,
  statics: readonly StaticFile[],
  assets: Iterable<{ readonly path: string; readonly text: string }>,
): readonly NeedsOfFile[] {
  if (!sendsPolicy(config)) return [];
  const files: NeedsOfFile[] = [];
  const add = (source: string, text: string): void => {
    const needs = needsOfText(source, text);
    if (needs.length > 0) files.push({ source, needs });
  };
  for (const { source } of statics) {
    if (source.startsWith("handbill:") || !/\.(?:html?|css|m?js)$/i.test(source)) continue;
    const file = readSource(config.root, source);
    if (isFile(file)) add(source, Buffer.from(file.bytes).toString());
  }
  for (const { path, text } of assets) if (!path.startsWith("handbill:")) add(path, text);
  return files;
}

/** The needs of all files of the output folder as they were built; later edits of sources do not count. */
export function needsOfFolder(
  config: Pick<SiteConfig, "hosts" | "headers" | "output">,
  files: Iterable<string>,
): readonly NeedsOfFile[] {
  const statics = [...files].map((path) => ({ source: path, output: path }));
  return needsOfStatics({ ...config, root: config.output }, statics, []);
}

/**
 * Gives the policy of a single page for the dev server: the policy of the site plus the needs of this page.
 * `others`: the needs of style sheets and scripts.
 */
export function createPagePolicy(
  config: SiteConfig,
  others: () => readonly NeedsOfFile[],
): (html: string) => string | undefined {
  if (!sendsPolicy(config)) return () => undefined;
  const shared = once(others);
  return (html) => {
    const { sources } = policyNeeds([{ source: "", needs: needsOfPage(html) }, ...shared()]);
    return headersOfPage(config, "/", sources)["Content-Security-Policy"];
  };
}

function needsOfText(path: string, text: string): readonly Need[] {
  if (/\.html?$/i.test(path)) return needsOfPage(text);
  const needs: Need[] = [];
  const add = (need: Need): void => void needs.push(need);
  if (/\.css$/i.test(path)) needsOfStyle(text, add);
  else needsOfScript(text, add);
  return needs;
}

/**
 * The policy of the site, and everything that it blocks, each with its place. `textsOf` gives the texts of
 * the files that the page of a source consists of, by path.
 */
export function policyOfPages(
  files: readonly NeedsOfFile[],
  textsOf: (source: string) => Iterable<readonly [path: string, text: string]>,
): { readonly sources: Sources; readonly diagnostics: readonly Diagnostic[] } {
  const ordered = [...files].sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : 0));
  const { sources, blocked } = policyNeeds(ordered);
  return {
    sources,
    diagnostics: blocked.map(({ source, need }) =>
      blockedFinding(need, placeOf(need.text ?? "", source, textsOf(source))),
    ),
  };
}

/**
 * The place of a text that a finished page contains. If no file contains the text, the page without a line.
 */
function placeOf(
  text: string,
  source: string,
  files: Iterable<readonly [path: string, text: string]>,
): Place {
  for (const [file, whole] of text === "" ? [] : files) {
    const inTag = ['"', "'", "="].map((before) => whole.indexOf(before + text)).filter((at) => at !== -1);
    const at = inTag.length > 0 ? Math.min(...inTag) + 1 : whole.indexOf(text);
    if (at !== -1) return { file, ...createPlaces(whole)(at), length: text.length };
  }
  return { file: source };
}

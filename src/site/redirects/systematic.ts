/**
 * Finds changes that many lost URLs share, such as letter case, extension or folder. Each is one finding with
 * one fix.
 */

import { formatCount } from "../../utils/plural.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { OutputIndex } from "../../model/output-index.js";
import { groupBy } from "../../utils/group-by.js";
import type { Diagnostic } from "../../model/model.js";
import { withoutSlash } from "../links/anchors.js";
import type { Moved } from "./moved.js";
import type { Published } from "./published.js";

/** The least number of URLs with the same change for one finding. */
const MIN_CHANGES = 3;

interface Change {
  /** Equal for all URLs with the same change. */
  readonly kind: string;
  readonly what: (urls: string) => string;
  readonly remedy: string;
}

/** The page of a URL in another URL style: `/a` or `/a/` for `/a/` or `/a.html`. */
export function otherEnd(path: string, has: OutputIndex["has"]): string | undefined {
  const folder = path.replace(/\.html$/, "/");
  return folder !== path && has(folder) ? folder : withoutSlash(path, has);
}

/** One finding for each shared change, and the remaining URLs. */
export function systematicChanges(
  lost: readonly Published[],
  moved: ReadonlyMap<Published, Moved>,
  has: OutputIndex["has"],
): { readonly findings: readonly Diagnostic[]; readonly others: readonly Published[] } {
  const groups = groupBy(
    lost.flatMap((one) => {
      const change = one.redirectsTo === undefined ? changeOf(one.path, moved.get(one), has) : undefined;
      return change === undefined ? [] : [{ one, change }];
    }),
    ({ change }) => change.kind,
  );
  const many = [...groups.values()].filter(({ length }) => length >= MIN_CHANGES);
  const explained = new Set(many.flatMap((group) => group.map(({ one }) => one)));
  return {
    findings: many.flatMap(([first, ...rest]) => {
      if (first === undefined) return [];
      const urls = `${first.one.path} and ${formatCount(rest.length, "more URL")}`;
      return diagnostic("lost-address", first.one.place, first.change.what(urls), first.change.remedy);
    }),
    others: lost.filter((one) => !explained.has(one)),
  };
}

function changeOf(path: string, moved: Moved | undefined, has: OutputIndex["has"]): Change | undefined {
  const there = otherEnd(path, has);
  if (there !== undefined) {
    const style = path.endsWith("/") ? "directory" : "file";
    const before = path.endsWith("/") ? "a slash" : ".html";
    return {
      kind: `ending ${before}`,
      what: (urls) =>
        `${urls} ended in ${before}. The pages are at URLs such as ${there} now, and most hosts ` +
        "answer 404 for the others.",
      remedy: `Write all URLs as before, with \`urls: { style: "${style}" }\` in .eleventy.ts.`,
    };
  }
  const lower = path.toLowerCase();
  const small = lower === path ? undefined : has(lower) ? lower : otherEnd(lower, has);
  if (small !== undefined) {
    const ending =
      small === lower
        ? ""
        : small === lower.replace(/\.html$/, "/")
          ? '.replace(/\\.html$/, "/")'
          : '.replace(/\\/$/, "")';
    return {
      kind: `case ${ending}`,
      what: (urls) =>
        `${urls} had capital letters. The pages are at lower-case URLs such as ${small} now, and ` +
        "most hosts distinguish the two.",
      remedy:
        `Redirect them in .eleventy.ts, where \`old\` is a list of the old paths: \`redirects: ` +
        `Object.fromEntries(old.map((path) => [path, path.toLowerCase()${ending}]))\`.`,
    };
  }
  if (moved?.folders === undefined) return undefined;
  const { from, to } = moved.folders;
  return {
    kind: `folder ${from} ${to}`,
    what: (urls) => `${urls} below ${from} were published. Their pages seem to be below ${to} now.`,
    remedy: `Redirect the folder in .eleventy.ts: \`redirects: { "${from}*": "${to}:splat" }\`.`,
  };
}

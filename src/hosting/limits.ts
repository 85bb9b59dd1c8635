/** How a host's limits are told. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { writtenFrom, writtenTo } from "../site/redirects/folder-redirects.js";
import { hasRule, isWholeOneByOne } from "./folder-rules.js";
import type { Behaviour, FolderRule, Policy } from "./host.js";

/** A finding when there are more of something than a host takes. `source`: where the host says so. */
export function atMost(
  host: string,
  most: number,
  count: number,
  what: string,
  source: string,
): readonly Diagnostic[] {
  if (count <= most) return [];
  const number = (value: number) => value.toLocaleString("en");
  return [
    diagnostic(
      "host-limit",
      {},
      `${host} allows ${number(most)} ${what}, but the site has ${number(count)}.`,
      `See ${source}.`,
    ),
  ];
}

/** A finding for a site with headers of its own on a host that sends none. */
export function noHeaders(host: string, { headers }: Policy): readonly Diagnostic[] {
  if (!headers.some(({ own }) => own.size > 0)) return [];
  return [
    diagnostic(
      "host-cannot",
      {},
      `${host} does not support custom headers, so \`headers\` has no effect there.`,
      "Put a CDN in front of it that adds them, or choose another host.",
    ),
  ];
}

/** Findings about pages that a redirect of their folder hides on a host that looks at its rules before it looks for files. */
export function hidesFiles(host: string, { folders }: Pick<Policy, "folders">): readonly Diagnostic[] {
  return folders.flatMap((redirect) => {
    const {
      covered: [first, ...others],
      file,
      line,
      column,
      length,
    } = redirect;
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : ` and ${others.length.toLocaleString("en")} more`;
    return [
      diagnostic(
        "host-cannot",
        { file, line, column, length },
        `${host} redirects ${writtenFrom(redirect)} before it looks for files, so readers never see ${first}${more}.`,
        "Redirect an empty folder, or redirect each moved URL.",
      ),
    ];
  });
}

/** Findings about redirects of folders that a host can lead on from a few known addresses alone, and that are for more. */
export function losesRest(
  host: string,
  behaviour: Behaviour,
  folders: readonly FolderRule[],
): readonly Diagnostic[] {
  return folders
    .filter((rule) => !hasRule(behaviour, rule) && !isWholeOneByOne(rule))
    .map((redirect) => {
      const { folder, file, line, column, length } = redirect;
      return diagnostic(
        "host-cannot",
        { file, line, column, length },
        `${host} cannot redirect ${writtenFrom(redirect)} to ${writtenTo(redirect)}, only ${folder} itself.`,
        "Write a redirect for each URL, or set `hosts` in .eleventy.ts to a host with folder redirects.",
      );
    });
}

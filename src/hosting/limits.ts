/** Reports the limits of hosts. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { writtenFrom, writtenTo } from "../site/redirects/folder-redirects.js";
import { hasRule, isCoveredOneByOne } from "./folder-rules.js";
import type { Behaviour, FolderRule, Policy } from "./host.js";

/** A finding if there are more items than a host allows. `source`: the URL of the limit. */
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

/** A finding for a site that sets headers, on a host that sends none. */
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

/** Findings about pages that a redirect of their folder hides, on a host that checks rules before files. */
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
        `${host} redirects ${writtenFrom(redirect)} before it looks for files, so readers never ` +
          `see ${first}${more}.`,
        "Redirect an empty folder, or redirect each moved URL.",
      ),
    ];
  });
}

/** Findings about redirects of whole folders that a host supports only for known URLs. */
export function losesRest(
  host: string,
  behaviour: Behaviour,
  folders: readonly FolderRule[],
): readonly Diagnostic[] {
  return folders
    .filter((rule) => !hasRule(behaviour, rule) && !isCoveredOneByOne(rule))
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

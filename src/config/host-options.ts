/** Checks settings for hosts, and finds the positions of redirects in the configuration. */

import { HOST_NAMES, type SiteOptions } from "./options.js";
import type { Redirect, RedirectStatus } from "../model/redirect.js";
import { configTextOf, placesIn } from "./positions.js";
import { isMap } from "../utils/is-map.js";

/**
 * A check of a setting: whether it accepts a value, the accepted values in words, the invalid part of a list
 * or map, and the allowed names of parts.
 */
export type Check = readonly [
  accepts: (value: unknown) => boolean,
  wanted: string,
  wrongPart?: (value: unknown) => string | undefined,
  names?: readonly string[],
];

/** A check for a map that checks each entry. */
export function mapCheck(
  isRight: (key: string, value: unknown) => boolean,
  wanted: string,
  names: readonly string[] = [],
): Check {
  const wrong = (value: unknown) =>
    isMap(value) ? Object.keys(value).find((key) => !isRight(key, value[key])) : undefined;
  return [(value) => isMap(value) && wrong(value) === undefined, wanted, wrong, names];
}

const isText = (value: unknown): value is string => typeof value === "string";
/** A header name and value in HTTP (RFC 9110, 5.1 and 5.5). Other characters could end the header. */
const isHeader = ([name, value]: readonly [string, unknown]) =>
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) &&
  (value === false || (isText(value) && /^[\x20-\x7e]+$/.test(value)));
const isHost = (name: unknown) => (HOST_NAMES as readonly unknown[]).includes(name);
const isHeaderPath = (path: string) =>
  /^\/(?!\/)[^?#*\s]*$/.test(path) || /^\/(?:[^?#*\s]+\/)?\*$/.test(path);

export const HOST_CHECKS = {
  redirects: mapCheck(
    (_, to) =>
      isText(to) ||
      (isMap(to) && isText(to["to"]) && Object.keys(to).every((key) => key === "to" || key === "status")),
    'URLs by old URL: { "/old/": "/new/", "/other/": { to: "/new/", status: 302 } }',
  ),
  headers: mapCheck(
    (path, headers) => isHeaderPath(path) && isMap(headers) && Object.entries(headers).every(isHeader),
    'headers by path: { "/*": { "X-Robots-Tag": "noindex" } }; a path is a URL path or ends with /*',
  ),
  hosts: [
    (value) => Array.isArray(value) && value.every(isHost),
    `a list of ${HOST_NAMES.map((name) => JSON.stringify(name)).join(", ")}`,
    (value) => (Array.isArray(value) ? value.map(String).find((name) => !isHost(name)) : undefined),
    HOST_NAMES,
  ],
} as const satisfies Partial<Record<keyof SiteOptions, Check>>;

/** The redirects of the configuration with their lines. */
export function configuredRedirects(
  options: SiteOptions["redirects"],
  root: string,
  file = ".eleventy.ts",
): readonly Redirect[] {
  if (!isMap(options) || Object.keys(options).length === 0) return [];
  const places = placesIn(configTextOf(root, file), "redirects", Object.keys(options), "key");
  return Object.entries(options).flatMap(([from, option], index) => {
    const to = isText(option) ? option : option.to;
    if (!isText(to)) return [];
    const status = (isText(option) ? undefined : option.status) ?? 301;
    return [
      {
        from,
        to,
        status: status as RedirectStatus,
        file,
        ...(places[index] ?? { line: 1, column: 1 }),
        length: from.length,
      },
    ];
  });
}

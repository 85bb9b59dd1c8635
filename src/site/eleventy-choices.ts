/** Applies a site's Eleventy settings for URLs, dates and data file names, with Eleventy's rules. */

import type { EleventyChoices } from "../config/eleventy-choices.js";
import type { Data } from "../model/model.js";
import { urlOfFile } from "../utils/output-files.js";
import { isObject } from "../utils/is-record.js";

export type UrlTransform = EleventyChoices["urlTransforms"][number];

/** A page's URL after the site's transforms. Each receives the original URL, and the last result wins. */
export function transformUrl(
  { url, urlStem }: { readonly url: string; readonly urlStem: string },
  transforms: readonly UrlTransform[],
): string {
  let result = url;
  for (const transform of transforms) result = String(transform({ url, urlStem }) ?? result);
  return result.replace(/\/index(?:\.html|\/)?$/, "/");
}

/** The same for an output file. Transforms receive `a/index.html` as `/a/`. */
export function urlOfOutput(url: string, output: string, transforms: readonly UrlTransform[]): string {
  const path = `/${output}`;
  const stem = path.replace(/\.html$/, "").replace(/\/index$/, "/");
  const plain = urlOfFile(path);
  const changed = transformUrl({ url: plain, urlStem: stem }, transforms);
  return changed === plain ? url : encodeURI(decodeURI(changed));
}

/**
 * A date after the site's parsers. Each receives the result of the one before it, unless that was undefined.
 */
export function parsedDate(
  value: unknown,
  page: Data | object,
  parsers: EleventyChoices["dateParsers"],
): unknown {
  let date = value;
  for (const parse of parsers) date = parse.call({ page: page as Data }, date) || date;
  if (isDateTime(date)) return date.toJSDate();
  return date;
}

/** Whether a value is a Luxon DateTime. Eleventy provides Luxon to configurations. */
function isDateTime(value: unknown): value is { toJSDate(): Date } {
  return isObject(value) && "toJSDate" in value;
}

/** Extensions of data files, the least important first. */
const WITHOUT_SUFFIX = [".cts", ".mts", ".ts", ".json"];
const WITH_SUFFIX = [...WITHOUT_SUFFIX, ".mjs", ".cjs", ".js"];

/** The suffixes and extensions of data files next to pages, the least important first. */
export function dataEndings({
  dataSuffixes,
  dataFormats,
}: Pick<EleventyChoices, "dataSuffixes" | "dataFormats">): readonly string[] {
  const added = dataFormats.map(({ ending }) => `.${ending}`);
  return [...dataSuffixes]
    .reverse()
    .flatMap((suffix) =>
      [...added, ...(suffix === "" ? WITHOUT_SUFFIX : WITH_SUFFIX)].map((ending) => suffix + ending),
    );
}

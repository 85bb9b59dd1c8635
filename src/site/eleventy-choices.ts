/** What a site's Eleventy function says of URLs, dates and names of data files, as Eleventy applies it. */

import type { EleventyChoices } from "../config/eleventy-choices.js";
import type { Data } from "../model/model.js";

export type UrlTransform = EleventyChoices["urlTransforms"][number];

/** A page's URL after the site's transforms; each is given the URL before all of them, and the last answer holds. */
export function transformUrl(
  { url, urlStem }: { readonly url: string; readonly urlStem: string },
  transforms: readonly UrlTransform[],
): string {
  let result = url;
  for (const transform of transforms) result = String(transform({ url, urlStem }) ?? result);
  return result.replace(/\/index(?:\.html|\/)?$/, "/");
}

/** The same for the file of a page: `a/index.html` is offered as `/a/`. */
export function urlOfOutput(url: string, output: string, transforms: readonly UrlTransform[]): string {
  const path = `/${output}`;
  const stem = path.replace(/\.html$/, "").replace(/\/index$/, "/");
  const plain = path.replace(/\/index\.html$/, "/");
  const changed = transformUrl({ url: plain, urlStem: stem }, transforms);
  return changed === plain ? url : encodeURI(decodeURI(changed));
}

/** A date after the site's parsers: each gets what the one before it gave, unless that was nothing. */
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

/** Luxon's, which Eleventy gives to configurations. */
function isDateTime(value: unknown): value is { toJSDate(): Date } {
  return typeof value === "object" && value !== null && "toJSDate" in value;
}

/** The endings of programs and JSON that data files have, the least important first. */
const WITHOUT_SUFFIX = [".cts", ".mts", ".ts", ".json"];
const WITH_SUFFIX = [...WITHOUT_SUFFIX, ".mjs", ".cjs", ".js"];

/** The endings of data files beside pages, the least important first. */
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

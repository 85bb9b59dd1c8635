/** Eleventy's data cascade (https://www.11ty.dev/docs/data-cascade/), over data that is already loaded. */

import { NO_CHOICES } from "../config/eleventy-choices.js";
import { FORBIDDEN, emptyData, toData } from "../utils/data-objects.js";
import type { Data } from "../model/model.js";
import { dataEndings } from "./eleventy-choices.js";
import { withoutEnding } from "../utils/page-formats.js";
import { isPlainObject } from "../utils/is-record.js";

/** The data of a site's data files, by path: `content/_data/team.json`, `content/posts/posts.11tydata.js`. */
export type DataFiles = ReadonlyMap<string, unknown>;

const OVERRIDE = "override:";

/**
 * Merges data; later sources win. Maps merge by key, lists are concatenated, and other values are replaced.
 * `override:key` replaces a value as a whole.
 */
export function mergeData(...sources: readonly (Data | undefined)[]): Data {
  return mergeOver(emptyData(), ...sources);
}

/**
 * `mergeData` for a `base` that is already merged. Keys that no other source has are shared, so that a page
 * does not copy the site's data.
 */
export function mergeOver(base: Data, ...sources: readonly (Data | undefined)[]): Data {
  const merged = Object.assign(emptyData(), base);
  for (const source of sources) if (source !== undefined) mergeInto(merged, source);
  return merged;
}

function mergeInto(target: Record<string, unknown>, source: Data): void {
  for (const [written, value] of Object.entries(source)) {
    const replace = written.startsWith(OVERRIDE);
    const key = replace ? written.slice(OVERRIDE.length) : written;
    if (FORBIDDEN.has(key)) continue;
    target[key] = mergeValue(replace ? undefined : target[key], value);
  }
}

function mergeValue(before: unknown, value: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(value))
    return [...(before as unknown[]), ...(value as unknown[])];
  // In Eleventy, only a map changes a map, or `override:key`.
  if (isPlainObject(before)) return isPlainObject(value) ? mergeOver(before, value) : before;
  return isPlainObject(value) ? mergeData(value) : value;
}

/** Returns a function that finds the directory and file data of a page. Directories are merged once. */
export function directoryDataOf(files: DataFiles, choices = NO_CHOICES): (source: string) => Data {
  const endings = dataEndings(choices);
  const folders = new Map<string, Data>();
  const bases = new Set(
    [...files.keys()].flatMap((file) =>
      endings.flatMap((ending) => (file.endsWith(ending) ? file.slice(0, -ending.length) : [])),
    ),
  );
  const at = (base: string): readonly Data[] =>
    bases.has(base)
      ? endings
          .map((ending) => files.get(base + ending))
          .filter(isPlainObject)
          .map(cleanTags)
      : [];
  const ofFolder = (folder: string): Data => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const slash = folder.lastIndexOf("/");
    const above = slash === -1 ? emptyData() : ofFolder(folder.slice(0, slash));
    const own = at(`${folder}/${choices.dataBaseName ?? folder.slice(slash + 1)}`);
    const merged = own.length === 0 ? above : mergeData(above, ...own);
    folders.set(folder, merged);
    return merged;
  };
  return (source) => {
    const slash = source.lastIndexOf("/");
    const inFolder = ofFolder(source.slice(0, slash));
    const own = at(withoutEnding(source));
    return own.length === 0 ? inFolder : mergeData(inFolder, ...own);
  };
}

/** The data files of a source, the least important first, without global data. */
export function dataFilesOf(source: string, files: DataFiles, choices = NO_CHOICES): string[] {
  const parts = source.split("/").slice(0, -1);
  const bases = parts.map((name, index) =>
    [...parts.slice(0, index + 1), choices.dataBaseName ?? name].join("/"),
  );
  return [...bases, withoutEnding(source)]
    .flatMap((base) => dataEndings(choices).map((ending) => base + ending))
    .filter((file) => files.has(file));
}

/** Global data: `content/_data/team/people.json` is `team.people` on every page. */
export function globalDataOf(files: DataFiles, choices = NO_CHOICES): Data {
  const added = choices.dataFormats.map(({ ending }) => `.${ending}`);
  const data = emptyData();
  for (const path of [...files.keys()].filter((path) => path.startsWith("content/_data/")).sort()) {
    const name = path.slice("content/_data/".length);
    const ending = added.find((one) => name.endsWith(one));
    const keys = (
      ending === undefined
        ? name.replace(/(?:\.11tydata)?\.[cm]?[jt]s(?:on)?$/, "")
        : name.slice(0, -ending.length)
    ).split("/");
    const last = keys.pop() ?? "";
    let into = data;
    for (const key of keys) {
      const next = isPlainObject(into[key]) ? into[key] : emptyData();
      into[key] = next;
      into = next;
    }
    const value = files.get(path);
    into[last] =
      isPlainObject(into[last]) && isPlainObject(value) ? mergeData(into[last], value) : toPlain(value);
  }
  return data;
}

function toPlain(value: unknown): unknown {
  return isPlainObject(value) ? toData(value) : value;
}

/** The data with its tags as Eleventy reads them: text is split at commas, and duplicates are removed. */
export function cleanTags<T extends Data>(data: T): T {
  return "tags" in data ? Object.assign(emptyData() as T, data, { tags: tagList(data["tags"]) }) : data;
}

/** The tags in a `tags` value. Invalid ones are reported when front matter is read. */
export function tagList(tags: unknown): string[] {
  const list: unknown[] = typeof tags === "string" ? tags.split(",") : Array.isArray(tags) ? tags : [];
  return [...new Set(list)].filter((tag) => typeof tag !== "object").map(String);
}

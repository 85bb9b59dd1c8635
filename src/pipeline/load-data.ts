/** Reads and runs the data files of a site. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DataFormat, EleventyChoices } from "../config/eleventy-choices.js";
import { areChecked, checkedHash } from "../config/checked-settings.js";
import type { SiteConfig } from "../config/options.js";
import { diagnostic, isBlocking } from "../diagnostics/catalogue.js";
import type { Data, Diagnostic, WithDiagnostics } from "../model/model.js";
import { type DataFiles } from "../site/cascade.js";
import { parsedDate } from "../site/eleventy-choices.js";
import { moduleFailure } from "../system/module-failure.js";
import { parseJson, type ImportModule } from "../system/modules.js";
import { isTooDeep } from "../utils/data-objects.js";
import { withTimeout } from "../utils/timeout.js";
import { isPlainObject } from "../utils/is-record.js";

/**
 * Runs the data files of a site. A file is left out if it fails or takes longer than `longest` milliseconds.
 * With `trust: "text"`, programs are not run. `checked`: the hash of data that passed its checks and is used
 * as it is written; otherwise empty.
 */
export async function loadData(
  { root, trust, choices }: Pick<SiteConfig, "root" | "trust" | "choices">,
  paths: readonly string[],
  readData: ReadData,
  longest?: number,
): Promise<WithDiagnostics<DataFiles> & { readonly checked: string }> {
  const files = new Map<string, unknown>();
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    if (path.endsWith(".json") && !choices.dataFormats.some(({ ending }) => ending === "json")) {
      const parsed = parseJson(root, path);
      if ("value" in parsed) files.set(path, parsed.value);
      else diagnostics.push(parsed);
      continue;
    }
    if (trust === "text") {
      diagnostics.push(
        diagnostic(
          "data-failed",
          { file: path, line: 1, column: 1 },
          'With `trust: "text"`, a data file next to pages cannot be a program.',
          `Write it as ${path.replace(/\.[cm]?[jt]s$/, ".json")}, or add the data in the configuration.`,
        ),
      );
      continue;
    }
    try {
      const given = readData(join(root, path)).then((value) => ({ value }));
      const done = await (longest === undefined ? given : withTimeout(given, longest));
      if (done === undefined) diagnostics.push(endlessData(path, longest ?? 0));
      else if (isTooDeep(done.value)) diagnostics.push(deepData(path));
      else files.set(path, done.value);
    } catch (thrown) {
      diagnostics.push(moduleFailure("data-failed", root, path, thrown));
    }
  }
  // A build with nothing to do need not load the checks.
  const checked = files.size === 0 || choices.dateParsers.length > 0 ? "" : checkedHash([trust, ...files]);
  if (files.size === 0 || areChecked(root, checked, "data")) return { value: files, diagnostics, checked };
  const { hasChanged, found } = await checkFiles(root, files, trust, choices);
  diagnostics.push(...found);
  return { value: files, diagnostics, checked: diagnostics.length === 0 && !hasChanged ? checked : "" };
}

/**
 * Checks the data of files. Replaces values that are text in front matter, and removes files with errors.
 * `hasChanged`: whether it did.
 */
async function checkFiles(
  root: string,
  files: Map<string, unknown>,
  trust: SiteConfig["trust"],
  choices: EleventyChoices,
): Promise<{ readonly hasChanged: boolean; readonly found: readonly Diagnostic[] }> {
  const [{ checkFolderData }, { knownAsText }] = await Promise.all([
    import("./check-folder-data.js"),
    import("../content/frontmatter/schema.js"),
  ]);
  const all: Diagnostic[] = [];
  let hasChanged = false;
  for (const [path, given] of files) {
    const value = withDate(path, given, choices);
    const found = checkFolderData(root, path, value, trust);
    if (!path.startsWith("content/_data/") && isPlainObject(value)) files.set(path, knownAsText(value));
    hasChanged ||= files.get(path) !== given;
    all.push(...found);
    const isIgnored = found.some(({ code }) => code === "file-ignored");
    // Pages without a mistake may still be written.
    if (isIgnored || (trust === "text" && found.some(isBlocking))) files.delete(path);
  }
  return { hasChanged, found: all };
}

/** Page data with the date that the site's own date parsers return. */
function withDate(path: string, value: unknown, { dateParsers }: EleventyChoices): unknown {
  if (
    dateParsers.length === 0 ||
    path.startsWith("content/_data/") ||
    !isPlainObject(value) ||
    value["date"] === undefined
  )
    return value;
  return { ...value, date: parsedDate(value["date"], { inputPath: `./${path}` }, dateParsers) };
}

/** Gives the data of a JavaScript or TypeScript data file, by its absolute path. */
export type ReadData = (file: string) => Promise<unknown>;

/** Calls functions as Eleventy does: with the configuration's global data. */
export function dataReader(
  importModule: ImportModule,
  configData: Data,
  formats: readonly DataFormat[] = [],
): ReadData {
  return async (file) => {
    const format = formats.find(({ ending }) => file.endsWith(`.${ending}`));
    if (format !== undefined) {
      const content = format.read ? readFileSync(file, format.encoding as "utf8" | null) : file;
      return format.parser(content, file);
    }
    const exported = await importModule(file);
    return typeof exported === "function"
      ? (exported as (data: Data) => unknown)({ ...configData })
      : exported;
  };
}

function deepData(file: string): Diagnostic {
  return diagnostic(
    "data-failed",
    { file },
    `The data of ${file} contains itself, or is nested too deeply.`,
    "Use an id instead of a reference back to an object.",
  );
}

function endlessData(file: string, milliseconds: number): Diagnostic {
  return diagnostic(
    "data-failed",
    { file },
    `${file} did not finish within ${Math.ceil(milliseconds / 1000)} seconds. It may wait for a ` +
      "promise that never settles.",
    "Add a timeout to its network requests.",
  );
}

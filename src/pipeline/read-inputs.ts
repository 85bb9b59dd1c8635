/** The files of a site, listed and looked at: what a build is made of, before anything is parsed. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cache } from "../incremental/cache/cache.js";
import { hashTexts } from "../incremental/fingerprint.js";
import { hashOf } from "../writer/manifest.js";
import { isSettled, type StatKey, type FileSnapshots } from "../sources/snapshot.js";
import { readHtmlKind } from "./plain-html.js";
import { findIgnored, mayRun, sortSources, type Sources } from "../sources/classify.js";
import { stableText } from "../utils/stable-text.js";
import type { DataFormat, EleventyChoices } from "../config/eleventy-choices.js";
import type { SiteConfig } from "../config/options.js";
import { configTextOf, placesIn } from "../config/positions.js";
import { copiedFiles } from "../system/copied-files.js";
import { isTooDeep } from "../utils/data-objects.js";
import { diagnostic, isBlocking } from "../diagnostics/catalogue.js";
import { isFile, listFiles, statKeyOf, readSource } from "../system/files.js";
import { withTimeout } from "../utils/timeout.js";
import { lastChangesOf } from "../sources/git-history.js";
import { createImageSizes, type ImageSizes } from "../sources/image-sizes.js";
import { moduleFailure, parseJson, type ImportModule } from "../system/modules.js";
import type { Data, Diagnostic, SourceFile, WithDiagnostics, StaticFile } from "../model/model.js";
import { packagePath } from "../utils/package-path.js";
import { isMap, type DataFiles } from "../site/cascade.js";
import { parsedDate } from "../site/eleventy-choices.js";
import type { Setup } from "../eleventy/setup.js";

/** The default theme's folder: `layouts/` beside the program. */
export const THEME = packagePath("layouts");

/** What a site without an icon of its own has. */
const THEME_ICON = "layouts/assets/favicon.svg";

/** Where a source is on this machine: a file of the site, or one of the default theme. */
export function sourceFile(root: string, source: string): string {
  return source.startsWith("handbill:layouts/")
    ? join(THEME, source.slice("handbill:layouts/".length))
    : join(root, source);
}

/** The files of a site and of the default theme, as they are listed. */
export interface Listing {
  readonly content: readonly string[];
  readonly layouts: readonly string[];
  readonly theme: readonly string[];
  readonly publicFiles: readonly string[];
  /** What the configuration has copied, wherever it lies. */
  readonly copied: readonly string[];
  readonly sources: Sources;
}

/** Lists the files of a site; `formats` are endings of pages that plugins add. */
export function listSite(
  config: Pick<SiteConfig, "root" | "themeFiles" | "trust" | "choices" | "file">,
  formats: readonly string[],
): WithDiagnostics<Listing> {
  const { root, themeFiles, trust, choices } = config;
  const [content, layouts, theme, publicFiles] = [
    listFiles(root, "content"),
    listFiles(root, "layouts"),
    listFiles(join(THEME, ".."), "layouts"),
    listFiles(root, "public"),
  ];
  const plain: Diagnostic[] = [];
  const isPlain = (path: string): boolean => {
    const file = readSource(root, path);
    const kind = isFile(file) ? readHtmlKind(file) : undefined;
    plain.push(...(kind?.diagnostics ?? []));
    return kind?.isPlain === true;
  };
  const sources = sortSources(
    content.value,
    publicFiles.value,
    layouts.value,
    theme.value
      .filter(
        (path) =>
          path.startsWith("layouts/assets/") && !(path === THEME_ICON && themeFiles.icons !== undefined),
      )
      .map((path) => path.slice("layouts/".length)),
    formats,
    isPlain,
    choices,
  );
  const copied = copiedFiles(root, choices.copies);
  const refused =
    trust === "text"
      ? sources.statics.filter(({ source }) => source.startsWith("content/") && mayRun(source))
      : [];
  // A file that the site copies goes where the site says, and nowhere else.
  const moved = new Set(copied.files.map(({ source }) => source));
  const statics = [
    ...sources.statics.filter((file) => !refused.includes(file) && !moved.has(file.source)),
    ...themeFiles.files,
    ...copied.files,
  ];
  const value = {
    content: content.value,
    layouts: layouts.value,
    theme: theme.value,
    publicFiles: publicFiles.value,
    copied: copied.files.map(({ source }) => source),
    sources: { ...sources, statics },
  };
  return {
    value,
    diagnostics: [
      ...[content, layouts, theme, publicFiles].flatMap(({ diagnostics }) => diagnostics),
      ...findIgnored(sources.ignored),
      ...plain,
      ...refused.map(untrustedFile),
      ...copied.empty.map((from) => nothingToCopy(config, from)),
    ],
  };
}

export interface Inputs {
  readonly listing: Listing;
  readonly sources: Sources;
  /** Files of the site's `layouts/`, and of the default theme's. */
  readonly layouts: readonly string[];
  readonly theme: readonly string[];
  readonly dataFiles: DataFiles;
  /** Day of the last change by source, where the site asks for it. */
  readonly lastChanges: ReadonlyMap<string, string>;
  /** How large its pictures are. */
  readonly pictures: ImageSizes;
  /** What the data files give, as text; undefined when it cannot be compared. */
  readonly dataText: string | undefined;
  /** The bytes of a source, whose hash is remembered from then on. */
  read(path: string): SourceFile | Diagnostic;
  /** Whether a file looks as the last build that read it saw it. */
  isUnchanged(path: string): boolean;
  /** Hash of a source's bytes where its look is known, or it has been read already. */
  knownHash(path: string): string | undefined;
  /** Hash of a source's bytes, which are read if they must be; undefined when they cannot be. */
  hash(path: string): string | undefined;
  /** Looks at a source that another thread is about to read. */
  look(path: string): void;
  /** Remembers the hash of the bytes that another thread read. */
  learn(path: string, hash: string): void;
  /**
   * Hashes of all that the site is made of, and of all but the bytes of its pages. Empty when looking is no proof: a
   * file is too young, or a program may read anything. `others` are texts for what is in no file here, and for data
   * files, which are run in every build.
   */
  snapshotHashes(others: readonly string[]): { readonly everything: string; readonly allButPages: string };
  /** What the next build may believe of single files. */
  fileSnapshots(): FileSnapshots;
  /** The sources as they were read, these or all; `look` is empty where only the hash is proof. */
  sourceSnapshots(paths?: readonly string[]): FileSnapshots;
}

/** What earlier builds saw of files. */
type FilesBefore = Pick<Cache, "files" | "pictures">;

interface ReadOptions {
  /** The file that keeps what git told. */
  readonly history?: string | undefined;
  /** How long a data file may take, in milliseconds. */
  readonly longest?: number | undefined;
  /** What the configuration sets up: data for the functions of data files, and formats of pages. */
  readonly setup?: Pick<Setup, "globalData" | "formats"> | undefined;
}

/** Lists the sources and runs the data files. `now` is the time at which the build started. */
export async function readInputs(
  config: SiteConfig,
  importModule: ImportModule,
  { files: seen, pictures }: FilesBefore,
  now: number,
  { history, longest, setup }: ReadOptions = {},
): Promise<WithDiagnostics<Inputs>> {
  const diagnostics: Diagnostic[] = [];
  const take = <T>({ value, diagnostics: found }: WithDiagnostics<T>): T => {
    for (const one of found) diagnostics.push(one);
    return value;
  };
  const { root } = config;
  const listing = take(listSite(config, setup?.formats ?? []));
  const { content, layouts, theme, publicFiles, copied, sources } = listing;
  const dataFiles = take(
    await loadData(
      config,
      sources.data,
      dataReader(importModule, setup?.globalData ?? {}, config.choices.dataFormats),
      longest,
    ),
  );

  const lastChanges = take(await lastChangesOf(config, history));

  const looks = new Map<string, StatKey | undefined>();
  const lookOf = (path: string): StatKey | undefined => {
    let look = looks.get(path);
    if (look === undefined && !looks.has(path)) looks.set(path, (look = statKeyOf(`${root}/${path}`)));
    return look;
  };
  const hashes = new Map<string, string>();
  const read = (path: string): SourceFile | Diagnostic => {
    // Looked at first: what changes while it is read looks different next time.
    lookOf(path);
    const file = readSource(root, path);
    if (isFile(file)) hashes.set(path, hashOf(file.bytes));
    return file;
  };
  const knownHash = (path: string): string | undefined => {
    const known = hashes.get(path) ?? seen().get(path);
    if (typeof known === "string") return known;
    if (known === undefined || known.look !== lookOf(path)?.text) return undefined;
    hashes.set(path, known.hash);
    return known.hash;
  };
  const value: Inputs = {
    listing,
    sources,
    layouts,
    theme,
    dataFiles,
    lastChanges,
    pictures: createImageSizes({ root, lookOf, seen: pictures, now }),
    dataText: dataText(dataFiles, lastChanges),
    read,
    isUnchanged: (path) => seen().get(path)?.look === lookOf(path)?.text,
    knownHash,
    hash(path) {
      if (knownHash(path) === undefined) read(path);
      return hashes.get(path);
    },
    look: (path) => void lookOf(path),
    learn: (path, hash) => void hashes.set(path, hash),
    snapshotHashes(others) {
      const isPage = new Set(sources.pages);
      const [texts, pages]: [string[], string[]] = [[], []];
      let [isRestProven, isProven] = [true, true];
      for (const path of new Set([...content, ...layouts, ...publicFiles, ...copied])) {
        const look = lookOf(path);
        const known = look !== undefined && isSettled(look, now);
        isProven &&= known;
        isRestProven &&= (known || isPage.has(path)) && !/\.11ty\.[cm]?[jt]s$/.test(path);
        texts.push(path);
        (isPage.has(path) ? pages : texts).push(look?.text ?? "");
      }
      // Links that are not followed are no files of the list.
      for (const { code, file = "" } of diagnostics) texts.push(code, file);
      for (const path of theme) texts.push(path, statKeyOf(join(THEME, "..", path))?.text ?? "");
      // No path and no look holds the character between them.
      const allButPages = isRestProven ? hashTexts(...others, texts.join("\0")) : "";
      return {
        allButPages,
        everything: isRestProven && isProven ? hashTexts(allButPages, pages.join("\0")) : "",
      };
    },
    fileSnapshots() {
      const files = new Map<string, { look: string; hash: string }>();
      for (const [path, hash] of hashes) {
        const look = looks.get(path);
        if (look !== undefined && isSettled(look, now)) files.set(path, { look: look.text, hash });
      }
      return files;
    },
    sourceSnapshots: (paths = [...content, ...layouts, ...publicFiles]) =>
      new Map(
        paths.map((path) => {
          const look = lookOf(path);
          const isProof = look !== undefined && isSettled(look, now);
          return [path, { look: isProof ? look.text : "", hash: value.hash(path) ?? "" }];
        }),
      ),
  };
  return { value, diagnostics };
}

/** What a site without pages is told. */
export function noPages(config: SiteConfig): Diagnostic {
  return diagnostic(
    "no-pages",
    {},
    `There is no page in the folder content/ of ${config.root.replace(/^.*[\\/](?=.)/, "")}.`,
    "Write one: a file content/index.md with a line `# Hello`. Or have a small site made in an empty folder: `handbill new .`.",
  );
}

function dataText(files: DataFiles, lastChanges: ReadonlyMap<string, string>): string | undefined {
  const parts = [...lastChanges].map((change) => change.join("=")).sort();
  for (const [path, value] of files) {
    const text = stableText(value);
    if (text === undefined) return undefined;
    parts.push(`${path}=${text}`);
  }
  return parts.join("\n");
}

/** A copy of the configuration that copies nothing. */
function nothingToCopy({ root, file }: Pick<SiteConfig, "root" | "file">, from: string): Diagnostic {
  const [place] = placesIn(configTextOf(root, file), "addPassthroughCopy", [from]);
  return diagnostic(
    "eleventy-unused",
    { ...(file !== undefined && { file }), ...(place && { ...place, length: from.length }) },
    `\`addPassthroughCopy\` copies nothing: the site has no file ${from}.`,
    "Write the path from the site's folder; files outside of it are not copied.",
  );
}

/** A file that hosts or browsers may run, among pages of strangers. */
function untrustedFile({ source }: StaticFile): Diagnostic {
  return diagnostic(
    "template-failed",
    { file: source },
    'A file of this kind may run in a visitor\'s browser or on the host, and the site says `trust: "text"`.',
    "Remove it, or put it into public/ if it is the site's own.",
  );
}

/** Runs the data files of a site; those that fail are left out, and so are those that take longer than `longest` milliseconds. Programs of strangers are not run. */
export async function loadData(
  { root, trust, choices }: Pick<SiteConfig, "root" | "trust" | "choices">,
  paths: readonly string[],
  readData: ReadData,
  longest?: number,
): Promise<WithDiagnostics<DataFiles>> {
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
          'This data file is a program, and the site says `trust: "text"`.',
          `Write it as ${path.replace(/\.[cm]?[jt]s$/, ".json")}, or have the configuration add the data.`,
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
  // A build with nothing to do, in a site without data files, need not load what checks them.
  if (files.size === 0) return { value: files, diagnostics };
  const [{ checkFolderData }, { knownAsText }] = await Promise.all([
    import("./check-folder-data.js"),
    import("../content/frontmatter/schema.js"),
  ]);
  for (const [path, given] of files) {
    const value = withDate(path, given, choices);
    const found = checkFolderData(root, path, value, trust);
    if (!path.startsWith("content/_data/") && isMap(value)) files.set(path, knownAsText(value));
    diagnostics.push(...found);
    // Pages without a mistake may be written all the same.
    if (trust === "text" && found.some(isBlocking)) files.delete(path);
  }
  return { value: files, diagnostics };
}

/** Data of pages with the date that the site's own parsers read. */
function withDate(path: string, value: unknown, { dateParsers }: EleventyChoices): unknown {
  if (
    dateParsers.length === 0 ||
    path.startsWith("content/_data/") ||
    !isMap(value) ||
    value["date"] === undefined
  )
    return value;
  return { ...value, date: parsedDate(value["date"], { inputPath: `./${path}` }, dateParsers) };
}

/** Gives what a data file in JavaScript or TypeScript holds, by its absolute path. */
export type ReadData = (file: string) => Promise<unknown>;

/** Calls functions as Eleventy does: with the global data of the configuration. */
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
    `${file} gives lists and maps that hold themselves, or are nested too deeply.`,
    "Give plain data: an id in place of an object that refers back.",
  );
}

function endlessData(file: string, milliseconds: number): Diagnostic {
  return diagnostic(
    "data-failed",
    { file },
    `${file} gave nothing in ${Math.ceil(milliseconds / 1000)} seconds: it waits for what never comes, such as a promise that never settles.`,
    "Let it come to an end, also where the network does not answer.",
  );
}

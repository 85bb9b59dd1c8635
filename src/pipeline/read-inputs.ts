/**
 * Lists the files of a site and takes a snapshot of them: the inputs of a build, before anything is parsed.
 */

import { join } from "node:path";
import type { Cache } from "../incremental/cache/cache.js";
import { hashTexts } from "../incremental/fingerprint.js";
import { createFileReader, type FileReader } from "../sources/file-reader.js";
import { isSettled, type FileSnapshots } from "../sources/snapshot.js";
import { findIgnored, mayRun, sortSources, type Sources } from "../sources/classify.js";
import { stableText } from "../utils/stable-text.js";
import type { SiteConfig } from "../config/options.js";
import { configTextOf, placesIn } from "../config/positions.js";
import { copiedFiles } from "../system/copied-files.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import { isFile, listFiles, statKeyOf, readSource } from "../system/files.js";
import { lastChangesOf } from "../sources/git-history.js";
import { createImageSizes, type ImageSizes } from "../sources/image-sizes.js";
import type { ImportModule } from "../system/modules.js";
import type { Diagnostic, WithDiagnostics, StaticFile } from "../model/model.js";
import { packagePath } from "../utils/package-path.js";
import { type DataFiles } from "../site/cascade.js";
import type { Setup } from "../eleventy/setup.js";
import { dataReader, loadData } from "./load-data.js";
import { isProgram } from "../utils/page-formats.js";

/** The default theme's folder: `layouts/` next to the program. */
export const THEME = packagePath("layouts");

/** The icon of a site that has none of its own. */
const THEME_ICON = "layouts/assets/favicon.svg";

/** The absolute path of a source: a file of the site, or of the default theme. */
export function sourceFile(root: string, source: string): string {
  return source.startsWith("handbill:layouts/")
    ? join(THEME, source.slice("handbill:layouts/".length))
    : join(root, source);
}

/** The files of a site and of the default theme, listed by folder. */
export interface Listing {
  readonly content: readonly string[];
  readonly layouts: readonly string[];
  readonly theme: readonly string[];
  readonly publicFiles: readonly string[];
  /** Files that the configuration copies, from any folder. */
  readonly copied: readonly string[];
  readonly sources: Sources;
}

/** Lists the files of a site. `formats`: file extensions of pages that plugins add. */
export async function listSite(
  config: Pick<SiteConfig, "root" | "themeFiles" | "trust" | "choices" | "file">,
  formats: readonly string[],
): Promise<WithDiagnostics<Listing>> {
  const { root, themeFiles, trust, choices } = config;
  const [content, layouts, theme, publicFiles] = [
    listFiles(root, "content"),
    listFiles(root, "layouts"),
    listFiles(join(THEME, ".."), "layouts"),
    listFiles(root, "public"),
  ];
  // Most sites have no HTML in content/, and need not load what reads front matter.
  const reader = content.value.some((path) => path.endsWith(".html")) ? import("./plain-html.js") : undefined;
  const readHtmlKind = (await reader)?.readHtmlKind;
  const plain: Diagnostic[] = [];
  const isPlain = (path: string): boolean => {
    const file = readSource(root, path);
    const kind = isFile(file) ? readHtmlKind?.(file) : undefined;
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
  // A file that the site copies is published only at the path that the site sets.
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

export interface Inputs extends FileReader {
  readonly listing: Listing;
  readonly sources: Sources;
  /** Files of the site's `layouts/`, and of the default theme's. */
  readonly layouts: readonly string[];
  readonly theme: readonly string[];
  readonly dataFiles: DataFiles;
  /** For `rememberChecked`: the hash of data files that passed their checks. */
  readonly checkedData: string;
  /** Day of the last change, by source, if the site uses it. */
  readonly lastChanges: ReadonlyMap<string, string>;
  /** Sizes of the images. */
  readonly pictures: ImageSizes;
  /** The data of the data files, as text; undefined if it cannot be compared. */
  readonly dataText: string | undefined;
  /**
   * Hashes of all inputs, and of all inputs except the bytes of pages. Empty if the snapshot proves nothing:
   * a file is too young, or a program may read any file. `others` are texts for inputs that are not in a file
   * of the list. Data files count by their data, because they run in every build.
   */
  snapshotHashes(others: readonly string[]): { readonly everything: string; readonly allButPages: string };
  /**
   * Snapshots of the sources, all of them or those at `paths`. `look` is empty if only the hash is reliable.
   */
  sourceSnapshots(paths?: readonly string[]): FileSnapshots;
}

/** Snapshots of files from previous builds. */
type FilesBefore = Pick<Cache, "files" | "pictures">;

interface ReadOptions {
  /** The file that caches the git history. */
  readonly history?: string | undefined;
  /** Time limit of a data file, in milliseconds. */
  readonly longest?: number | undefined;
  /** Results of the configuration's function: data for the functions of data files, and formats of pages. */
  readonly setup?: Pick<Setup, "globalData" | "formats"> | undefined;
}

/** Lists the sources and runs the data files. `now`: when the build started, in milliseconds since 1970. */
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
  const listing = take(await listSite(config, setup?.formats ?? []));
  const { content, layouts, theme, publicFiles, copied, sources } = listing;
  const data = await loadData(
    config,
    sources.data,
    dataReader(importModule, setup?.globalData ?? {}, config.choices.dataFormats),
    longest,
  );
  const dataFiles = take(data);

  const lastChanges = take(await lastChangesOf(config, history));

  const files = createFileReader(root, seen, now);
  const { statKey } = files;
  const value: Inputs = {
    listing,
    sources,
    layouts,
    theme,
    dataFiles,
    checkedData: data.checked,
    lastChanges,
    pictures: createImageSizes({ root, statKey, seen: pictures, now }),
    dataText: dataText(dataFiles, lastChanges),
    ...files,
    snapshotHashes(others) {
      const isPage = new Set(sources.pages);
      const [texts, pages]: [string[], string[]] = [[], []];
      let [isRestProven, isProven] = [true, true];
      for (const path of new Set([...content, ...layouts, ...publicFiles, ...copied])) {
        const look = statKey(path);
        const known = look !== undefined && isSettled(look, now);
        isProven &&= known;
        isRestProven &&= (known || isPage.has(path)) && !isProgram(path);
        texts.push(path);
        (isPage.has(path) ? pages : texts).push(look?.text ?? "");
      }
      // Links that are not followed are not in the list of files.
      for (const { code, file = "" } of diagnostics) texts.push(code, file);
      for (const path of theme) texts.push(path, statKeyOf(join(THEME, "..", path))?.text ?? "");
      // No path and no snapshot contains this separator.
      const allButPages = isRestProven ? hashTexts(...others, texts.join("\0")) : "";
      return {
        allButPages,
        everything: isRestProven && isProven ? hashTexts(allButPages, pages.join("\0")) : "",
      };
    },
    sourceSnapshots: (paths = [...content, ...layouts, ...publicFiles]) =>
      new Map(
        paths.map((path) => {
          const look = statKey(path);
          const isReliable = look !== undefined && isSettled(look, now);
          return [path, { look: isReliable ? look.text : "", hash: files.hash(path) ?? "" }];
        }),
      ),
  };
  return { value, diagnostics };
}

/** The Diagnostic for a site without pages. */
export function noPages(config: SiteConfig): Diagnostic {
  return diagnostic(
    "no-pages",
    {},
    `The folder content/ of ${config.root.replace(/^.*[\\/](?=.)/, "")} has no page.`,
    "Write `# Hello` into content/index.md, or run `handbill new .` in an empty folder.",
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

/** Reports a copy instruction of the configuration that matches no file. */
function nothingToCopy({ root, file }: Pick<SiteConfig, "root" | "file">, from: string): Diagnostic {
  const [place] = placesIn(configTextOf(root, file), "addPassthroughCopy", [from]);
  return diagnostic(
    "eleventy-unused",
    { ...(file !== undefined && { file }), ...(place && { ...place, length: from.length }) },
    `\`addPassthroughCopy\` copies nothing, because ${from} does not exist.`,
    "Write the path from the site's folder. Handbill does not copy files outside it.",
  );
}

/** Reports a file among untrusted pages that a host or browser may run. */
function untrustedFile({ source }: StaticFile): Diagnostic {
  return diagnostic(
    "template-failed",
    { file: source },
    'With `trust: "text"`, content/ cannot contain files that may run in a browser or on the host.',
    "Remove it. If you trust it, move it to public/.",
  );
}

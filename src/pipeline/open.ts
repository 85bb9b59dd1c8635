/** Opens a site: its configuration, its sources, and the cache of previous builds. Nothing is parsed yet. */

import { join } from "node:path";
import { openCache, type Cache, type CacheUse } from "../incremental/cache/cache.js";
import { hashTexts } from "../incremental/fingerprint.js";
import { isSettled, type InputSnapshot } from "../sources/snapshot.js";
import { stableText } from "../utils/stable-text.js";
import { shapeDocuments } from "../config/eleventy-choices.js";
import type { SiteConfig } from "../config/options.js";
import { disk } from "../system/disk.js";
import { skipEleventysResolver } from "../system/engine.js";
import { statKeyOf } from "../system/files.js";
import type { Importer } from "../system/modules.js";
import { changedRead, createSiteCode, stagingFolder, type SiteCode } from "../system/site-code.js";
import { filesHash, filesText, programHash } from "../system/program.js";
import type { Setup } from "../eleventy/setup.js";
import type { Diagnostic } from "../model/model.js";
import type { PreviousBuild } from "../incremental/previous-build.js";
import { once } from "../utils/once.js";
import { readInputs, type Inputs } from "./read-inputs.js";
import { refusedCalls } from "./refused-calls.js";
import { setUpSite, withChoices } from "./set-up.js";

export interface OpenSite {
  readonly config: SiteConfig;
  readonly inputs: Inputs;
  readonly importer: Importer;
  readonly previous: PreviousBuild;
  /** Result of the configuration's functions; created on the first call. */
  setup(): Promise<Setup | Diagnostic>;
  /**
   * The files that the configuration consists of: imported so far by this thread, imported by other threads
   * (`more`), and imported in previous builds when a page needed them.
   */
  modules(more?: readonly string[]): readonly string[];
  /** Hash of the data from the configuration and the data files; empty if the data cannot be compared. */
  readonly dataHash: string;
  /** Text of the configuration and of the files that it imports. */
  readonly configText: string;
  /** Diagnostics of the sources. */
  readonly diagnostics: readonly Diagnostic[];
  /** Runs the configuration's functions; absent if it has none. */
  readonly siteCode?: SiteCode;
  /** The first file that code of the site read in the last build and that changed; undefined if none did. */
  changedRead(): string | undefined;
  /** Configuration that has no effect. The list is the same until the configuration changes. */
  readonly aboutConfig: readonly Diagnostic[];
}

/** The folder of a site's cache. */
export function cacheFolder(config: Pick<SiteConfig, "root">): string {
  return join(config.root, ".cache", "handbill");
}

/**
 * Files that tell which packages the site has. The import of a package reads the first of them sooner or
 * later.
 */
const PACKAGES: readonly string[] = ["package.json", "package-lock.json", "node_modules/.package-lock.json"];

/**
 * Runs the configuration's functions, lists the sources and runs the data files. `now`: when the work began,
 * in milliseconds since 1970. `longest`: how long a data file may run, in milliseconds.
 */
export async function openSite(
  given: SiteConfig,
  importer: Importer,
  use: CacheUse,
  now: number,
  longest?: number,
): Promise<OpenSite | Diagnostic> {
  const { root, file } = given;
  skipEleventysResolver();
  // This comes first: these functions may import more files of the configuration.
  const siteCode =
    given.eleventy === undefined
      ? undefined
      : createSiteCode({ root, output: given.output, folder: stagingFolder(use.write) });
  const setup = siteCode === undefined ? undefined : await setUpSite(given, siteCode);
  if (setup !== undefined && "code" in setup) return setup;
  const config = setup === undefined ? given : withChoices(given, setup);
  const exported = file === undefined ? undefined : (await importer.importAll(join(root, file)))["config"];
  const own = importer.imported();
  const program = programHash();
  const cache: Cache = openCache(disk, cacheFolder(config), program, use);
  const { value: inputs, diagnostics } = await readInputs(config, importer.importModule, cache, now, {
    history: use.write ? join(cacheFolder(config), "history.json") : undefined,
    longest,
    setup,
  });
  const modules = (more: readonly string[] = []) =>
    [...new Set([...importer.imported(), ...(cache.snapshot?.modules ?? []), ...more])].filter(
      (path) => (own.includes(path) || !isSource(path)) && !PACKAGES.includes(path),
    );
  const known = modules();
  const code = filesHash(root, [...PACKAGES, ...known]);
  // If a file was edited while it was read, no later build may reuse the pages and documents of this build.
  const edited = known.some(
    (path) => !isSettled(statKeyOf(join(root, path)) ?? { text: "", time: 0 }, now + 100),
  )
    ? String(now)
    : "";
  const configuration = hashTexts(settingsText(config), code, edited);
  const data = [stableText(setup?.globalData ?? {}), inputs.dataText];
  const dataHash = data.includes(undefined) ? "" : hashTexts(...data.map(String));
  const markdown = JSON.stringify([
    config.trust,
    config.markdown === undefined &&
    config.pages === undefined &&
    config.sections === undefined &&
    !shapeDocuments(config.choices)
      ? ""
      : code + edited,
    // Preprocessors read the data of their page.
    config.choices.preprocessors.length === 0 ? "" : dataHash || String(now),
  ]);
  return {
    config,
    inputs,
    importer,
    diagnostics,
    aboutConfig: refusedCalls(config, setup ?? { refused: [], returned: {} }, exported),
    setup: once(async () => setup ?? setUpSite(config)),
    ...(siteCode && { siteCode }),
    changedRead: once(() => changedRead(root, cache.snapshot?.siteCode?.reads ?? [])),
    modules,
    dataHash,
    previous: { cache, program, configuration, markdown },
    configText: filesText(root, own),
  };
}

/** Hashes of all inputs of a site, from the snapshot of its files. `drafts`: whether drafts are shown. */
export function snapshotHashes(
  { config: { levels, onError }, previous: { program, configuration }, dataHash, inputs }: OpenSite,
  { drafts }: { readonly drafts: boolean },
): Pick<InputSnapshot, "everything" | "allButPages"> {
  if (dataHash === "") return { everything: "", allButPages: "" };
  return inputs.snapshotHashes([program, configuration, dataHash, JSON.stringify([drafts, levels, onError])]);
}

/** Whether a file is treated as a page, a layout or data. */
function isSource(path: string): boolean {
  return /^(?:content|layouts)\//.test(path);
}

/**
 * The settings that change a page's bytes, without code: the hash of the configuration's files covers code.
 */
function settingsText(config: SiteConfig): string {
  const plain = Object.fromEntries(
    Object.entries(config).filter(
      ([key, value]) =>
        ![
          "root",
          "output",
          "hash",
          "pages",
          "sections",
          "drafts",
          "again",
          "levels",
          "onError",
          "gone",
          "externalLinks",
          "deploy",
          "choices",
        ].includes(key) && typeof value !== "function",
    ),
  );
  return stableText(plain) ?? "";
}

/** A site, opened: its configuration, its sources, and what earlier builds left. Nothing of it is parsed yet. */

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
  /** What the configuration's functions set up; made when it is first asked for. */
  setup(): Promise<Setup | Diagnostic>;
  /** The files that the configuration is made of: what was imported so far, here and, as `more` tells, by threads, and what earlier builds imported only when a page asked for it. */
  modules(more?: readonly string[]): readonly string[];
  /** Hash of the data that they and the data files give; empty when it cannot be compared. */
  readonly dataHash: string;
  /** Text of the configuration and of what it imports. */
  readonly configText: string;
  /** What is wrong with the sources. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the configuration says and what has no effect: the same as long as the configuration is. */
  readonly aboutConfig: readonly Diagnostic[];
}

/** The folder of a site's cache. */
export function cacheFolder(config: Pick<SiteConfig, "root">): string {
  return join(config.root, ".cache", "handbill");
}

/** What packages the site has; whoever asks which these are imports the first of them, sooner or later. */
const PACKAGES: readonly string[] = ["package.json", "package-lock.json", "node_modules/.package-lock.json"];

/** Runs the configuration's functions, lists the sources and runs the data files. `now` is when the work began, in milliseconds since 1970; `longest`, how long a data file may take. */
export async function openSite(
  given: SiteConfig,
  importer: Importer,
  use: CacheUse,
  now: number,
  longest?: number,
): Promise<OpenSite | Diagnostic> {
  const { root, file } = given;
  skipEleventysResolver();
  // Before all: these functions may import more of what the configuration is made of.
  const setup = given.eleventy === undefined ? undefined : await setUpSite(given);
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
  // Edited while it was read: no later build may take this one's pages and documents for its own.
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
    // Preprocessors see the data of their page.
    config.choices.preprocessors.length === 0 ? "" : dataHash || String(now),
  ]);
  return {
    config,
    inputs,
    importer,
    diagnostics,
    aboutConfig: refusedCalls(config, setup ?? { refused: [], returned: {} }, exported),
    setup: once(async () => setup ?? setUpSite(config)),
    modules,
    dataHash,
    previous: { cache, program, configuration, markdown },
    configText: filesText(root, own),
  };
}

/** Hashes of all that a site is made of, as far as looking tells; `drafts`: whether they are shown. */
export function snapshotHashes(
  { config: { levels, onError }, previous: { program, configuration }, dataHash, inputs }: OpenSite,
  { drafts }: { readonly drafts: boolean },
): Pick<InputSnapshot, "everything" | "allButPages"> {
  if (dataHash === "") return { everything: "", allButPages: "" };
  return inputs.snapshotHashes([program, configuration, dataHash, JSON.stringify([drafts, levels, onError])]);
}

/** Whether a file is looked at as a page, a layout or data. */
function isSource(path: string): boolean {
  return /^(?:content|layouts)\//.test(path);
}

/** The settings that a page's bytes depend on and that are no code: that is in the files of the configuration. */
function settingsText(config: SiteConfig): string {
  const plain = Object.fromEntries(
    Object.entries(config).filter(
      ([key, value]) =>
        ![
          "root",
          "output",
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

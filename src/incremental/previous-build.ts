/** Uses the cache of previous builds: documents that need no parsing, and pages that need no rendering. */

import { isMarkdown } from "../utils/page-formats.js";
import type { Cache } from "./cache/cache.js";
import type { Texts } from "./cache/documents.js";
import { createFingerprinter, hashTexts, type Fingerprinter } from "./fingerprint.js";
import { siteHashes, type SiteHashes } from "./invalidation.js";
import type { PublicPage } from "../sources/snapshot.js";
import { stableText } from "../utils/stable-text.js";
import type { SiteConfig } from "../config/options.js";
import { mayHighlight } from "../content/markdown/highlight.js";
import { isFile } from "../system/files.js";
import type { Diagnostic, Site } from "../model/model.js";
import type { LinkNames } from "../site/links/link-names.js";
import type { SiteTemplates } from "../pipeline/site-templates.js";
import { isTemplated, type LoadedSite, type ReadDocuments } from "../pipeline/load.js";
import type { OpenSite } from "../pipeline/open.js";
import type { Inputs } from "../pipeline/read-inputs.js";
import type { Workers } from "../render/pool.js";
import type { Evaluated } from "../eleventy/evaluate.js";

export interface PreviousBuild {
  readonly cache: Cache;
  /** Hash of the program. */
  readonly program: string;
  /** Hash of the configuration and of all files that it imports. */
  readonly configuration: string;
  /** Hash of the configuration's Markdown settings. */
  readonly markdown: string;
}

/** Names the document of a path whose file has this hash. Equal names mean equal results of parsing. */
export function documentNamer(
  config: SiteConfig,
  { markdown }: Pick<PreviousBuild, "markdown">,
): (path: string, hash: string) => string {
  // A site has few kinds of files, so the other inputs of parsing are hashed once for each kind.
  const marks = new Map<string, string>();
  return (path, hash) => {
    const kind = isMarkdown(path)
      ? isTemplated(config, path)
        ? "templated"
        : "markdown"
      : path.replace(/^.*?\./, "");
    let mark = marks.get(kind);
    if (mark === undefined) marks.set(kind, (mark = hashTexts(markdown, kind)));
    return hash + mark;
  };
}

/** The documents of a site's sources, after they were read. */
export interface SiteDocuments {
  read: ReadDocuments;
  /** Name of a source's document. */
  nameOf(source: string): string;
  /** The locations of the texts of a source's document; undefined if only this thread has them. */
  textsOf(source: string): Texts | undefined;
  /** Hash of everything that other pages can see of a source's document, except its body. */
  metadataHash(source: string): string;
  /** The names at the ends of the links in a source's document; undefined if it cannot be kept. */
  linkEndsOf(source: string): LinkNames | undefined;
  /** Saves the documents for later builds if writing is allowed, even if this build fails. */
  save(): void;
}

/**
 * Number of files that a thread parses at once. If there are few files, chunks are small, so that an idle
 * thread can take over waiting ones.
 */
const FILES_PER_CHUNK = 32;
const FILES_PER_SMALL_CHUNK = 6;

/**
 * Up to this number of files, those with code blocks are parsed first. Otherwise the thread that highlights
 * them would finish long after the others.
 */
const MAX_SORTED_FILES = 2000;

/**
 * Documents come from the cache while their bytes and all other inputs of parsing are unchanged. The other
 * files are parsed, in threads if there are many.
 */
export function siteDocuments(
  config: SiteConfig,
  inputs: Inputs,
  previous: PreviousBuild,
  workers: Workers,
): SiteDocuments {
  const documents = previous.cache.documents();
  const names = new Map<string, string>();
  const documentName = documentNamer(config, previous);
  const nameOf = (path: string): string => {
    const known = names.get(path);
    if (known !== undefined) return known;
    const name = documentName(path, inputs.hash(path) ?? "");
    names.set(path, name);
    return name;
  };
  const read: ReadDocuments = async (paths, parse) => {
    const problems = new Map<string, Diagnostic>();
    const parseHere = async (sources: readonly string[], isLast = true): Promise<readonly string[]> => {
      const left: string[] = [];
      for (const path of sources) {
        const file = inputs.read(path);
        if (!isFile(file)) problems.set(path, file);
        else if (!isLast && mayHighlight(file)) left.push(path);
        else if (!documents.has(nameOf(path))) documents.add(nameOf(path), await parse(file));
      }
      return left;
    };
    const codeFirst = (sources: readonly string[]): readonly string[] => {
      const files = sources.map((path) => ({ path, file: inputs.read(path) }));
      const hasCode = ({ file }: (typeof files)[number]) => isFile(file) && mayHighlight(file);
      return [...files.filter(hasCode), ...files.filter((one) => !hasCode(one))].map(({ path }) => path);
    };
    const parseThere = async (sources: readonly string[]): Promise<void> => {
      for (const path of sources) inputs.look(path);
      const parsed = await workers.parse(sources, () => documents.nextPack());
      const left = sources.filter((path, index) => {
        const made = parsed?.[index];
        if (made === undefined) return true;
        inputs.learn(path, made.hash);
        documents.take(nameOf(path), made.document);
        return false;
      });
      await parseHere(left);
    };
    // Without cached documents, every file must be parsed, so none is read here.
    const missing = documents.isEmpty ? paths : paths.filter((path) => !documents.has(nameOf(path)));
    const areFew = missing.length <= MAX_SORTED_FILES;
    // Threads have no data for preprocessors.
    if (config.choices.preprocessors.length > 0) await parseHere(missing);
    else
      await workers.share(
        areFew ? codeFirst(missing) : missing,
        areFew ? FILES_PER_SMALL_CHUNK : FILES_PER_CHUNK,
        parseHere,
        parseThere,
      );
    return paths.map((path) => {
      const problem = problems.get(path);
      return problem === undefined
        ? (documents.find(path, nameOf(path)) ?? { value: undefined, diagnostics: [] })
        : { value: undefined, diagnostics: [problem] };
    });
  };
  return {
    read,
    nameOf,
    textsOf: (source) => documents.textsOf(nameOf(source)),
    metadataHash: (source) => documents.metadataHash(nameOf(source)),
    linkEndsOf: (source) => documents.linkEndsOf(nameOf(source)),
    save: () => documents.save(),
  };
}

/** The fingerprints of a site's pages. */
export function fingerprinter(
  documents: Pick<SiteDocuments, "nameOf">,
  previous: Pick<PreviousBuild, "program" | "configuration">,
  site: Site,
  templates: SiteTemplates,
  evaluated: Parameters<typeof createFingerprinter>[0]["evaluated"],
): Fingerprinter {
  const { program, configuration } = previous;
  return createFingerprinter({
    site,
    program,
    configuration,
    documentHash: documents.nameOf,
    closureOf: (page) => templates.closureOf(page),
    evaluated,
  });
}

/**
 * Hashes of all inputs of a Site, except bodies and the texts of templates, style sheets and scripts. They
 * are empty if the inputs cannot be compared: Eleventy evaluates pages, or the data cannot be compared.
 */
export function hashesOf(
  documents: SiteDocuments,
  { config, inputs, previous, dataHash }: OpenSite,
  { site, templates, assets }: LoadedSite,
  { closureOf, linkedAssets }: SiteTemplates,
  evaluated: Pick<Evaluated, "outputs">,
): SiteHashes {
  const outputs = new Map(site.pages.map(({ page, output }) => [page.source, output]));
  const publicPages = new Map(
    inputs.sources.pages.map((path): [string, PublicPage] => [
      path,
      { metadataHash: documents.metadataHash(path), output: outputs.get(path) || "" },
    ]),
  );
  // Pages that Eleventy evaluates can show any data, and the configuration can add such pages.
  if (dataHash === "" || site.templates.length > 0 || evaluated.outputs.length > 0)
    return siteHashes(undefined, [], publicPages);
  const texts = [previous.program, previous.configuration, dataHash, String(config.drafts)];
  // Data that all pages see of each other.
  texts.push(
    JSON.stringify([site.globalData["site"], site.redirects(), site.folderRedirects()]),
    site.navParts?.common() ?? "",
  );
  for (const { source, output } of inputs.sources.statics) texts.push(source, output);
  // Data of templates that pages see before the templates are rendered.
  for (const { name, source, frontMatter } of templates.values())
    texts.push(name, stableText(frontMatter) ?? source);
  texts.push(...[...new Set(site.pages.map((page) => closureOf(page).shape))].sort());
  const sources = [...templates.values()].flatMap(({ path, source }) => [path, source]);
  for (const { name, output } of assets.values()) sources.push(name, output, String(linkedAssets.has(name)));
  return siteHashes(texts, sources, publicPages);
}

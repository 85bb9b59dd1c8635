/** What earlier builds left, put to use: documents that need not be parsed, pages that need not be rendered. */

import { isMarkdown } from "../utils/page-formats.js";
import type { Cache } from "./cache/cache.js";
import type { Texts } from "./cache/documents.js";
import { createFingerprinter, hashTexts, type Fingerprinter } from "./fingerprint.js";
import { siteHashes, type SiteHashes } from "./invalidation.js";
import type { PublicPage } from "../sources/snapshot.js";
import { stableText } from "../utils/stable-text.js";
import type { SiteConfig } from "../config/options.js";
import { mayColour } from "../content/markdown/highlight.js";
import { isFile } from "../system/files.js";
import type { Diagnostic, Site } from "../model/model.js";
import type { LinkEnds } from "../site/links/link-names.js";
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
  /** Hash of the configuration and of all that it is made of. */
  readonly configuration: string;
  /** Hash of what the configuration says about Markdown. */
  readonly markdown: string;
}

/** Names the document of a path whose file has this hash: equal names, equal parsing. */
export function documentNamer(
  config: SiteConfig,
  { markdown }: Pick<PreviousBuild, "markdown">,
): (path: string, hash: string) => string {
  // A site has few kinds of files: what else shapes their parsing is hashed once.
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

/** The documents of a site's sources, once they have been read. */
export interface SiteDocuments {
  read: ReadDocuments;
  /** Name of a source's document. */
  nameOf(source: string): string;
  /** Where the texts of a source's document are; undefined where only this thread has them. */
  textsOf(source: string): Texts | undefined;
  /** Hash of all that other pages can see of a source's document, its body apart. */
  metadataHash(source: string): string;
  /** Where the links of a source's document end; undefined for one that cannot be kept. */
  linkEndsOf(source: string): LinkEnds | undefined;
  /** Keeps them for later builds, where anything may be written; also when this build fails. */
  save(): void;
}

/** Files are parsed in threads by so many at once; of few files, so few that a thread can take over what another has not begun. */
const FILES_PER_CHUNK = 32;
const FILES_PER_SMALL_CHUNK = 6;

/** So many files are looked into before they are parsed: the thread that colours code would go on long after the others. */
const MAX_SORTED_FILES = 2000;

/** Documents come from the cache while their bytes and everything that shapes them are the same; the others are parsed, many of them in threads. */
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
        else if (!isLast && mayColour(file)) left.push(path);
        else if (!documents.has(nameOf(path))) documents.add(nameOf(path), await parse(file));
      }
      return left;
    };
    const codeFirst = (sources: readonly string[]): readonly string[] => {
      const files = sources.map((path) => ({ path, file: inputs.read(path) }));
      const hasCode = ({ file }: (typeof files)[number]) => isFile(file) && mayColour(file);
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
    // Where nothing is known, no file need be read here to know that it must be parsed.
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

/** Hashes of all that a Site is made of, bodies and the texts of templates, style sheets and scripts apart; those that cannot be told are empty: Eleventy evaluates some pages, or data cannot be compared. */
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
  // Pages that Eleventy evaluates may show anything, those that the configuration adds among them.
  if (dataHash === "" || site.templates.length > 0 || evaluated.outputs.length > 0)
    return siteHashes(undefined, [], publicPages);
  const texts = [previous.program, previous.configuration, dataHash, String(config.drafts)];
  // What all pages see of each other.
  texts.push(
    JSON.stringify([site.globalData["site"], site.redirects(), site.folderRedirects()]),
    site.navParts?.common() ?? "",
  );
  for (const { source, output } of inputs.sources.statics) texts.push(source, output);
  // What pages see of templates before these are rendered.
  for (const { name, source, frontMatter } of templates.values())
    texts.push(name, stableText(frontMatter) ?? source);
  texts.push(...[...new Set(site.pages.map((page) => closureOf(page).shape))].sort());
  const sources = [...templates.values()].flatMap(({ path, source }) => [path, source]);
  for (const { name, output } of assets.values()) sources.push(name, output, String(linkedAssets.has(name)));
  return siteHashes(texts, sources, publicPages);
}

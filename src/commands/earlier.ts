/** What earlier builds left, put to use: documents that need not be parsed, pages that need not be rendered. */

import type { Cache } from "../build/cache.js";
import { createFingerprinter, hashTexts, type Fingerprint } from "../build/fingerprint.js";
import type { SiteConfig } from "../config.js";
import { isFile } from "../host/files.js";
import type { Diagnostic, Site, SitePage, SourceFile } from "../model.js";
import type { SiteTemplates } from "./check-site-templates.js";
import { isTemplated, type ReadDocuments } from "./load-site.js";
import type { Inputs } from "./read-inputs.js";
import type { Workers } from "./workers.js";

export interface Earlier {
  readonly cache: Cache;
  /** Hash of the program. */
  readonly program: string;
  /** Hash of the configuration and of all that it is made of. */
  readonly configuration: string;
  /** Hash of what the configuration says about Markdown. */
  readonly markdown: string;
  /** Keeps a file of the output folder as it is, or brings it back; false when neither can be. */
  keep(path: string): boolean;
}

/** The name of a document: equal names, equal parsing. */
function documentHash(config: SiteConfig, earlier: Earlier, path: string, hash: string): string {
  const kind = path.endsWith(".md") ? (isTemplated(config, path) ? "templated" : "markdown") : path.replace(/^.*?\./, "");
  return hashTexts(hash, earlier.markdown, kind);
}

/** Files are parsed in threads by so many at once. */
const CHUNK = 64;

/** Documents come from the cache while their bytes and everything that shapes them are the same; the others are parsed, many of them in threads. */
export function readDocuments(config: SiteConfig, inputs: Inputs, earlier: Earlier, workers: Workers): ReadDocuments {
  const { documents } = earlier.cache;
  const nameOf = (path: string) => documentHash(config, earlier, path, inputs.hash(path) ?? "");
  return async (paths, parse) => {
    const unreadable = new Map<string, Diagnostic>();
    const asked = new Set<string>();
    /** The files of these sources; of those with equal bytes, one. */
    const filesOf = (sources: readonly string[]): SourceFile[] =>
      sources.flatMap((path) => {
        const file = inputs.read(path);
        if (!isFile(file)) {
          unreadable.set(path, file);
          return [];
        }
        const name = nameOf(path);
        if (asked.has(name)) return [];
        asked.add(name);
        return [file];
      });
    const parseHere = async (files: readonly SourceFile[]): Promise<void> => {
      for (const file of files) documents.keep(nameOf(file.path), await parse(file));
    };
    const parseThere = async (files: readonly SourceFile[]): Promise<void> => {
      for (const [index, staged] of (files.length === 0 ? [] : await workers.parse(files)).entries()) {
        const file = files[index];
        if (file === undefined) continue;
        if (staged === undefined) await parseHere([file]);
        else documents.keep(nameOf(file.path), staged);
      }
    };
    const missing = paths.filter((path) => !documents.has(nameOf(path)));
    await workers.share(missing, CHUNK, (sources) => parseHere(filesOf(sources)), (sources) => parseThere(filesOf(sources)));
    return paths.map((path) => {
      const problem = unreadable.get(path);
      return problem === undefined ? (documents.find(path, nameOf(path)) ?? { value: undefined, diagnostics: [] }) : { value: undefined, diagnostics: [problem] };
    });
  };
}

/** The fingerprints of a site's pages. */
export function fingerprinter(inputs: Pick<Inputs, "hash">, earlier: Pick<Earlier, "program" | "configuration" | "markdown">, site: Site, templates: SiteTemplates, evaluated: Parameters<typeof createFingerprinter>[0]["evaluated"]): (page: SitePage) => Fingerprint | undefined {
  const { program, configuration } = earlier;
  const documentHash = (source: string) => hashTexts(inputs.hash(source) ?? "", earlier.markdown);
  return createFingerprinter({ site, program, configuration, documentHash, closureOf: (page) => templates.closureOf(page), evaluated });
}

/** The documents of a site that is being written: each read at once, its body parsed when it is asked for. */

import type { SiteConfig } from "../../config/options.js";
import type { Markdown } from "../../content/markdown/markdown.js";
import { unsliceLists } from "../../utils/unslice.js";
import { parseMetadata, parsePage, type PublicMetadata, type ParseOptions } from "../../content/parse.js";
import { DevPage, NO_BODY, hasSameMetadata } from "./page.js";
import { isBlocking } from "../../diagnostics/catalogue.js";
import { isFile } from "../../system/files.js";
import { readAhead, readHashed, type HashedFile } from "../../system/read-ahead.js";
import type { Diagnostic, Page, WithDiagnostics } from "../../model/model.js";
import { isTemplated } from "../../pipeline/load.js";

/** What a saved file means: nothing new, a new body, or something that the rest of the site may see. */
export type Revision = "same" | "body" | "metadata";

export interface DevDocuments {
  /** The pages of these sources, in their order; without a new body they are the objects that they were. */
  pages(sources: readonly string[]): Promise<readonly Page[]>;
  /** All pages that have been read, by source: one map for as long as the documents are open. */
  readonly bySource: ReadonlyMap<string, Page>;
  /** What is wrong with a source: with its front matter, and with its body once that is parsed. */
  diagnosticsOf(source: string): readonly Diagnostic[];
  /** Everything that is known to be wrong. */
  allDiagnostics(): readonly Diagnostic[];
  /** Reads a file again. With a mistake in it, the page stays as it was, and the mistake is told. */
  revise(source: string): Promise<Revision>;
  /** Parses a body. "metadata": the file has changed since it was read, more than its body; its page is another object now. */
  complete(source: string): Promise<Revision>;
  /** Bodies that were asked for since this was last asked, and were not there: who asked must ask again when they are parsed. */
  takeMissed(): readonly string[];
  readonly hasMissed: boolean;
  /** Sources whose bodies are not parsed. */
  unparsed(): readonly string[];
  /** Hash of a source's bytes. */
  hash(source: string): string;
  drop(source: string): void;
}

/** A document that a build has kept, and the hash of the file that it was parsed from. */
export interface KeptDocument {
  readonly hash: string;
  readonly staged: WithDiagnostics<Page>;
}

type Version = Pick<HashedFile, "path" | "hash">;

/** `kept` gives the document of a source whose file looks as the last build saw it; then it need not be read. */
export function openDocuments(
  config: SiteConfig,
  markdown: Markdown,
  kept: (source: string) => KeptDocument | undefined,
  chosen: Pick<ParseOptions, "parseDate" | "preprocess"> = {},
): DevDocuments {
  const pages = new Map<string, DevPage>();
  const bySource = new Map<string, Page>();
  const found = new Map<string, readonly Diagnostic[]>();
  const missed = new Set<string>();
  const optionsFor = (path: string): ParseOptions => ({
    markdown,
    templated: isTemplated(config, path),
    schema: config.pages,
    sections: config.sections,
    trust: config.trust,
    ...chosen,
  });
  const miss = (source: string): void => void missed.add(source);
  const tell = (source: string, diagnostics: readonly Diagnostic[]): void => {
    // That a file has gone is heard soon, and is no mistake.
    const mistakes = diagnostics.filter(({ code }) => code !== "file-gone");
    if (mistakes.length === 0) found.delete(source);
    else found.set(source, mistakes);
  };

  /** Whether a file is the one that its page was read from. */
  const isAsKnown = ({ path, hash }: Version): boolean =>
    pages.get(path)?.hash === hash && !(found.get(path) ?? []).some(isBlocking);
  /** Takes a file as it is now; `body` where the whole of it was parsed. */
  const take = (
    file: Version,
    { value, diagnostics }: WithDiagnostics<PublicMetadata>,
    body?: typeof NO_BODY,
  ): Revision => {
    const { path: source, hash } = file;
    const known = pages.get(source);
    const isOld = known !== undefined && isAsKnown(file);
    tell(source, diagnostics);
    // What is broken keeps its place and its last good body until it is mended.
    if (known !== undefined && diagnostics.some(isBlocking)) {
      if (body !== undefined && !known.isParsed) known.fill(body);
      return "body";
    }
    const stays = known !== undefined && hasSameMetadata(known.page, value);
    const live = stays ? known : new DevPage(hash, value, miss);
    if (stays) live.renew(hash, value);
    if (body !== undefined) live.fill(body);
    pages.set(source, live);
    bySource.set(source, live.page);
    if (!stays) return "metadata";
    return isOld ? "same" : "body";
  };
  /** Undefined where only the whole of the file tells. */
  const takeMetadata = (file: HashedFile): Revision | undefined => {
    if (isAsKnown(file)) return "same";
    const metadata = parseMetadata(file, optionsFor(file.path));
    return metadata && take(file, metadata);
  };
  const takeWhole = async (file: HashedFile): Promise<Revision> => {
    if (isAsKnown(file) && pages.get(file.path)?.isParsed === true) return "same";
    const parsed = await parsePage(file, optionsFor(file.path));
    return take(file, parsed, unsliceLists(parsed.value));
  };
  const takeKept = (source: string): boolean => {
    const document = kept(source);
    if (document !== undefined)
      take({ path: source, hash: document.hash }, document.staged, document.staged.value);
    return document !== undefined;
  };
  const read = async (source: string, whole: boolean): Promise<Revision> => {
    const file = readHashed(config.root, source);
    if (isFile(file)) return (whole ? undefined : takeMetadata(file)) ?? takeWhole(file);
    tell(source, [file]);
    return pages.has(source) ? "body" : "metadata";
  };

  return {
    bySource,
    async pages(sources) {
      const unread = sources.filter((source) => !pages.has(source) && !takeKept(source));
      for await (const files of readAhead(config.root, unread)) {
        for (const file of files) {
          if (!isFile(file)) tell(file.file ?? "", [file]);
          else if (takeMetadata(file) === undefined) await takeWhole(file);
        }
      }
      return sources.flatMap((source) => bySource.get(source) ?? []);
    },
    diagnosticsOf: (source) => found.get(source) ?? [],
    allDiagnostics: () => [...found.values()].flat(),
    revise: (source) => read(source, pages.get(source)?.isParsed === true),
    async complete(source) {
      const revision = await read(source, true);
      const live = pages.get(source);
      // What cannot be parsed has no body; the page says why, and is not asked for it again and again.
      if (live?.isParsed === false) live.fill(NO_BODY);
      return revision;
    },
    takeMissed() {
      const sources = [...missed];
      missed.clear();
      return sources;
    },
    get hasMissed() {
      return missed.size > 0;
    },
    unparsed: () => [...pages.values()].filter(({ isParsed }) => !isParsed).map(({ page }) => page.source),
    hash: (source) => pages.get(source)?.hash ?? "",
    drop(source) {
      pages.delete(source);
      bySource.delete(source);
      found.delete(source);
    },
  };
}

/** The documents of a site in memory: metadata is read at once, and bodies are parsed on demand. */

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

/** The effect of a saved file: no change, a new body, or new metadata that the rest of the site may see. */
export type Revision = "same" | "body" | "metadata";

export interface DevDocuments {
  /** The pages of these sources, in order. Pages that were not changed are the same objects. */
  pages(sources: readonly string[]): Promise<readonly Page[]>;
  /** All pages that were read, by source. The same map as long as the documents are open. */
  readonly bySource: ReadonlyMap<string, Page>;
  /** Diagnostics of a source: of its front matter, and of its body after it was parsed. */
  diagnosticsOf(source: string): readonly Diagnostic[];
  /** All known Diagnostics. */
  allDiagnostics(): readonly Diagnostic[];
  /** Reads a file again. If it has a mistake, the page stays unchanged, and the mistake is reported. */
  revise(source: string): Promise<Revision>;
  /**
   * Parses a body. "metadata": more than the body has changed since the file was read, and its page is a new
   * object.
   */
  complete(source: string): Promise<Revision>;
  /** Parses the bodies of these sources. Gives true if the page of one of them is a new object. */
  completeAll(sources: readonly string[]): Promise<boolean>;
  /**
   * Bodies that were read since the last call and were missing. The reader must try again after they are
   * parsed.
   */
  takeMissed(): readonly string[];
  readonly hasMissed: boolean;
  /** Sources whose bodies are not parsed yet. */
  unparsed(): readonly string[];
  /** Hash of a source's bytes. */
  hash(source: string): string;
  drop(source: string): void;
}

/** A document that a build has cached, and the hash of its file. */
export interface KeptDocument {
  readonly hash: string;
  readonly staged: WithDiagnostics<Page>;
}

type Version = Pick<HashedFile, "path" | "hash">;

/** Functions and settings for reading documents. */
interface Reading {
  readonly config: SiteConfig;
  readonly markdown: Markdown;
  kept(source: string): KeptDocument | undefined;
  readonly chosen: Pick<ParseOptions, "parseDate" | "preprocess">;
}

/**
 * `kept` gives the cached document of a source if its file is unchanged since the last build. Then the file
 * need not be read.
 */
export function openDocuments(
  config: SiteConfig,
  markdown: Markdown,
  kept: (source: string) => KeptDocument | undefined,
  chosen: Pick<ParseOptions, "parseDate" | "preprocess"> = {},
): DevDocuments {
  return new Documents({ config, markdown, kept, chosen });
}

class Documents implements DevDocuments {
  readonly bySource = new Map<string, Page>();
  private readonly live = new Map<string, DevPage>();
  private readonly found = new Map<string, readonly Diagnostic[]>();
  private readonly missed = new Set<string>();
  private readonly miss = (source: string): void => void this.missed.add(source);

  constructor(private readonly reading: Reading) {}

  async pages(sources: readonly string[]): Promise<readonly Page[]> {
    const unread = sources.filter((source) => !this.live.has(source) && !this.takeKept(source));
    for await (const files of readAhead(this.reading.config.root, unread)) {
      for (const file of files) {
        if (!isFile(file)) this.report(file.file ?? "", [file]);
        else if (this.takeMetadata(file) === undefined) await this.takeWhole(file);
      }
    }
    return sources.flatMap((source) => this.bySource.get(source) ?? []);
  }

  diagnosticsOf(source: string): readonly Diagnostic[] {
    return this.found.get(source) ?? [];
  }

  allDiagnostics(): readonly Diagnostic[] {
    return [...this.found.values()].flat();
  }

  revise(source: string): Promise<Revision> {
    return this.read(source, this.live.get(source)?.isParsed === true);
  }

  async complete(source: string): Promise<Revision> {
    const revision = await this.read(source, true);
    const live = this.live.get(source);
    // A file that cannot be parsed has no body. The page reports the reason, and must not be parsed again and
    // again.
    if (live?.isParsed === false) live.fill(NO_BODY);
    return revision;
  }

  async completeAll(sources: readonly string[]): Promise<boolean> {
    let hasMoved = false;
    for (const source of sources) hasMoved = (await this.complete(source)) === "metadata" || hasMoved;
    return hasMoved;
  }

  takeMissed(): readonly string[] {
    const sources = [...this.missed];
    this.missed.clear();
    return sources;
  }

  get hasMissed(): boolean {
    return this.missed.size > 0;
  }

  unparsed(): readonly string[] {
    return [...this.live.values()].filter(({ isParsed }) => !isParsed).map(({ page }) => page.source);
  }

  hash(source: string): string {
    return this.live.get(source)?.hash ?? "";
  }

  drop(source: string): void {
    this.live.delete(source);
    this.bySource.delete(source);
    this.found.delete(source);
  }

  /** Whether the page was read from this version of the file. */
  private isAsKnown({ path, hash }: Version): boolean {
    return this.live.get(path)?.hash === hash && !this.diagnosticsOf(path).some(isBlocking);
  }

  private async read(source: string, whole: boolean): Promise<Revision> {
    const file = readHashed(this.reading.config.root, source);
    if (isFile(file)) return (whole ? undefined : this.takeMetadata(file)) ?? this.takeWhole(file);
    this.report(source, [file]);
    return this.live.has(source) ? "body" : "metadata";
  }

  /** Reads only the metadata; undefined if that needs the whole file. */
  private takeMetadata(file: HashedFile): Revision | undefined {
    if (this.isAsKnown(file)) return "same";
    const metadata = parseMetadata(file, this.optionsFor(file.path));
    return metadata && this.take(file, metadata);
  }

  private async takeWhole(file: HashedFile): Promise<Revision> {
    if (this.isAsKnown(file) && this.live.get(file.path)?.isParsed === true) return "same";
    const parsed = await parsePage(file, this.optionsFor(file.path));
    return this.take(file, parsed, unsliceLists(parsed.value));
  }

  private takeKept(source: string): boolean {
    const document = this.reading.kept(source);
    if (document !== undefined)
      this.take({ path: source, hash: document.hash }, document.staged, document.staged.value);
    return document !== undefined;
  }

  /** Applies the current version of a file. `body`: present if the whole file was parsed. */
  private take(
    file: Version,
    { value, diagnostics }: WithDiagnostics<PublicMetadata>,
    body?: typeof NO_BODY,
  ): Revision {
    const { path: source, hash } = file;
    const known = this.live.get(source);
    const isOld = known !== undefined && this.isAsKnown(file);
    this.report(source, diagnostics);
    // A broken page keeps its place and its last good body until it is fixed.
    if (known !== undefined && diagnostics.some(isBlocking)) {
      if (body !== undefined && !known.isParsed) known.fill(body);
      return "body";
    }
    const stays = known !== undefined && hasSameMetadata(known.page, value);
    const live = stays ? known : new DevPage(hash, value, this.miss);
    if (stays) live.renew(hash, value);
    if (body !== undefined) live.fill(body);
    this.live.set(source, live);
    this.bySource.set(source, live.page);
    if (!stays) return "metadata";
    return isOld ? "same" : "body";
  }

  private report(source: string, diagnostics: readonly Diagnostic[]): void {
    // A removed file is soon reported as a change, and is not a mistake.
    const mistakes = diagnostics.filter(({ code }) => code !== "file-gone");
    if (mistakes.length === 0) this.found.delete(source);
    else this.found.set(source, mistakes);
  }

  private optionsFor(path: string): ParseOptions {
    const { config, markdown, chosen } = this.reading;
    return {
      markdown,
      templated: isTemplated(config, path),
      schema: config.pages,
      sections: config.sections,
      trust: config.trust,
      ...chosen,
    };
  }
}

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
  /** Parses the bodies of these sources; true where the page of one of them is another object now. */
  completeAll(sources: readonly string[]): Promise<boolean>;
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

/** How documents are read. */
interface Reading {
  readonly config: SiteConfig;
  readonly markdown: Markdown;
  kept(source: string): KeptDocument | undefined;
  readonly chosen: Pick<ParseOptions, "parseDate" | "preprocess">;
}

/** `kept` gives the document of a source whose file looks as the last build saw it; then it need not be read. */
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
    // What cannot be parsed has no body; the page says why, and is not asked for it again and again.
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

  /** Whether a file is the one that its page was read from. */
  private isAsKnown({ path, hash }: Version): boolean {
    return this.live.get(path)?.hash === hash && !this.diagnosticsOf(path).some(isBlocking);
  }

  private async read(source: string, whole: boolean): Promise<Revision> {
    const file = readHashed(this.reading.config.root, source);
    if (isFile(file)) return (whole ? undefined : this.takeMetadata(file)) ?? this.takeWhole(file);
    this.report(source, [file]);
    return this.live.has(source) ? "body" : "metadata";
  }

  /** Takes what comes before the body; undefined where only the whole of the file tells. */
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

  /** Takes a file as it is now; `body` where the whole of it was parsed. */
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
    // A file that has gone is reported as a change soon, and is no mistake.
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

/** Parsed documents by the hash of their bytes. Files with equal bytes share one document. */

import { join } from "node:path";
import { toData } from "../../utils/data-objects.js";
import { unsliceLists } from "../../utils/unslice.js";
import type { Data, Diagnostic, Page, WithDiagnostics } from "../../model/model.js";
import { linkNamesOf, type LinkNames } from "../../site/links/link-names.js";
import type { Body, BodyWriter } from "./body-pack.js";
import { DocumentTexts } from "./document-texts.js";
import type { FileSystem } from "../../writer/file-system.js";
import { hashTexts } from "../fingerprint.js";
import { detailsText, packDetails, type PageDetails } from "./page-details.js";
import { stableText } from "../../utils/stable-text.js";
import { openShards } from "./shards.js";
import type { Store } from "./store.js";

/** The locations of a document's texts. */
export interface Texts {
  readonly body: Body;
  /** Its `PageDetails`. */
  readonly details: Body;
}

/** A document in the cache, or on its way between threads: the data for the Site, and where the rest is. */
export interface Document extends Texts {
  readonly page: Pick<
    Page,
    | "kind"
    | "frontMatter"
    | "positions"
    | "bodyLine"
    | "firstHeading"
    | "titleInContent"
    | "sections"
    | "isLeftOut"
  >;
  readonly diagnostics: readonly Diagnostic[];
  /** Hash of everything that other pages can see of this one, except its body. */
  readonly metadataHash: string;
  readonly linkNamesOf: LinkNames;
}

export interface Documents {
  /** Whether the cache has no documents. */
  readonly isEmpty: boolean;
  has(hash: string): boolean;
  /** The document whose bytes and Markdown settings have this hash, with `source` as its source. */
  find(source: string, hash: string): WithDiagnostics<Page> | undefined;
  /** The locations of a document's texts; undefined if it is not kept. */
  textsOf(hash: string): Texts | undefined;
  /** Hash of everything that other pages can see of it, except its body. Unique if it cannot be kept. */
  metadataHash(hash: string): string;
  /** The names at the ends of a document's links; undefined if it cannot be kept. */
  linkEndsOf(hash: string): LinkNames | undefined;
  /** Keeps a document that this thread parsed. */
  add(hash: string, staged: WithDiagnostics<Page>): void;
  /** Keeps a document that another thread parsed. */
  take(hash: string, document: Document): void;
  /** A file number for the bodies of another thread. */
  nextPack(): number;
  /** Whether there are so many files that a full save should merge them. */
  isCrowded(): boolean;
  /** Saves added documents without removing unused ones. */
  saveMore(): void;
  /** Saves changes, and removes documents that were not used. */
  save(): void;
}

/** A parsed page for the cache. Undefined if a site's schema returned a value that cannot be cached. */
export function toDocument(
  { value, diagnostics }: WithDiagnostics<Page>,
  writer: BodyWriter,
): Document | undefined {
  const {
    kind,
    frontMatter,
    positions,
    bodyLine,
    firstHeading,
    titleInContent,
    sections,
    isLeftOut,
    html,
    headings,
    ids,
    links,
  } = value;
  const data = stableText(frontMatter);
  if (data === undefined) return undefined;
  const page = {
    kind,
    frontMatter,
    positions,
    bodyLine,
    titleInContent,
    ...(firstHeading !== undefined && { firstHeading }),
    ...(sections && { sections }),
    ...(isLeftOut === true && { isLeftOut }),
  };
  const details = packDetails({ headings, ids, links });
  const metadataHash = hashTexts(
    data,
    kind,
    firstHeading ?? "",
    String(titleInContent),
    String(isLeftOut),
    details.public,
  );
  return {
    page,
    diagnostics,
    body: writer.add(html),
    metadataHash,
    linkNamesOf: linkNamesOf(links),
    details: writer.add(detailsText(details)),
  };
}

/** Without `write`, nothing is written, and bodies stay in memory. */
export function openDocuments(files: FileSystem, store: Store, folder: string, write: boolean): Documents {
  const kept = openShards<Document>(files, store, join(folder, "parsed"));
  const texts = new DocumentTexts(files, kept, folder, write);
  const used = new Set<string>();
  /** Documents that cannot be kept last as long as the build. */
  const transient = new Map<string, WithDiagnostics<Page>>();
  const take = (hash: string, document: Document): void => {
    kept.set(hash, document);
    used.add(hash);
  };
  return {
    get isEmpty() {
      return kept.keys()[Symbol.iterator]().next().done === true;
    },
    has: (hash) => transient.has(hash) || kept.get(hash) !== undefined,
    find(source, hash) {
      const here = transient.get(hash);
      if (here !== undefined)
        return { value: { ...here.value, source }, diagnostics: inSource(here.diagnostics, source) };
      const document = kept.get(hash);
      if (document === undefined) return undefined;
      used.add(hash);
      const frontMatter = toData(document.page.frontMatter) as Data;
      const value = new KeptPage(
        document.page,
        source,
        frontMatter,
        () => texts.read(hash, "body"),
        () => texts.details(hash),
      );
      return { value, diagnostics: inSource(document.diagnostics, source) };
    },
    textsOf: (hash) => kept.get(hash),
    metadataHash: (hash) => kept.get(hash)?.metadataHash ?? `${hash} alone`,
    linkEndsOf: (hash) => kept.get(hash)?.linkNamesOf,
    add(hash, staged) {
      const document = toDocument(staged, texts.writer());
      // A document parsed here is read before all bodies of this thread are written.
      if (document === undefined) transient.set(hash, { ...staged, value: unsliceLists(staged.value) });
      else take(hash, document);
    },
    take,
    nextPack: () => texts.nextPack(),
    isCrowded: () => texts.isCrowded(),
    saveMore() {
      if (!write) return;
      texts.flush();
      kept.save();
    },
    save() {
      if (!write) return;
      texts.flush();
      const dropped = [...kept.keys()].filter((hash) => !used.has(hash));
      for (const hash of dropped) kept.delete(hash);
      texts.gather();
      kept.save();
      texts.removeUnused();
    },
  };
}

function inSource(diagnostics: readonly Diagnostic[], file: string): readonly Diagnostic[] {
  return diagnostics.map((found) => ({ ...found, file }));
}

/** A page that loads its details on demand. A class, because there is one for each page. */
class KeptPage implements Page {
  readonly kind: Page["kind"];
  readonly positions: Page["positions"];
  readonly bodyLine: number;
  readonly titleInContent: boolean;
  declare readonly firstHeading?: string;
  declare readonly sections?: readonly Data[];
  declare readonly isLeftOut?: boolean;

  constructor(
    { kind, positions, bodyLine, titleInContent, firstHeading, sections, isLeftOut }: Document["page"],
    readonly source: string,
    readonly frontMatter: Data,
    private readonly body: () => string,
    private readonly details: () => PageDetails,
  ) {
    [this.kind, this.positions, this.bodyLine, this.titleInContent] = [
      kind,
      positions,
      bodyLine,
      titleInContent,
    ];
    if (firstHeading !== undefined) this.firstHeading = firstHeading;
    if (sections !== undefined) this.sections = sections;
    if (isLeftOut === true) this.isLeftOut = isLeftOut;
  }

  get html(): string {
    return this.body();
  }

  get headings(): Page["headings"] {
    return this.details().headings;
  }

  get ids(): Page["ids"] {
    return this.details().ids;
  }

  get links(): Page["links"] {
    return this.details().links;
  }
}

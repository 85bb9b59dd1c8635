/** Parsed documents by the hash of their bytes: equal bytes are one document, wherever they stand. */

import { join } from "node:path";
import { toData } from "../../utils/data-objects.js";
import { unsliceLists } from "../../utils/unslice.js";
import type { Data, Diagnostic, Page, WithDiagnostics } from "../../model/model.js";
import { linkEnds, type LinkEnds } from "../../site/links/link-names.js";
import {
  bodyFolder,
  BrokenCache,
  createBodyWriter,
  readBody,
  sparsePacks,
  type Body,
  type BodyWriter,
} from "./body-pack.js";
import type { FileSystem } from "../../writer/file-system.js";
import { hashTexts } from "../fingerprint.js";
import { detailsText, packDetails, readDetails, type PageDetails } from "./page-details.js";
import { stableText } from "../../utils/stable-text.js";
import { openShards } from "./shards.js";
import type { Store } from "./store.js";

/** Where the texts of a document lie. */
export interface Texts {
  readonly body: Body;
  /** Its `Inner`. */
  readonly details: Body;
}

/** A document as it is kept, and as it crosses from a thread: what the Site is made of, and where the rest lies. */
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
  /** Hash of all that other pages can see of this one, its body apart. */
  readonly metadataHash: string;
  readonly linkEnds: LinkEnds;
}

export interface Documents {
  /** Whether there are none. */
  readonly isEmpty: boolean;
  has(hash: string): boolean;
  /** The document whose bytes, with the Markdown settings, have this hash, as that of `source`. */
  find(source: string, hash: string): WithDiagnostics<Page> | undefined;
  /** Where the texts of a document are; undefined for one that is not kept. */
  textsOf(hash: string): Texts | undefined;
  /** Hash of all that other pages can see of this document, its body apart; a text of its own for one that cannot be kept. */
  metadataHash(hash: string): string;
  /** Where a document's links end; undefined for one that cannot be kept. */
  linkEndsOf(hash: string): LinkEnds | undefined;
  /** Keeps what this thread parsed. */
  add(hash: string, staged: WithDiagnostics<Page>): void;
  /** Keeps what another thread parsed. */
  take(hash: string, document: Document): void;
  /** A number for the bodies of another thread. */
  nextPack(): number;
  /** Whether it is time to save them whole. */
  isCrowded(): boolean;
  /** Writes what was added, and drops nothing. */
  saveMore(): void;
  /** Writes what changed; documents that nobody asked for are dropped. */
  save(): void;
}

/** A parsed page as it is kept; undefined where a site's schema made of a value what cannot be. */
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
    linkEnds: linkEnds(links),
    details: writer.add(detailsText(details)),
  };
}

/** So many are kept unpacked: who asks for one asks for more of it. */
const UNPACKED = 200;

/** More files of bodies than these are to be brought together. */
const MOST_PACKS = 64;

/** Without `write`, nothing is written, and bodies stay in memory. */
export function openDocuments(files: FileSystem, store: Store, folder: string, write: boolean): Documents {
  const bodies = bodyFolder(folder);
  const kept = openShards<Document>(files, store, join(folder, "parsed"));
  const used = new Set<string>();
  /** These last as long as the build. */
  const fleeting = new Map<string, WithDiagnostics<Page>>();
  const parts = files.openParts();
  /** A text of a document. It may have been brought to another file since the document was found. */
  const textOf = (hash: string, which: keyof Texts): string => {
    own?.flush();
    return readBody(parts, bodies, (kept.get(hash) ?? lost())[which]);
  };
  const unpacked = new Map<string, PageDetails>();
  const innerOf = (hash: string): PageDetails => {
    let details = unpacked.get(hash);
    if (details !== undefined) return details;
    details = readDetails(textOf(hash, "details"));
    if (unpacked.size >= UNPACKED) unpacked.clear();
    unpacked.set(hash, details);
    return details;
  };
  const packs = (): number[] => files.list(bodies).map(Number).filter(Number.isInteger);
  let next: number | undefined;
  const nextPack = (): number => {
    if (next === undefined && write) files.makeFolder(bodies);
    next ??= Math.max(0, ...packs());
    return (next += 1);
  };
  let own: BodyWriter | undefined;
  const ownBodies = (): BodyWriter =>
    (own ??= createBodyWriter(files, write ? bodies : undefined, nextPack()));

  const take = (hash: string, document: Document): void => {
    kept.set(hash, document);
    used.add(hash);
  };
  /** Brings the bodies that are used out of files that mostly hold others. */
  const gather = (): void => {
    const all = [...kept.keys()].map((hash) => [hash, kept.get(hash) ?? lost()] as const);
    const sparse = sparsePacks(
      all.flatMap(([, { body, details }]) => [body, details]),
      packs(),
      (pack) => files.stat(join(bodies, String(pack)))?.size ?? 0,
    );
    if (sparse.size === 0) return;
    const writer = createBodyWriter(files, bodies, nextPack());
    for (const [hash, document] of all) {
      if (sparse.has(packOf(document.body)))
        kept.set(hash, {
          ...document,
          body: writer.add(textOf(hash, "body")),
          details: writer.add(textOf(hash, "details")),
        });
    }
    writer.flush();
  };

  return {
    get isEmpty() {
      return kept.keys()[Symbol.iterator]().next().done === true;
    },
    has: (hash) => fleeting.has(hash) || kept.get(hash) !== undefined,
    find(source, hash) {
      const here = fleeting.get(hash);
      if (here !== undefined)
        return {
          value: { ...here.value, source },
          diagnostics: here.diagnostics.map((found) => ({ ...found, file: source })),
        };
      const document = kept.get(hash);
      if (document === undefined) return undefined;
      used.add(hash);
      const frontMatter = toData(document.page.frontMatter) as Data;
      const value = new KeptPage(
        document.page,
        source,
        frontMatter,
        () => textOf(hash, "body"),
        () => innerOf(hash),
      );
      return { value, diagnostics: document.diagnostics.map((found) => ({ ...found, file: source })) };
    },
    textsOf: (hash) => kept.get(hash),
    metadataHash: (hash) => kept.get(hash)?.metadataHash ?? `${hash} alone`,
    linkEndsOf: (hash) => kept.get(hash)?.linkEnds,
    add(hash, staged) {
      const document = toDocument(staged, ownBodies());
      // Parsed here, it is asked for before this thread's bodies are all written.
      if (document === undefined) fleeting.set(hash, { ...staged, value: unsliceLists(staged.value) });
      else take(hash, document);
    },
    take,
    nextPack,
    isCrowded: () => packs().length > MOST_PACKS,
    saveMore() {
      if (!write) return;
      own?.flush();
      kept.save();
    },
    save() {
      if (!write) return;
      own?.flush();
      const dropped = [...kept.keys()].filter((hash) => !used.has(hash));
      for (const hash of dropped) kept.delete(hash);
      gather();
      kept.save();
      const named = new Set([...kept.keys()].map((hash) => packOf(kept.get(hash)?.body)));
      parts.close();
      for (const pack of packs()) if (!named.has(pack)) files.remove(join(bodies, String(pack)));
    },
  };
}

/** A page of which not all is in memory. A class, as there are as many as pages. */
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

function packOf(body: Body | undefined): number {
  return body === undefined || typeof body === "string" ? 0 : body.pack;
}

function lost(): never {
  throw new BrokenCache("parts of documents are missing from the cache");
}

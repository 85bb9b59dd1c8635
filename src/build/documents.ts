/** Parsed documents by the hash of their bytes: equal bytes are one document, wherever they stand. */

import { join } from "node:path";
import { toData } from "../content/data-objects.js";
import type { Diagnostic, Page, Staged } from "../model.js";
import { bodyFolder, BrokenCache, createBodyWriter, readBody, sparsePacks, type Body, type BodyWriter } from "./bodies.js";
import type { FileSystem } from "./file-system.js";
import { hashOf } from "./manifest.js";
import { stableText } from "./stable-text.js";
import { openShards } from "./shards.js";
import type { Store } from "./stored.js";

/** What only rendering a page, or looking at its links, asks for. */
type Inner = Pick<Page, "headings" | "ids" | "links">;

/** What the Site is made of. */
interface Outer {
  readonly page: Omit<Page, "source" | "html" | keyof Inner>;
  readonly diagnostics: readonly Diagnostic[];
  readonly body: Body;
  /** Hash of all that other pages can see of this one, its body apart. */
  readonly face: string;
}

/** A document as it crosses from a thread, and as it is kept. */
export interface Document extends Outer {
  /** `Inner` as JSON: a part of its size in memory, where a large site has millions of links. */
  readonly inner: string;
}

export interface Documents {
  /** Whether there are none. */
  readonly isEmpty: boolean;
  has(hash: string): boolean;
  /** The document whose bytes, with the Markdown settings, have this hash, as that of `source`. */
  find(source: string, hash: string): Staged<Page> | undefined;
  /** Where the body of a document is; undefined for one that is not kept. */
  bodyOf(hash: string): Body | undefined;
  /** Hash of all that other pages can see of this document, its body apart; a text of its own for one that cannot be kept. */
  faceOf(hash: string): string;
  /** Keeps what this thread parsed. */
  add(hash: string, staged: Staged<Page>): void;
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
export function toDocument({ value, diagnostics }: Staged<Page>, writer: BodyWriter): Document | undefined {
  const { source: _, html, headings, ids, links, ...page } = value;
  const data = stableText(page.frontMatter);
  if (data === undefined) return undefined;
  const seen = [data, page.kind, page.firstHeading, page.titleInContent, ids, links.map(({ kind, href }) => [kind, href])];
  return { page, diagnostics, body: writer.add(html), face: hashOf(Buffer.from(JSON.stringify(seen))), inner: packed({ headings, ids, links }) };
}

/** In ASCII, so that one character takes one byte. */
function packed(inner: Inner): string {
  return JSON.stringify(inner).replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** So many are kept unpacked: who asks for one asks for more of it. */
const UNPACKED = 200;

/** More files of bodies than these are to be brought together. */
const MOST_PACKS = 64;

/** Without `write`, nothing is written, and bodies stay in memory. */
export function openDocuments(files: FileSystem, store: Store, folder: string, write: boolean): Documents {
  const bodies = bodyFolder(folder);
  const outers = openShards<Outer>(files, store, join(folder, "outer"));
  const inners = openShards<string>(files, store, join(folder, "inner"));
  const used = new Set<string>();
  /** These last as long as the build. */
  const fleeting = new Map<string, Staged<Page>>();
  const unpacked = new Map<string, Inner>();
  const innerOf = (hash: string): Inner => {
    let inner = unpacked.get(hash);
    if (inner !== undefined) return inner;
    inner = JSON.parse(inners.get(hash) ?? lost()) as Inner;
    if (unpacked.size >= UNPACKED) unpacked.clear();
    unpacked.set(hash, inner);
    return inner;
  };
  const packs = (): number[] => files.list(bodies).map(Number).filter(Number.isInteger);
  let next: number | undefined;
  const nextPack = (): number => {
    if (next === undefined && write) files.makeFolder(bodies);
    next ??= Math.max(0, ...packs());
    return (next += 1);
  };
  let own: BodyWriter | undefined;
  const ownBodies = (): BodyWriter => (own ??= createBodyWriter(files, write ? bodies : undefined, nextPack()));

  const take = (hash: string, { inner, ...outer }: Document): void => {
    outers.set(hash, outer);
    inners.set(hash, inner);
    used.add(hash);
  };
  /** Brings the bodies that are used out of files that mostly hold others. */
  const gather = (): void => {
    const all = [...outers.keys()].map((hash) => [hash, outers.get(hash) ?? lost()] as const);
    const sparse = sparsePacks(all.map(([, { body }]) => body), packs(), (pack) => files.stat(join(bodies, String(pack)))?.size ?? 0);
    if (sparse.size === 0) return;
    const writer = createBodyWriter(files, bodies, nextPack());
    for (const [hash, outer] of all) {
      if (typeof outer.body !== "string" && sparse.has(outer.body.pack)) outers.set(hash, { ...outer, body: writer.add(readBody(files, bodies, outer.body)) });
    }
    writer.flush();
  };

  return {
    get isEmpty() { return outers.keys()[Symbol.iterator]().next().done === true; },
    has: (hash) => fleeting.has(hash) || outers.get(hash) !== undefined,
    find(source, hash) {
      const here = fleeting.get(hash);
      if (here !== undefined) return { value: { ...here.value, source }, diagnostics: here.diagnostics.map((found) => ({ ...found, file: source })) };
      const outer = outers.get(hash);
      if (outer === undefined) return undefined;
      used.add(hash);
      const frontMatter = toData(outer.page.frontMatter) as Page["frontMatter"];
      const value: Page = {
        ...outer.page,
        frontMatter,
        source,
        get html() {
          own?.flush();
          // It may have been brought to another file since.
          return readBody(files, bodies, (outers.get(hash) ?? outer).body);
        },
        get headings() { return innerOf(hash).headings; },
        get ids() { return innerOf(hash).ids; },
        get links() { return innerOf(hash).links; },
      };
      return { value, diagnostics: outer.diagnostics.map((found) => ({ ...found, file: source })) };
    },
    bodyOf: (hash) => outers.get(hash)?.body,
    faceOf: (hash) => outers.get(hash)?.face ?? `${hash} alone`,
    add(hash, staged) {
      const document = toDocument(staged, ownBodies());
      // Parsed here, it is asked for before this thread's bodies are all written.
      if (document === undefined) fleeting.set(hash, staged);
      else take(hash, document);
    },
    take,
    nextPack,
    isCrowded: () => packs().length > MOST_PACKS,
    saveMore() {
      if (!write) return;
      own?.flush();
      // The documents last: what they name is there.
      inners.save();
      outers.save();
    },
    save() {
      if (!write) return;
      own?.flush();
      const dropped = [...outers.keys()].filter((hash) => !used.has(hash));
      for (const hash of dropped) {
        outers.delete(hash);
        inners.delete(hash);
      }
      gather();
      inners.save();
      outers.save();
      const named = new Set([...outers.keys()].map((hash) => packOf(outers.get(hash)?.body)));
      for (const pack of packs()) if (!named.has(pack)) files.remove(join(bodies, String(pack)));
    },
  };
}

function packOf(body: Body | undefined): number {
  return body === undefined || typeof body === "string" ? 0 : body.pack;
}

function lost(): never {
  throw new BrokenCache("parts of documents are missing from the cache");
}

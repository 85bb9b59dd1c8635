/** The texts of documents: bodies and details in pack files, written by this thread and read by all. */

import { join } from "node:path";
import { RecentMap } from "../../utils/recent-map.js";
import type { FileSystem } from "../../writer/file-system.js";
import {
  bodyFolder,
  BrokenCache,
  createBodyWriter,
  readBody,
  sparsePacks,
  type Body,
  type BodyWriter,
} from "./body-pack.js";
import type { Document, Texts } from "./documents.js";
import { readDetails, type PageDetails } from "./page-details.js";
import type { Shards } from "./shards.js";

/** Several details of one document are asked for, one after the other. */
const MAX_UNPACKED = 200;

/** More pack files than these are brought together. */
const MAX_PACKS = 64;

export class DocumentTexts {
  private readonly bodies: string;
  private readonly parts: ReturnType<FileSystem["openParts"]>;
  private readonly unpacked = new RecentMap<PageDetails>(MAX_UNPACKED);
  private own: BodyWriter | undefined;
  private lastPack: number | undefined;

  /** Without `write`, bodies stay in memory. */
  constructor(
    private readonly files: FileSystem,
    private readonly kept: Shards<Document>,
    folder: string,
    private readonly write: boolean,
  ) {
    this.bodies = bodyFolder(folder);
    this.parts = files.openParts();
  }

  /** A text of a document. It may have moved to another file since the document was found. */
  read(hash: string, which: keyof Texts): string {
    this.flush();
    return readBody(this.parts, this.bodies, this.document(hash)[which]);
  }

  details(hash: string): PageDetails {
    const known = this.unpacked.get(hash);
    if (known !== undefined) return known;
    const details = readDetails(this.read(hash, "details"));
    this.unpacked.set(hash, details);
    return details;
  }

  /** Writes the texts of this thread. */
  writer(): BodyWriter {
    this.own ??= createBodyWriter(this.files, this.write ? this.bodies : undefined, this.nextPack());
    return this.own;
  }

  flush(): void {
    this.own?.flush();
  }

  /** A number for the texts of another thread. */
  nextPack(): number {
    if (this.lastPack === undefined && this.write) this.files.makeFolder(this.bodies);
    this.lastPack = (this.lastPack ?? Math.max(0, ...this.packs())) + 1;
    return this.lastPack;
  }

  isCrowded(): boolean {
    return this.packs().length > MAX_PACKS;
  }

  /** Brings the texts that are used out of files that mostly hold others. */
  gather(): void {
    const all = [...this.kept.keys()].map((hash) => [hash, this.document(hash)] as const);
    const sparse = sparsePacks(
      all.flatMap(([, { body, details }]) => [body, details]),
      this.packs(),
      (pack) => this.files.stat(join(this.bodies, String(pack)))?.size ?? 0,
    );
    if (sparse.size === 0) return;
    const writer = createBodyWriter(this.files, this.bodies, this.nextPack());
    for (const [hash, document] of all) {
      if (!sparse.has(packOf(document.body))) continue;
      const body = writer.add(this.read(hash, "body"));
      this.kept.set(hash, { ...document, body, details: writer.add(this.read(hash, "details")) });
    }
    writer.flush();
  }

  /** Removes the files that no document names. */
  removeUnused(): void {
    const named = new Set([...this.kept.keys()].map((hash) => packOf(this.kept.get(hash)?.body)));
    this.parts.close();
    for (const pack of this.packs()) if (!named.has(pack)) this.files.remove(join(this.bodies, String(pack)));
  }

  private packs(): number[] {
    return this.files.list(this.bodies).map(Number).filter(Number.isInteger);
  }

  private document(hash: string): Document {
    const document = this.kept.get(hash);
    if (document === undefined) throw new BrokenCache("parts of documents are missing from the cache");
    return document;
  }
}

function packOf(body: Body | undefined): number {
  return body === undefined || typeof body === "string" ? 0 : body.pack;
}

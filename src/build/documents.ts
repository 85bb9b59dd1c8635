/** Parsed documents by the hash of their bytes: equal bytes are one document, wherever they stand. */

import { join } from "node:path";
import { toData } from "../content/yaml.js";
import { Passing } from "../eleventy/failure.js";
import type { Diagnostic, Page, Staged } from "../model.js";
import type { FileSystem } from "./file-system.js";
import { stableText } from "./stable-text.js";
import type { Store } from "./stored.js";

/** A document without its text and the name of its file. */
interface Document {
  readonly page: Omit<Page, "source" | "html">;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Documents {
  has(hash: string): boolean;
  /** The document whose bytes, with the Markdown settings, have this hash, as that of `source`. */
  find(source: string, hash: string): Staged<Page> | undefined;
  keep(hash: string, staged: Staged<Page>): void;
  /** Writes what changed; documents that nobody asked for are dropped. */
  save(): void;
}

/** Thrown where a text is missing that the cache promised. Without the cache, all is well. */
export class BrokenCache extends Passing {}

/** Documents are kept in as many files as a hash has first letters, so that an edit rewrites a small one. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

interface Shard {
  readonly documents: Map<string, Document>;
  /** Texts are read when the first is asked for: most builds need few of them. */
  bodies: Map<string, string> | undefined;
  changed: boolean;
}

export function openDocuments(files: FileSystem, store: Store, folder: string): Documents {
  const shards = new Map<string, Shard>();
  const used = new Set<string>();
  /** A site's schema may make of a value what cannot be stored: such documents last as long as the build. */
  const fleeting = new Map<string, Staged<Page>>();
  const nameOf = (letter: string) => String(LETTERS.indexOf(letter));
  const shardOf = (hash: string): Shard => {
    const letter = hash.charAt(0);
    let shard = shards.get(letter);
    if (shard === undefined) {
      const documents = store.load<Map<string, Document>>(join(folder, "documents", nameOf(letter)));
      shard = { documents: documents ?? new Map<string, Document>(), bodies: documents === undefined ? new Map() : undefined, changed: documents === undefined };
      shards.set(letter, shard);
    }
    return shard;
  };
  const bodiesOf = (letter: string, shard: Shard): Map<string, string> => {
    shard.bodies ??= store.load<Map<string, string>>(join(folder, "bodies", nameOf(letter)));
    if (shard.bodies === undefined) throw new BrokenCache("texts are missing from the cache");
    return shard.bodies;
  };
  const bodyOf = (hash: string): string => {
    const body = bodiesOf(hash.charAt(0), shardOf(hash)).get(hash);
    if (body === undefined) throw new BrokenCache("a text is missing from the cache");
    return body;
  };
  return {
    has: (hash) => fleeting.has(hash) || shardOf(hash).documents.has(hash),
    find(source, hash) {
      const here = fleeting.get(hash);
      if (here !== undefined) return { value: { ...here.value, source }, diagnostics: here.diagnostics.map((found) => ({ ...found, file: source })) };
      const document = shardOf(hash).documents.get(hash);
      if (document === undefined) return undefined;
      used.add(hash);
      const frontMatter = toData(document.page.frontMatter) as Page["frontMatter"];
      const value: Page = { ...document.page, frontMatter, source, get html() { return bodyOf(hash); } };
      return { value, diagnostics: document.diagnostics.map((found) => ({ ...found, file: source })) };
    },
    keep(hash, { value, diagnostics }) {
      if (stableText(value.frontMatter) === undefined) return void fleeting.set(hash, { value, diagnostics });
      const { source: _, html, ...page } = value;
      const shard = shardOf(hash);
      bodiesOf(hash.charAt(0), shard).set(hash, html);
      shard.documents.set(hash, { page, diagnostics });
      shard.changed = true;
      used.add(hash);
    },
    save() {
      for (const name of ["documents", "bodies"]) files.makeFolder(join(folder, name));
      for (const letter of LETTERS) {
        const shard = shardOf(letter);
        const dropped = [...shard.documents.keys()].filter((hash) => !used.has(hash));
        if (!shard.changed && dropped.length === 0) continue;
        const bodies = bodiesOf(letter, shard);
        for (const hash of dropped) {
          shard.documents.delete(hash);
          bodies.delete(hash);
        }
        // Texts first: a document never stands without its text.
        store.save(join(folder, "bodies", nameOf(letter)), bodies);
        store.save(join(folder, "documents", nameOf(letter)), shard.documents);
      }
    },
  };
}

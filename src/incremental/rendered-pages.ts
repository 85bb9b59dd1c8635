/** What is known of the pages in the output folder: a hash for each, and, apart from it, what the hash is made of. */

import { join } from "node:path";
import type { FileSystem } from "../writer/file-system.js";
import { hashParts, type Fingerprint, type Parts } from "./fingerprint.js";
import type { Need } from "../hosting/code-needs.js";
import type { Fault } from "../model/fault.js";
import { openShards } from "./cache/shards.js";
import type { Store } from "./cache/store.js";

/** What is noted of a finished page. */
export interface Notes {
  /** What its HTML needs of the Content-Security-Policy; absent where that is nothing. */
  readonly needs?: readonly Need[];
  /** What is wrong with its HTML; absent where nothing is. */
  readonly faults?: readonly Fault[];
}

/** A page that is in the output folder. */
export interface Rendered {
  /** Of its fingerprint. */
  readonly hash: string;
  readonly output: string;
  /** Name of the document that it was made of. */
  readonly document: string;
  /** Hash of the navigation that it shows. */
  readonly navigation: string;
  /** Absent where nothing is noted. */
  readonly notes?: Notes;
}

/** What people may ask about it. */
export interface RenderedDetails {
  readonly parts: Parts;
  /** Why it was last rendered. */
  readonly why: readonly string[];
}

/** A page of a build: with details where it was rendered by it. */
export type RenderedPage = Rendered & Partial<RenderedDetails>;

/** Pages of one build, by source. */
export type RenderedPages = ReadonlyMap<string, RenderedPage>;

export interface RenderedStore {
  find(source: string): Rendered | undefined;
  /** Undefined also where they are not those of the page that `find` gives. */
  details(source: string): RenderedDetails | undefined;
  /** Of all pages. */
  sources(): Iterable<string>;
  /** Puts these pages in the place of what is known of them; those that bring no details are as they were. */
  save(pages: RenderedPages): void;
  /** Forgets the pages of these sources. */
  drop(sources: readonly string[]): void;
}

/** A page of the plan with its fingerprint. */
export function renderedPage(
  { hash, parts }: Fingerprint,
  output: string,
  why: readonly string[],
): Rendered & RenderedDetails {
  return { hash, output, document: parts.document, navigation: parts.navigation, parts, why };
}

export function openRendered(files: FileSystem, store: Store, folder: string): RenderedStore {
  const pages = openShards<Rendered>(files, store, join(folder, "fingerprints"));
  const allDetails = openShards<RenderedDetails>(files, store, join(folder, "details"));
  return {
    find: (source) => pages.get(source),
    details(source) {
      const details = allDetails.get(source);
      // Both are saved one after the other: a build that was killed between them left what does not belong together.
      return details !== undefined && hashParts(details.parts) === pages.get(source)?.hash
        ? details
        : undefined;
    },
    sources: () => pages.keys(),
    save(now) {
      for (const [source, { parts, why, ...page }] of now) {
        if (parts === undefined || why === undefined) continue;
        pages.set(source, page);
        allDetails.set(source, { parts, why });
      }
      allDetails.save();
      pages.save();
    },
    drop(sources) {
      for (const source of sources) {
        pages.delete(source);
        allDetails.delete(source);
      }
    },
  };
}

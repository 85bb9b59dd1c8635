/**
 * Cache entries of the pages in the output folder: a hash for each, and in separate files the parts of that
 * hash.
 */

import { join } from "node:path";
import type { FileSystem } from "../writer/file-system.js";
import { hashParts, type Fingerprint, type Parts } from "./fingerprint.js";
import type { Need } from "../hosting/code-needs.js";
import type { Fault } from "../model/fault.js";
import { openShards } from "./cache/shards.js";
import type { Store } from "./cache/store.js";

/** Notes on a finished page. */
export interface Notes {
  /** Sources that its HTML needs from the Content-Security-Policy; absent if it needs none. */
  readonly needs?: readonly Need[];
  /** Problems in its HTML; absent without problems. */
  readonly faults?: readonly Fault[];
}

/** A page that is in the output folder. */
export interface Rendered {
  /** Hash of its fingerprint. */
  readonly hash: string;
  readonly output: string;
  /** Name of the document that it shows. */
  readonly document: string;
  /** Hash of the navigation that it shows. */
  readonly navigation: string;
  /** Absent if there are no notes. */
  readonly notes?: Notes;
  /** Paths in the output folder of files that code of the site wrote for the page; absent without any. */
  readonly files?: readonly string[];
}

/** Details for `handbill explain`. */
export interface RenderedDetails {
  readonly parts: Parts;
  /** Why it was last rendered. */
  readonly why: readonly string[];
}

/** A page of a build, with details if the build rendered it. */
export type RenderedPage = Rendered & Partial<RenderedDetails>;

/** Pages of one build, by source. */
export type RenderedPages = ReadonlyMap<string, RenderedPage>;

export interface RenderedStore {
  find(source: string): Rendered | undefined;
  /** Undefined also if the details do not belong to the page that `find` returns. */
  details(source: string): RenderedDetails | undefined;
  /** Sources of all pages. */
  sources(): Iterable<string>;
  /** Replaces the entries of these pages. Entries without details keep their old details. */
  save(pages: RenderedPages): void;
  /** Removes the pages of these sources. */
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
      // The two files are saved one after the other, so they do not match if a build was killed in between.
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

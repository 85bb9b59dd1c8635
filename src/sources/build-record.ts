/** The record of a build for deployment and comparison: its findings and its sources. */

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../model/model.js";
import type { FolderRedirect, Redirect } from "../model/redirect.js";
import type { ListedPage } from "../site/redirects/moved.js";
import { readSmallJson, writeSmallJson } from "../system/small-json.js";
import { fromColumns, toColumns, type FileSnapshots, type SnapshotColumns } from "./snapshot.js";

export interface BuildRecord {
  /** Findings, as in `handbill check`. */
  readonly findings: readonly Diagnostic[];
  /**
   * Every source by path from the root, as the build read it. `look` is empty if only the hash is reliable.
   */
  readonly sources: FileSnapshots;
  readonly pages: readonly ListedPage[];
  readonly redirects: readonly Redirect[];
  readonly folderRedirects: readonly FolderRedirect[];
}

/** The record of one output folder. */
export interface BuildRecords {
  /** Undefined if no build of this version has written to the folder. */
  read(): BuildRecord | undefined;
  /** Whether a record exists, without reading it. */
  exists(): boolean;
  write(record: BuildRecord): void;
  /** Replaces the findings and the changed sources. */
  edit(change: Pick<BuildRecord, "findings" | "sources">): void;
}

/** Part of the file names. Increase it when the format changes. */
const VERSION = 1;

interface Stored extends Omit<BuildRecord, "sources"> {
  readonly sources: SnapshotColumns;
}

type StoredEdits = Pick<Stored, "findings" | "sources">;

/** `cache` is the site's cache folder, `folder` the output folder's path from the root. */
export function openBuildRecords(cache: string, folder: string): BuildRecords {
  const name = `${encodeURIComponent(folder) || "."}.${VERSION}`;
  const file = join(cache, "built", `${name}.json`);
  const edits = join(cache, "built", `${name}.edits.json`);
  const load = <T>(path: string) => readSmallJson(path) as T | undefined;
  return {
    read() {
      const stored = load<Stored>(file);
      if (stored === undefined) return undefined;
      const edited = load<StoredEdits>(edits);
      const sources = new Map(fromColumns(stored.sources));
      for (const [path, one] of edited === undefined ? [] : fromColumns(edited.sources))
        sources.set(path, one);
      return { ...stored, sources, findings: edited?.findings ?? stored.findings };
    },
    exists: () => existsSync(file),
    write(record) {
      rmSync(edits, { force: true });
      writeSmallJson(file, { ...record, sources: toColumns(record.sources) } satisfies Stored);
    },
    edit({ findings, sources }) {
      const before = load<StoredEdits>(edits);
      const all = new Map([...(before === undefined ? [] : fromColumns(before.sources)), ...sources]);
      writeSmallJson(edits, { findings, sources: toColumns(all) } satisfies StoredEdits);
    },
  };
}

/** The state that a target keeps of this site: the only files that a deployment may remove. */

import { DeployFailure } from "./failure.js";
import { isObject } from "../utils/is-record.js";

/** A file that this site uploaded. */
export interface HeldFile {
  readonly hash: string;
  readonly size: number;
  /** Time at which a release stopped using it, in milliseconds since 1970. */
  readonly gone?: number;
}

export interface Release {
  readonly id: string;
  /** Time of the deployment, in milliseconds since 1970. */
  readonly time: number;
  /** Why the gate refused it, if it was deployed with `--anyway`. */
  readonly anyway?: readonly string[];
  /** Targets of redirects by the path that they answer, for hosts with rules: no file contains these. */
  readonly redirects?: Readonly<Record<string, string>>;
}

export interface State {
  /** By path. */
  readonly files: ReadonlyMap<string, HeldFile>;
  /** Copies of replaced files for a rollback, by hash. */
  readonly kept: ReadonlyMap<string, HeldFile>;
  /** The newest last. */
  readonly releases: readonly Release[];
  /** Paths that an interrupted deployment may have written; empty if the last one completed. */
  readonly pending: readonly string[];
}

export const NOTHING: State = { files: new Map(), kept: new Map(), releases: [], pending: [] };

/** Path of the state at the target, in a hidden folder. */
export const STATE = ".handbill/state.json";
export const releaseKey = (id: string): string => `.handbill/releases/${id}.json`;
export const keptKey = (hash: string): string => `.handbill/kept/${hash}`;

/** Changes with the format of the file. */
const VERSION = 1;

export function stateText({ files, kept, releases, pending }: State): string {
  const plain = (map: ReadonlyMap<string, HeldFile>) =>
    Object.fromEntries(
      [...map]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { hash, size, gone }]) => [key, gone === undefined ? [hash, size] : [hash, size, gone]]),
    );
  const state = { version: VERSION, releases, files: plain(files), kept: plain(kept), pending };
  return `${JSON.stringify(state)}\n`;
}

/** Throws if no version of this program wrote the file: guessing could remove other programs' files. */
export function readState(bytes: Uint8Array | undefined): State {
  if (bytes === undefined) return NOTHING;
  let stored: {
    readonly version: unknown;
    readonly releases: Release[];
    readonly files: Stored;
    readonly kept: Stored;
    readonly pending: string[];
  };
  try {
    stored = JSON.parse(Buffer.from(bytes).toString()) as typeof stored;
  } catch {
    throw new DeployFailure(
      `The file ${STATE} at the target is damaged, so Handbill does not know which files belong to the site.`,
      "Restore it from a backup. Or remove it and deploy again: Handbill uploads all files and " +
        "keeps files of previous releases.",
    );
  }
  if (stored.version !== VERSION)
    throw new DeployFailure(
      `The file ${STATE} at the target was written by another version of Handbill.`,
      "Deploy with that version, or with a newer one.",
    );
  try {
    const { files, kept, releases, pending } = stored;
    const state = {
      files: heldFiles(files),
      kept: heldFiles(kept),
      releases: releases.map(readRelease),
      pending: pending.map((path) => checked(path, isPath)),
    };
    for (const hash of state.kept.keys()) checked(hash, isName);
    return state;
  } catch {
    throw new DeployFailure(
      `The file ${STATE} at the target has entries outside the target's folder or without a hash.`,
      "Check who changed it. Restore it from a backup, or remove it and deploy again.",
    );
  }
}

function readRelease({ id, time, anyway, redirects }: Release): Release {
  return {
    id: checked(id, isName),
    time: checked(time, Number.isFinite),
    ...(Array.isArray(anyway) && { anyway: anyway.map(String) }),
    ...(isObject(redirects) && { redirects }),
  };
}

/** Names of copies and releases become paths, so their characters are limited. */
export function isName(name: string): boolean {
  return /^[\w-]+$/.test(name);
}

/**
 * Whether a path stays below the target's folder, and outside of Handbill's hidden folder. A manipulated
 * state must not remove files elsewhere.
 */
export function isPath(path: string): boolean {
  const parts = path.split("/");
  // Windows has a second path separator; on other systems, names can contain it.
  return (
    !parts.includes("") &&
    !path.split(/[\\/]/).some((part) => part === "." || part === "..") &&
    !/^\.handbill$/i.test(parts[0] ?? "")
  );
}

function checked<T>(value: T, isRight: (value: T) => boolean): T {
  if (typeof value !== "string" && typeof value !== "number") throw new TypeError();
  if (!isRight(value)) throw new RangeError();
  return value;
}

type Stored = Readonly<Record<string, readonly [hash: string, size: number, gone?: number]>>;

function heldFiles(stored: Stored): Map<string, HeldFile> {
  return new Map(
    Object.entries(stored).map(([key, [hash, size, gone]]) => [
      checked(key, isPath),
      { hash: checked(hash, isName), size, ...(gone !== undefined && { gone }) },
    ]),
  );
}

/** A release's files, by path. */
export type Files = ReadonlyMap<string, { readonly hash: string; readonly size: number }>;

export function filesText(files: Files): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted.map(([path, { hash, size }]) => [path, [hash, size]])))}\n`;
}

export function readFiles(bytes: Uint8Array): Files {
  try {
    return heldFiles(JSON.parse(Buffer.from(bytes).toString()) as Stored);
  } catch {
    throw new DeployFailure(
      "The target's record of that release is damaged.",
      "Build the previous version of the site, and deploy it.",
    );
  }
}

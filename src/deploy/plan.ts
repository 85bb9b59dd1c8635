/**
 * Plans a deployment: compares the new release with the files of the target. A pure function; the clock is an
 * argument.
 */

import { hashList } from "../incremental/fingerprint.js";
import { kindOf, type FileKind } from "./file-kind.js";
import type { Files, HeldFile, Release, State } from "./state.js";

export interface PlannedFile {
  readonly path: string;
  readonly hash: string;
  readonly size: number;
  readonly why: "new" | "changed";
}

export interface DeployPlan {
  /** Name of the release. Releases with equal files have equal names. */
  readonly id: string;
  /** Files to write, in phases. Each phase ends before the next begins. */
  readonly phases: readonly (readonly PlannedFile[])[];
  /** Files to copy before they are replaced or removed. */
  readonly keep: readonly { readonly path: string; readonly hash: string }[];
  /** Paths to remove after everything is written. */
  readonly remove: readonly string[];
  /** Hashes of copies that are old enough to remove. */
  readonly drop: readonly string[];
  /** Ids of releases to which no rollback is possible any longer. */
  readonly forget: readonly string[];
  /** The state to save while files are written, while files are removed, and at the end. */
  readonly during: State;
  readonly closing: State;
  readonly after: State;
}

export interface DeployPlanInput {
  readonly wanted: Files;
  /** The corrected state of the target: see `trueState`. */
  readonly state: State;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Number of days for which files stay after the last release that used them. */
  readonly keepDays: number;
  /** Whether replaced files can be copied. */
  readonly canCopy: boolean;
  /**
   * Data to remember about the release besides its files. @default that of a previous release with the same
   * files
   */
  readonly about?: Pick<Release, "anyway" | "redirects">;
}

const DAY = 86_400_000;

/**
 * The state after an interrupted deployment. `heldNow` gives the hash of the file at each pending path; empty
 * for a file that is not this site's, undefined for none.
 */
export function trueState(state: State, heldNow: ReadonlyMap<string, string | undefined>): State {
  const files = new Map(state.files);
  for (const path of state.pending) {
    const hash = heldNow.get(path);
    if (hash === undefined || hash === "") files.delete(path);
    else if (files.get(path)?.hash !== hash) files.set(path, { hash, size: 0 });
  }
  return { ...state, files, pending: [] };
}

export function planDeploy({ wanted, state, now, keepDays, canCopy, about }: DeployPlanInput): DeployPlan {
  const id = hashList([...wanted].map(([path, { hash }]) => `${path} ${hash}`).sort())
    .slice(0, 10)
    .replace(/[^A-Za-z0-9]/g, "0");
  const puts: PlannedFile[] = [];
  const keep: { path: string; hash: string }[] = [];
  const files = new Map<string, HeldFile>();
  for (const [path, { hash, size }] of wanted) {
    files.set(path, { hash, size });
    const held = state.files.get(path);
    if (held?.hash === hash) continue;
    puts.push({ path, hash, size, why: held === undefined ? "new" : "changed" });
    if (held !== undefined) keep.push({ path, hash: held.hash });
  }
  const remove: string[] = [];
  const leaving = new Map<string, HeldFile>();
  for (const [path, held] of state.files) {
    if (wanted.has(path)) continue;
    // An open page still requests the styles and scripts of its own release.
    const gone = held.gone ?? now;
    if (kindOf(path) === "hashed" && now - gone < keepDays * DAY) files.set(path, { ...held, gone });
    else {
      remove.push(path);
      leaving.set(path, held);
      if (kindOf(path) !== "hashed") keep.push({ path, hash: held.hash });
    }
  }
  const kept = new Map(canCopy ? state.kept : []);
  for (const { path, hash } of canCopy ? keep : [])
    kept.set(hash, { hash, size: state.files.get(path)?.size ?? 0, gone: now });
  const drop = [...kept].filter(([, { gone = now }]) => now - gone >= keepDays * DAY).map(([hash]) => hash);
  const isSame = state.releases.at(-1)?.id === id;
  const known = state.releases.find((release) => release.id === id);
  const releases = isSame
    ? state.releases
    : [...state.releases.filter((release) => release !== known), { ...known, ...about, id, time: now }];
  // Files that a release removes are copied when the next one is deployed. The last two releases stay known,
  // whatever their age.
  const forget = releases
    .slice(0, -2)
    .filter((_, index) => now - (releases[index + 1]?.time ?? now) >= keepDays * DAY)
    .map((release) => release.id);
  const later = new Map([...kept].filter(([hash]) => !drop.includes(hash)));
  return {
    id,
    phases: inSafeOrder(puts),
    keep: canCopy ? keep : [],
    remove: remove.sort(),
    drop,
    forget,
    during: {
      files: state.files,
      kept,
      releases: state.releases,
      pending: puts.map(({ path }) => path).sort(),
    },
    closing: { files: new Map([...files, ...leaving]), kept, releases, pending: [] },
    after: {
      files,
      kept: later,
      releases: releases.filter((release) => !forget.includes(release.id)),
      pending: [],
    },
  };
}

/** Whether there is nothing to do. */
export function isEmpty({ phases, remove, drop }: DeployPlan): boolean {
  return phases.length === 0 && remove.length === 0 && drop.length === 0;
}

/**
 * Assets come before pages, new pages before pages that link to them, and the home page comes last. Readers
 * then never find a missing link or style sheet meanwhile.
 */
function inSafeOrder(puts: readonly PlannedFile[]): PlannedFile[][] {
  const rank: Readonly<Record<FileKind, number>> = { hashed: 0, other: 1, page: 2 };
  const rankOf = ({ path, why }: PlannedFile) =>
    path === "index.html" ? 4 : rank[kindOf(path)] + (kindOf(path) === "page" && why === "changed" ? 1 : 0);
  const phases: PlannedFile[][] = [[], [], [], [], []];
  for (const file of [...puts].sort((a, b) => (a.path < b.path ? -1 : 1))) phases[rankOf(file)]?.push(file);
  return phases.filter((phase) => phase.length > 0);
}

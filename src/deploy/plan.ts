/** What a deployment will do: the release that is wanted, compared with what the target holds. Pure; the clock is an argument. */

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
  /** Name of the release: equal files, equal name. */
  readonly id: string;
  /** What to write, in phases; each ends before the next begins. */
  readonly phases: readonly (readonly PlannedFile[])[];
  /** Files to be copied aside before they are replaced or taken away. */
  readonly keep: readonly { readonly path: string; readonly hash: string }[];
  /** Paths to take away when all is written. */
  readonly remove: readonly string[];
  /** Hashes of copies that are old enough to go. */
  readonly drop: readonly string[];
  /** Ids of releases that nobody can go back to any more. */
  readonly forget: readonly string[];
  /** What the target remembers while it is written, while files are taken away, and when everything is done. */
  readonly during: State;
  readonly closing: State;
  readonly after: State;
}

export interface DeployPlanInput {
  readonly wanted: Files;
  /** What the target remembers, as far as it is known to be true: see `trueState`. */
  readonly state: State;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How many days files that no release uses any more stay. */
  readonly keepDays: number;
  /** Whether replaced files can be copied aside. */
  readonly canCopy: boolean;
  /** What is remembered of the release besides its files. @default what is known of an earlier release with the same files */
  readonly about?: Pick<Release, "anyway" | "redirects">;
}

const DAY = 86_400_000;

/**
 * The state after an interrupted deployment: `heldNow` tells what the target holds at each pending path; an empty hash
 * for something that is not this site's, undefined for nothing.
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
    // A page that a reader has open still asks for the styles and scripts of its own release.
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
  // What a release lost is copied aside when the next one comes. The last two stay known, whatever their age.
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

/** Whether there is anything to do. */
export function isEmpty({ phases, remove, drop }: DeployPlan): boolean {
  return phases.length === 0 && remove.length === 0 && drop.length === 0;
}

/**
 * What pages need comes before pages; new pages come before those that link to them, and the home page is last. Then
 * nobody who reads meanwhile finds a link or a style sheet that is not there.
 */
function inSafeOrder(puts: readonly PlannedFile[]): PlannedFile[][] {
  const rank: Readonly<Record<FileKind, number>> = { hashed: 0, other: 1, page: 2 };
  const rankOf = ({ path, why }: PlannedFile) =>
    path === "index.html" ? 4 : rank[kindOf(path)] + (kindOf(path) === "page" && why === "changed" ? 1 : 0);
  const phases: PlannedFile[][] = [[], [], [], [], []];
  for (const file of [...puts].sort((a, b) => (a.path < b.path ? -1 : 1))) phases[rankOf(file)]?.push(file);
  return phases.filter((phase) => phase.length > 0);
}

/** Deploys to a store in an order that leaves a working site if it is interrupted at any point. */

import { typeOf } from "../hosting/types.js";
import { cacheControlOf } from "./file-kind.js";
import { planDeploy, trueState, type DeployPlan, type PlannedFile } from "./plan.js";
import {
  filesText,
  isName,
  keptKey,
  readFiles,
  readState,
  releaseKey,
  STATE,
  stateText,
  type Files,
  type Release,
  type State,
} from "./state.js";
import { inParallel, type Store, type Upload } from "./store.js";

export interface DeployOptions {
  readonly now: number;
  readonly keepDays: number;
  /** Data to remember about the release besides its files. */
  readonly about?: Pick<Release, "anyway" | "redirects">;
}

/** The target's state, corrected after an interrupted deployment. */
export async function openState(store: Store): Promise<State> {
  const state = readState(await store.read(STATE));
  const heldNow = new Map<string, string | undefined>();
  await inParallel(state.pending, 16, async (path) => {
    const hash = await store.hashOf(path);
    heldNow.set(path, hash === undefined || isName(hash) ? hash : "");
  });
  return trueState(state, heldNow);
}

export function planFor(store: Store, state: State, wanted: Files, options: DeployOptions): DeployPlan {
  return planDeploy({ ...options, wanted, state, canCopy: store.canCopy });
}

/** The parts of the built site that a deployment reads. */
export interface Built {
  /** A file of the output folder. */
  bytesOf(path: string): Uint8Array;
  /** Its `Cache-Control`. @default by its kind */
  cacheControlOf?(path: string): string;
}

/** Executes the plan. `built` is absent in a rollback, which needs only the target's own copies. */
export async function carryOut(
  store: Store,
  plan: DeployPlan,
  wanted: Files,
  built: Built | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const total = plan.phases.reduce((sum, phase) => sum + phase.length, 0);
  let done = 0;
  const one = (): void => onProgress(++done, total);
  const remember = (state: State) => store.put([note(STATE, stateText(state))], () => undefined);
  // This comes first, so that the state lists every file that may be present from now on.
  await remember(plan.during);
  await store.copy(
    plan.keep.map(({ path, hash }) => ({ from: path, to: keptKey(hash) })),
    "if there",
  );
  for (const phase of plan.phases) {
    if (built === undefined) {
      await store.copy(
        phase.map(({ path, hash }) => ({ from: keptKey(hash), to: path })),
        "must be there",
      );
      phase.forEach(one);
    } else
      await store.put(
        phase.map((file) => uploadOf(file, built)),
        one,
      );
  }
  await store.put([note(releaseKey(plan.id), filesText(wanted))], () => undefined);
  // Files to remove stay in the state until they are removed.
  await remember(plan.closing);
  if (plan.remove.length + plan.drop.length + plan.forget.length === 0) return;
  await store.remove([...plan.remove, ...plan.drop.map(keptKey), ...plan.forget.map(releaseKey)]);
  await remember(plan.after);
}

/**
 * The files of a previous release by its id, or of the release before the last. Undefined if it does not
 * exist, or if some of its files are gone.
 */
export async function previousRelease(store: Store, state: State, id?: string): Promise<Files | undefined> {
  const release = id === undefined ? state.releases.at(-2) : state.releases.find((one) => one.id === id);
  const bytes = release === undefined ? undefined : await store.read(releaseKey(release.id));
  if (bytes === undefined) return undefined;
  const files = readFiles(bytes);
  return [...files].every(([path, { hash }]) => state.files.get(path)?.hash === hash || state.kept.has(hash))
    ? files
    : undefined;
}

function uploadOf({ path, hash }: PlannedFile, built: Built): Upload {
  return {
    key: path,
    hash,
    bytes: () => built.bytesOf(path),
    contentType: typeOf(path),
    cacheControl: built.cacheControlOf?.(path) ?? cacheControlOf(path),
  };
}

/** A file of the deployment itself. */
function note(key: string, text: string): Upload {
  return {
    key,
    hash: "",
    bytes: () => Buffer.from(text),
    contentType: "application/json; charset=utf-8",
    cacheControl: "no-store",
  };
}

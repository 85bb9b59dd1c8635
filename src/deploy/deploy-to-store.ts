/** A deployment to a store, in an order in which an interruption at any point leaves a site that works. */

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
  /** What is remembered of the release besides its files. */
  readonly about?: Pick<Release, "anyway" | "redirects">;
}

/** What the target remembers, made true where a deployment was interrupted. */
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

/** What a deployment needs of the built site. */
export interface Built {
  /** A file of the output folder. */
  bytesOf(path: string): Uint8Array;
  /** How long it may be kept. @default by its kind */
  cacheControlOf?(path: string): string;
}

/** Does what the plan says. `built` is absent in a rollback, which needs the target's own copies alone. */
export async function carryOut(
  store: Store,
  plan: DeployPlan,
  wanted: Files,
  built: Built | undefined,
  told: (done: number, total: number) => void,
): Promise<void> {
  const total = plan.phases.reduce((sum, phase) => sum + phase.length, 0);
  let done = 0;
  const one = (): void => told(++done, total);
  const remember = (state: State) => store.put([note(STATE, stateText(state))], () => undefined);
  // First: what may be there from now on is this site's.
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
  // What is still to be taken away stays remembered until it is gone.
  await remember(plan.closing);
  if (plan.remove.length + plan.drop.length + plan.forget.length === 0) return;
  await store.remove([...plan.remove, ...plan.drop.map(keptKey), ...plan.forget.map(releaseKey)]);
  await remember(plan.after);
}

/** The files of an earlier release, by its id, or those of the release before the last; undefined when there is none, or its files are not all there any more. */
export async function earlierRelease(store: Store, state: State, id?: string): Promise<Files | undefined> {
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

/** A file of the deployment's own. */
function note(key: string, text: string): Upload {
  return {
    key,
    hash: "",
    bytes: () => Buffer.from(text),
    contentType: "application/json; charset=utf-8",
    cacheControl: "no-store",
  };
}

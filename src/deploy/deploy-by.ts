/** Deploys in one of three ways: file by file, as a commit, or with a host's own tool. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hashOf } from "../writer/manifest.js";
import type { DeployTarget, GitTarget, ToolTarget } from "../config/deploy-options.js";
import type { SiteConfig } from "../config/options.js";
import { carryOut, previousRelease, openState, planFor, type Built } from "./deploy-to-store.js";
import { DeployFailure } from "./failure.js";
import { cacheControlOf, kindOf } from "./file-kind.js";
import { previousTree, planGit, pushGit } from "./git.js";
import { takeLock } from "./lock.js";
import { isEmpty, type DeployPlan } from "./plan.js";
import type { Files } from "./state.js";
import type { Store } from "./store.js";
import { deployWithTool, TOOLS } from "./tools.js";
import { lostByRelease, redirectsOf } from "./answers.js";
import { losses, overruledReasons, type Gate } from "./gate.js";
import { onlineAtHost, onlineInBranch, onlineInStore } from "./online.js";
import { readRemembered, remember } from "./remembered.js";
import { applyLevels } from "../diagnostics/catalogue.js";
import { cacheFolder } from "../pipeline/open.js";
import type { Published } from "../site/redirects/published.js";
import type { BuildRecord } from "../sources/build-record.js";
import { headerRules, headersFor } from "../hosting/headers.js";
import { encodePath } from "../site/permalinks.js";
import { isRunning, runProgram, thisProcess } from "../system/processes.js";
import { planOutput, planSummary, type Changes } from "./plan-text.js";
import type { CommandResult } from "../pipeline/result.js";
import { urlOfFile } from "../utils/output-files.js";

export interface Deployment<T = DeployTarget> {
  readonly config: SiteConfig;
  /** The target's name in the configuration. */
  readonly name: string;
  readonly target: T;
  /** The record of the build; undefined if it is missing and the gate let the site pass. */
  readonly record: BuildRecord | undefined;
  /** Checks that a release must pass before anything is uploaded. */
  readonly gate: Gate;
  /** The output folder. */
  readonly files: Files;
  readonly dryRun: boolean;
  readonly rollback: boolean | string;
  /** The name of a preview; undefined for the site itself. */
  readonly preview: string | undefined;
  readonly keepDays: number;
  readonly now: number;
  progress(stage: string, done?: number, total?: number): void;
}

export async function deployToStore(store: Store, deployment: Deployment): Promise<CommandResult> {
  const { config, files, dryRun, rollback, progress } = deployment;
  const before = await planned(store, deployment);
  if (dryRun) return { diagnostics: [], output: planOutput(before.changes) };
  const isBack = rollback !== false;
  const done = ({ plan, changes }: Planned): CommandResult => ({
    diagnostics: [],
    summary: isBack ? `Restored release ${plan.id} at ${store.place}.` : planSummary(changes),
  });
  if (isEmpty(before.plan)) return done(before);
  const lock = await takeLock(store, {
    deployer: thisProcess(),
    isRunning,
    waiting: (who) => progress(`Waiting for the deployment of ${who}`),
  });
  try {
    // Another deployment may have done the same while this one waited.
    const now = await planned(store, deployment);
    if (!isEmpty(now.plan)) {
      await carryOut(
        store,
        now.plan,
        now.wanted,
        isBack ? undefined : builtSite(config, files),
        (count, total) => {
          lock.check();
          progress("Uploading", count, total);
        },
      );
    }
    return done(now);
  } finally {
    await lock.release();
  }
}

interface Planned {
  readonly plan: DeployPlan;
  /** The files of the release. */
  readonly wanted: Files;
  readonly changes: Changes;
}

/** Refuses a release that would lose published URLs, except for rollbacks and previews. */
function checkLosses(published: readonly Published[], deployment: Deployment): void {
  const { config, files, record = NO_RECORD, gate, preview } = deployment;
  if (preview !== undefined) return;
  const lost = lostByRelease(published, { config, files, record });
  // A finding counts as an accident unless the site sets its level.
  gate.check(
    losses(
      applyLevels(
        lost.map((found) => ({ ...found, level: "error" })),
        config.levels,
      ),
    ),
  );
}

const NO_RECORD = { pages: [], redirects: [], folderRedirects: [] };

async function planned(store: Store, deployment: Deployment): Promise<Planned> {
  const { config, files, record = NO_RECORD, gate, rollback, keepDays, now, progress } = deployment;
  progress("Comparing");
  const state = await openState(store);
  const isBack = rollback !== false;
  if (isBack && !store.canCopy)
    throw new DeployFailure(
      `${store.place} has no previous releases, because rsync does not keep replaced files.`,
      "Build the previous version of the site, and deploy it. To keep replaced files in future, " +
        "set `rollback: true` on the target.",
    );
  const wanted = isBack
    ? await previousRelease(store, state, typeof rollback === "string" ? rollback : undefined)
    : files;
  if (wanted === undefined) {
    const ids = state.releases
      .map(({ id, time }) => `${id} (${new Date(time).toISOString().slice(0, 16)}Z)`)
      .join(", ");
    throw new DeployFailure(
      typeof rollback === "string"
        ? `Release ${rollback} does not exist at ${store.place}, or its files were removed.`
        : `${store.place} has no previous release.`,
      ids === "" ? undefined : `The releases are ${ids}.`,
    );
  }
  if (!isBack) checkLosses(await onlineInStore(store, state, wanted, config.base), deployment);
  const anyway = overruledReasons(gate);
  const about = { redirects: redirectsOf(record), ...(anyway !== undefined && { anyway }) };
  const plan = planFor(store, state, wanted, { now, keepDays, ...(!isBack && { about }) });
  return {
    plan,
    wanted,
    changes: { place: store.place, release: plan.id, files: plan.phases.flat(), removed: plan.remove },
  };
}

/** A file's `Cache-Control` comes from the site's `headers` for its URL. */
function builtSite(config: SiteConfig, files: Files): Built {
  const rules = headerRules({
    options: config.headers,
    sources: new Map(),
    url: config.url,
    files: files.keys(),
  });
  return {
    bytesOf(path) {
      const bytes = readFileSync(join(config.output, path));
      if (hashOf(bytes) !== files.get(path)?.hash)
        throw new DeployFailure(
          `${path} changed during the upload: another build is running.`,
          "Wait until the build ends, and deploy again.",
        );
      return bytes;
    },
    cacheControlOf: (path) =>
      kindOf(path) === "hashed"
        ? cacheControlOf(path)
        : (headersFor(rules, `/${encodePath(urlOfFile(path))}`)["Cache-Control"] ?? cacheControlOf(path)),
  };
}

export async function deployByGit(deployment: Deployment<GitTarget & DeployTarget>): Promise<CommandResult> {
  const { config, target, files, gate, dryRun, rollback, keepDays, now, progress } = deployment;
  const where = { root: config.root, folder: config.output, now, keepDays };
  progress("Comparing");
  if (rollback !== false) {
    const previous = await previousTree(
      target,
      where,
      typeof rollback === "string" ? rollback : undefined,
      runProgram,
    );
    if (!dryRun) await pushGit(target, where, previous, "Restore a previous release", runProgram);
    return {
      diagnostics: [],
      summary: dryRun ? "Would restore the previous commit." : "Restored the previous commit.",
    };
  }
  const plan = await planGit(target, where, runProgram);
  const file = (why: "new" | "changed") => (path: string) => ({
    path,
    why,
    size: files.get(path)?.size ?? 0,
  });
  const changes = {
    place: plan.place,
    release: plan.tree.slice(0, 10),
    files: [...plan.added.map(file("new")), ...plan.changed.map(file("changed"))],
    removed: plan.removed,
  };
  const changed = [...plan.changed, ...plan.removed];
  checkLosses(
    await onlineInBranch(where, { parent: plan.parent, changed }, config.base, runProgram),
    deployment,
  );
  if (dryRun) return { diagnostics: [], output: planOutput(changes) };
  progress("Uploading");
  const anyway = overruledReasons(gate);
  const message =
    `Release ${changes.release}` +
    `${anyway === undefined ? "" : `\n\nDeployed with --anyway: ${anyway.join(", ")}`}`;
  if (changes.files.length + changes.removed.length > 0)
    await pushGit(target, where, plan, message, runProgram);
  return { diagnostics: [], summary: planSummary(changes) };
}

export async function deployByTool(
  deployment: Deployment<ToolTarget & DeployTarget>,
): Promise<CommandResult> {
  const { config, name, target, files, record = NO_RECORD, gate, now } = deployment;
  const { dryRun, rollback, preview, progress } = deployment;
  const { program, args } = TOOLS[target.to];
  if (rollback !== false)
    throw new DeployFailure(
      `Handbill cannot restore releases on ${target.to}.`,
      `Restore the release in its dashboard, or with \`${program}\`.`,
    );
  const cache = cacheFolder(config);
  progress("Comparing");
  const online = await onlineAtHost(readRemembered(cache, name), files, config);
  if (typeof online !== "string") checkLosses(online, deployment);
  const call = args({
    folder: config.output,
    project: target.project,
    preview,
    settings: files.has("firebase.json") ? join(config.output, "firebase.json") : undefined,
  });
  if (dryRun)
    return {
      diagnostics: [],
      output: {
        text: `Would run: ${[program, ...call].join(" ")}\n`,
        value: { run: [program, ...call], files: files.size },
      },
    };
  progress("Uploading");
  const address = await deployWithTool(target, call, config.root, runProgram);
  const anyway = overruledReasons(gate);
  const about = { time: now, redirects: redirectsOf(record), ...(anyway !== undefined && { anyway }) };
  if (preview === undefined) remember(cache, name, { ...config, files }, about);
  const note =
    typeof online === "string" && preview === undefined
      ? `\nHandbill could not compare with the site online: ${online} It will compare the next ` +
        "deployment with this one."
      : "";
  return {
    diagnostics: [],
    summary: `Deployed to ${target.to}${address === "" ? "" : `: ${address}`}${note}`,
  };
}

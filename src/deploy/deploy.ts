/** Deploys a site: finds the target, reads the output folder, and deploys in the way of the target. */

import type { DeployTarget, ToolTarget } from "../config/deploy-options.js";
import type { ConfigFlags, SiteConfig } from "../config/options.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { nearest } from "../utils/nearest.js";
import type { CommandContext, CommandResult } from "../pipeline/result.js";
import { deployByGit, deployByTool, deployToStore, type Deployment } from "./deploy-by.js";
import { deployFailure, DeployFailure } from "./failure.js";
import { checkBuild } from "./check-build.js";
import { createGate, Refused, refusedResult, withOverruled } from "./gate.js";
import { openStore } from "./open-store.js";
import { readOutput } from "./read-output.js";
import { TOOLS } from "./tools.js";

export interface DeployFlags {
  readonly dryRun: boolean;
  /** Go back to the release before the last, or to the release with this id. */
  readonly rollback: boolean | string;
  /** The name of a preview next to the live site. */
  readonly preview: string | undefined;
  /** Deploy even if the gate refuses. */
  readonly anyway: boolean;
}

/**
 * Names that every host accepts in a URL together with a project's name (RFC 1035, 2.3.1: 63 letters for
 * both).
 */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,26}[a-z0-9])?$/;

/** `name`: the target in .eleventy.ts. Without it, the only target, or `production`. */
export async function deploySite(
  config: SiteConfig,
  name: string | undefined,
  { dryRun, rollback, preview, anyway }: DeployFlags,
  { flags, started, progress }: CommandContext,
): Promise<CommandResult> {
  const found = targetOf(config, name);
  if ("code" in found) return { diagnostics: [found] };
  const { target } = found;
  if (preview !== undefined && !NAME.test(preview))
    return {
      diagnostics: [],
      problem:
        `\`${preview}\` is not a valid preview name. Use up to 28 lower-case letters, digits and ` +
        "hyphens, such as pr-12.",
    };
  // A rollback does not need the built site.
  const files = rollback === false ? readOutput(config) : new Map<string, never>();
  if ("code" in files) return { diagnostics: [files] };
  if (files.size === 0 && rollback === false)
    return {
      diagnostics: [
        diagnostic("no-pages", {}, "The output folder has no built site.", "Run `handbill build` first."),
      ],
    };
  const gate = createGate(anyway);
  const deployment = {
    config,
    name: found.name,
    target,
    gate,
    files,
    dryRun,
    rollback,
    preview,
    keepDays: target.keepDays ?? 30,
    now: started,
    progress,
  };
  return withOverruled(await deployTo(deployment, flags), gate);
}

/**
 * Deploys in the way of the target's kind if the gate lets the site pass. Failures outside of the program
 * become Diagnostics.
 */
async function deployTo(deployment: Omit<Deployment, "record">, flags: ConfigFlags): Promise<CommandResult> {
  const { config, target, gate, rollback, preview } = deployment;
  let place: string = target.to;
  try {
    if (preview !== undefined && !hasTool(target))
      throw new DeployFailure(
        `Targets of the type \`${target.to}\` do not support named previews.`,
        "Add a separate target for previews, or use netlify, cloudflare, vercel or firebase.",
      );
    const isStore = target.to === "folder" || target.to === "rsync" || target.to === "s3";
    const store = isStore ? await openStore(target, config) : undefined;
    place = store?.place ?? place;
    const record = rollback === false ? checkBuild(config, flags, gate) : undefined;
    if (store !== undefined) return await deployToStore(store, { ...deployment, record });
    if (target.to === "git") return await deployByGit({ ...deployment, target, record });
    return await deployByTool({ ...deployment, target: target as ToolTarget, record });
  } catch (error) {
    if (error instanceof Refused) return refusedResult(error.refusal);
    if (!(error instanceof DeployFailure) && !isOutside(error)) throw error;
    return { diagnostics: [deployFailure(error, place)] };
  }
}

function hasTool(target: DeployTarget): boolean {
  return Object.hasOwn(TOOLS, target.to);
}

function targetOf(
  { deploy: targets, file }: SiteConfig,
  name: string | undefined,
): { readonly name: string; readonly target: DeployTarget } | Diagnostic {
  const names = Object.keys(targets);
  const wanted = name ?? (names.length === 1 ? names[0] : "production") ?? "production";
  const target = Object.hasOwn(targets, wanted) ? targets[wanted] : undefined;
  if (target !== undefined) return { name: wanted, target };
  const meant = nearest(wanted, names);
  const hint =
    names.length === 0
      ? 'Add a target in .eleventy.ts: deploy: { production: { to: "folder", path: "/var/www/acme" } }.'
      : `Use one of ${names.join(", ")}.${meant === undefined ? "" : ` Did you mean \`${meant}\`?`}`;
  return diagnostic(
    "config-invalid",
    file === undefined ? {} : { file },
    `Unknown deploy target \`${wanted}\`.`,
    hint,
  );
}

/** Whether an error comes from the network, a service or the file system, and is not a bug in the program. */
function isOutside(error: unknown): boolean {
  const { code, syscall, $metadata, name, message } = error as {
    readonly code?: string;
    readonly syscall?: string;
    readonly $metadata?: object;
    readonly name?: string;
    readonly message?: string;
  };
  return (
    syscall !== undefined ||
    $metadata !== undefined ||
    /^E[A-Z]+$/.test(code ?? "") ||
    /Credentials|Timeout|Abort/.test(name ?? "") ||
    message === "Region is missing" ||
    error instanceof AggregateError
  );
}

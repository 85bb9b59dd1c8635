/** A project: the site in a folder, from its settings to its written files. Commands ask a project, and nothing below it. */

import type { ConfigFlags, HostName, SiteConfig } from "../config/options.js";
import { loadConfig } from "../config/load.js";
import { siteKind } from "../config/site-kind.js";
import type { ExternalLink } from "../checks/external/links.js";
import type { Served } from "../hosting/answer.js";
import type { CacheUse } from "../incremental/cache/cache.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import type { Published } from "../site/redirects/published.js";
import { createImporter } from "../system/modules.js";
import type { Explained } from "./explain.js";
import type { OpenSite } from "./open.js";
import type { CommandContext, CommandResult } from "./result.js";

/**
 * Both kinds of project have these verbs. A site goes through the stages in its own modules, each taking the whole value
 * of the one before: open, load, plan, render, generate, check, commit. For an Eleventy project, Eleventy is all of them
 * up to the check.
 */
export interface Project {
  readonly config: SiteConfig;
  /** Makes the site and writes it, when every page can be made, or the site says "keep-going". */
  build(): Promise<CommandResult>;
  /** Makes the site and writes nothing. `published`: what a previous release had; `useCache`: whether the last build may be believed. */
  check(published: readonly Published[], useCache: boolean): Promise<CheckResult | readonly Diagnostic[]>;
  /** What a page is made of. `wanted`: its URL, its source or its output file. */
  explain(wanted: string): Promise<Explained>;
  /** How a host answers for what was built; `files` are those of the output folder. */
  answersOf(host: HostName, files: Iterable<string>): Promise<HostAnswers | Diagnostic>;
}

/** What `preview --as` needs to answer like a host. */
export type HostAnswers = Omit<Served, "base">;

export interface CheckResult {
  /** What stands before the count of pages: `Eleventy project: `; empty for a site. */
  readonly kind: string;
  readonly pages: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Every place at which the site names a URL of another one; absent where nobody looks for them. */
  externalLinks?(): readonly ExternalLink[];
}

/** A site that `defineSite` makes. */
export interface SiteProject extends Project {
  readonly kind: "site";
  /** Lists its sources and runs its data files, for who keeps it open. `maxWait`: how long a data file may take. */
  open(use: CacheUse, maxWait?: number): Promise<OpenSite | Diagnostic>;
}

/** A project whose pages Eleventy renders. */
export interface EleventyProject extends Project {
  readonly kind: "eleventy";
  /** What each of its settings becomes in a site that `defineSite` makes. */
  explainSettings(): Promise<CommandResult>;
}

/** Reads the settings of a project; undefined, with a reason in `diagnostics`, where they cannot be used. */
export async function openProject(
  context: CommandContext,
): Promise<WithDiagnostics<SiteProject | EleventyProject | undefined>> {
  const importer = createImporter(context.flags.root);
  const { value: config, diagnostics } = await loadConfig(context.flags, importer.importModule);
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const kind = siteKind(context.flags.root, context.flags.config);
  if ("code" in kind) return { value: undefined, diagnostics: [kind] };
  const value =
    kind.kind === "eleventy"
      ? (await import("./eleventy-project/project.js")).eleventyProject(context, kind, config)
      : (await import("./site-project.js")).siteProject(context, config, importer);
  return { value, diagnostics };
}

/** Does something with a project, or reports why its settings cannot be used. */
export async function withProject(
  context: CommandContext,
  use: (project: SiteProject | EleventyProject) => CommandResult | Promise<CommandResult>,
): Promise<CommandResult> {
  const { value: project, diagnostics } = await openProject(context);
  return project === undefined ? { diagnostics } : use(project);
}

/** A context for who reads a project, and neither writes nor reports progress. */
export function readingContext(flags: ConfigFlags, started: number): CommandContext {
  return { flags, started, pid: 0, jobs: 1, explain: false, useCache: true, progress: () => undefined };
}

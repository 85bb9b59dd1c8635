/**
 * A project: the site in a folder, from its settings to its written files. Commands use only a project, never
 * the stages below it.
 */

import type { ConfigFlags, HostName, SiteConfig } from "../config/options.js";
import { loadConfig } from "../config/load.js";
import { siteKind } from "../config/site-kind.js";
import type { ExternalLink } from "../checks/external/links.js";
import type { Served } from "../hosting/answer.js";
import type { CacheUse } from "../incremental/cache/cache.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import type { CertainAnswers } from "../site/redirects/certain.js";
import type { Published } from "../site/redirects/published.js";
import { createImporter } from "../system/modules.js";
import type { Explained } from "./explain.js";
import type { OpenSite } from "./open.js";
import type { CommandContext, CommandResult } from "./result.js";

/**
 * Both kinds of project have these methods. A `defineSite` site runs the stages in its own modules, and each
 * takes the whole value of the previous one: open, load, plan, render, generate, check, commit. In an
 * Eleventy project, Eleventy does everything before the check.
 */
export interface Project {
  readonly config: SiteConfig;
  /** Makes the site. Writes it if every page can be made, or if the setting `onError` is "keep-going". */
  build(): Promise<CommandResult>;
  /**
   * Makes the site and writes nothing. `published`: the URLs of a previous release. `useCache`: whether to
   * use the previous build's cache.
   */
  check(published: readonly Published[], useCache: boolean): Promise<CheckResult | readonly Diagnostic[]>;
  /** Explains a page. `wanted`: its URL, its source or its output file. */
  explain(wanted: string): Promise<Explained>;
  /** The answers of a host for the built site. `files`: the paths in the output folder. */
  answersOf(host: HostName, files: Iterable<string>): Promise<HostAnswers | Diagnostic>;
}

/** The data that `preview --as` needs to answer like a host. */
export type HostAnswers = Omit<Served, "base">;

export interface CheckResult {
  /** Prefix of the page count, such as `Eleventy project: `; empty for a site. */
  readonly kind: string;
  readonly pages: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Every place at which the site names a URL of another site; absent if external links are not checked. */
  externalLinks?(): readonly ExternalLink[];
  /**
   * Certain replacements of previously published URLs. Absent for an Eleventy project, whose redirects are
   * its own.
   */
  certainAnswers?(published: readonly Published[]): CertainAnswers;
}

/** A site that `defineSite` makes. */
export interface SiteProject extends Project {
  readonly kind: "site";
  /**
   * Lists the sources and runs the data files, for callers that keep the site open. `maxWait`: how long a
   * data file may run, in milliseconds.
   */
  open(use: CacheUse, maxWait?: number): Promise<OpenSite | Diagnostic>;
}

/** A project whose pages Eleventy renders. */
export interface EleventyProject extends Project {
  readonly kind: "eleventy";
  /** The equivalent of each of its settings in a site that `defineSite` makes. */
  explainSettings(): Promise<CommandResult>;
}

/**
 * Reads the settings of a project. If they cannot be used, `value` is undefined and `diagnostics` contains
 * the reason.
 */
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

/** Calls a function with the project, or reports why its settings cannot be used. */
export async function withProject(
  context: CommandContext,
  use: (project: SiteProject | EleventyProject) => CommandResult | Promise<CommandResult>,
): Promise<CommandResult> {
  const { value: project, diagnostics } = await openProject(context);
  return project === undefined ? { diagnostics } : use(project);
}

/** A context for callers that only read a project, without output or progress. */
export function readingContext(flags: ConfigFlags, started: number): CommandContext {
  return {
    flags,
    started,
    pid: 0,
    jobs: 1,
    explain: false,
    useCache: true,
    progress: () => undefined,
    mark: () => undefined,
  };
}

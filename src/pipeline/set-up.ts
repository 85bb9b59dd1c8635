/** Runs the configuration's Eleventy function, or reports why it fails. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SiteConfig } from "../config/options.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Setup } from "../eleventy/setup.js";
import type { CodeRunner } from "../eleventy/site-code.js";
import type { Diagnostic } from "../model/model.js";
import { linesOf } from "../system/module-failure.js";
import { recordCode, type SiteCode } from "../system/site-code.js";
import { noPages } from "./read-inputs.js";

/**
 * Runs the configuration's Eleventy function, if it has one, in its own Eleventy instance. Eleventy is loaded
 * only then.
 */
export async function setUpSite(config: SiteConfig, code?: SiteCode): Promise<Setup | Diagnostic> {
  if (!existsSync(join(config.root, config.content))) return noPages(config);
  try {
    return await recordCode(code, () => setUp(config, code));
  } catch (thrown) {
    const { failureDiagnostic } = await import("../eleventy/failure.js");
    const found = failureDiagnostic(thrown, {
      root: config.root,
      compiledLines: (file) => linesOf(join(config.root, file)),
      templates: new Map(),
      bodyLine: () => 1,
      body: () => "",
      permalinkPlace: () => ({ line: 1, column: 1 }),
      tags: () => new Set(),
    });
    return diagnostic(
      "config-failed",
      { ...found, ...(found.file === undefined && config.file !== undefined && { file: config.file }) },
      found.message,
      "Fix the configuration here.",
    );
  }
}

/** Like `setUpSite`, but rejects if the function fails. */
export async function setUp(config: SiteConfig, code?: CodeRunner): Promise<Setup> {
  const inspect = async (given = config) => (await import("../eleventy/inspect.js")).inspect(given, code);
  if (config.eleventy !== undefined) {
    const setup = await inspect();
    const { base } = withChoices(config, setup);
    // Filters use the base path, and the function may set it, so it runs again with the final base.
    return base === config.base ? setup : inspect({ ...config, base });
  }
  return (await import("../eleventy/setup.js")).plainSetup(config, inspect);
}

/** The settings merged with those that the configuration's Eleventy function makes. */
export function withChoices(config: SiteConfig, { choices }: Pick<Setup, "choices">): SiteConfig {
  const { pathPrefix } = choices;
  const base =
    pathPrefix === undefined || config.hasBase
      ? config.base
      : `/${pathPrefix.replace(/^\/+|\/+$/g, "")}/`.replace("//", "/");
  return { ...config, choices, base };
}

/** What a site's own Eleventy functions set up, or why they fail. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { SiteConfig } from "../config.js";
import { diagnostic } from "../diagnostics.js";
import type { Setup } from "../eleventy/inspect.js";
import type { Diagnostic } from "../model.js";
import { noPages } from "./read-inputs.js";

/** Runs them in an Eleventy of their own, which is loaded only now: a build without changes may not need it. */
export async function inspectSite(config: SiteConfig): Promise<Setup | Diagnostic> {
  if (!existsSync(join(config.root, config.content))) return noPages(config);
  const [{ inspect }, { failureDiagnostic }] = await Promise.all([import("../eleventy/inspect.js"), import("../eleventy/failure.js")]);
  try {
    return await inspect(config);
  } catch (thrown) {
    const found = failureDiagnostic(thrown, { root: config.root, templates: new Map(), bodyLine: () => 1, body: () => "" });
    return diagnostic("config-failed", { ...found, ...(found.file === undefined && config.file !== undefined && { file: config.file }) }, found.message, "Correct the configuration at this place.");
  }
}

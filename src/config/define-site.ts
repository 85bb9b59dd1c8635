/** `defineSite`, for a site's `.eleventy.ts`. */

import type { EleventyConfig, SiteOptions } from "./options.js";

/** Marks the functions of `defineSite`, also those of another copy of Handbill. */
const OPTIONS = Symbol.for("handbill.site-options");

/** An Eleventy configuration function with the options that it was made of. */
export interface SiteDefinition {
  (config: EleventyConfig): Promise<Record<string, unknown>>;
  readonly [OPTIONS]: SiteOptions;
}

/**
 * Defines a site. The result is an Eleventy configuration: `npx @11ty/eleventy --config=.eleventy.ts` writes
 * the same pages as `handbill build`, but more slowly.
 */
export function defineSite(options: SiteOptions = {}): SiteDefinition {
  const configure = async (config: EleventyConfig): Promise<Record<string, unknown>> => {
    const { configurePlainEleventy } = await import("../pipeline/plain-eleventy.js");
    return configurePlainEleventy(config, options);
  };
  return Object.assign(configure, { [OPTIONS]: options });
}

/**
 * The options that a configuration file exports. A plain Eleventy configuration function counts as one
 * without settings.
 */
export function optionsOf(exported: unknown): SiteOptions | undefined {
  if (exported === undefined || exported === null) return undefined;
  if (typeof exported === "function") {
    const marked = (exported as Partial<SiteDefinition>)[OPTIONS];
    return marked ?? { eleventy: exported as NonNullable<SiteOptions["eleventy"]> };
  }
  return undefined;
}

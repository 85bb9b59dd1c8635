/**
 * The configuration file of every Eleventy that Handbill creates. Eleventy runs a file after its own
 * defaults, so that a site's filters can replace built-in ones. The constructor's callback runs before them.
 * So the callback only stores a function, and this file runs it. Eleventy requires a default export.
 */

import type { EleventyConfig } from "../config/options.js";

/**
 * The property in which the callback stores the function. A registered symbol, because a module may be loaded
 * twice.
 */
export const CONFIGURE = Symbol.for("handbill.configure");

/** The property with the engine that the site's function sets for `.html` pages. */
export const HTML_ENGINE = Symbol.for("handbill.html-engine");

export default async function configure(eleventy: EleventyConfig): Promise<Record<string, unknown>> {
  const run = (eleventy as { readonly [CONFIGURE]?: (eleventy: EleventyConfig) => void | Promise<void> })[
    CONFIGURE
  ];
  await run?.(eleventy);
  const { [HTML_ENGINE]: htmlTemplateEngine } = eleventy as { readonly [HTML_ENGINE]?: unknown };
  return { markdownTemplateEngine: "njk", ...(htmlTemplateEngine !== undefined && { htmlTemplateEngine }) };
}

/**
 * The configuration file of every Eleventy that Handbill makes. Eleventy runs a file after its own defaults, where a
 * site's filters may replace built-in ones; the callback of its constructor runs before them. So the callback only
 * leaves a note, and this file, which Eleventy asks to be a default export, does what the note says.
 */

import type { EleventyConfig } from "../config/options.js";

/** Where the callback leaves what is to be run; registered, as a module may be loaded twice. */
export const CONFIGURE = Symbol.for("handbill.configure");

/** Where the engine waits that the site's function names for `.html` pages. */
export const HTML_ENGINE = Symbol.for("handbill.html-engine");

export default async function configure(eleventy: EleventyConfig): Promise<Record<string, unknown>> {
  const run = (eleventy as { readonly [CONFIGURE]?: (eleventy: EleventyConfig) => void | Promise<void> })[
    CONFIGURE
  ];
  await run?.(eleventy);
  const { [HTML_ENGINE]: htmlTemplateEngine } = eleventy as { readonly [HTML_ENGINE]?: unknown };
  return { markdownTemplateEngine: "njk", ...(htmlTemplateEngine !== undefined && { htmlTemplateEngine }) };
}

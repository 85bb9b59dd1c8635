/** Makes an Eleventy that reads nothing by itself but what it is told to. */

import Eleventy from "@11ty/eleventy";
import type { EleventyConfig } from "../config.js";

export type { EleventyResult } from "@11ty/eleventy";

/**
 * An Eleventy over `content/`, configured by `configure`. It never writes: results come from `toJSON()`.
 * `outputPath` always says `_site`, wherever the site is written, so that a page's bytes do not depend on `--output`.
 */
export function createEleventy(base: string, configure: (config: EleventyConfig) => void | Promise<void>): Eleventy {
  const eleventy = new Eleventy("content", "_site", { configPath: false, quietMode: true, pathPrefix: base, config: configure });
  // Eleventy prints each failure before it throws; here, the caller reports it.
  Object.defineProperty(eleventy, "errorHandler", { value: { once: () => undefined } });
  return eleventy;
}

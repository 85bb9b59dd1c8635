/** Creates an Eleventy that reads no files on its own. */

import { relative } from "node:path";
import type Eleventy from "@11ty/eleventy";
import type { EleventyConfig, SiteConfig } from "../config/options.js";
import { packagePath } from "../utils/package-path.js";
import { CONFIGURE } from "./config-entry.js";

export type { EleventyResult } from "@11ty/eleventy";

const ENTRY = packagePath("dist/eleventy/config-entry.js");

/**
 * An Eleventy over `content/`, configured by `configure`. It never writes: results come from `toJSON()`.
 * `outputPath` is always `_site`, wherever the site is written, so that a page's bytes do not depend on
 * `--output`.
 */
export async function createEleventy(
  { base, again }: Pick<SiteConfig, "base" | "again">,
  configure: (config: EleventyConfig) => void | Promise<void>,
): Promise<Eleventy> {
  const { default: Constructor } = await import("@11ty/eleventy");
  const eleventy = new Constructor("content", "_site", {
    configPath: relative(".", ENTRY),
    quietMode: true,
    runMode: again ? "serve" : "build",
    pathPrefix: base,
    config(config: EleventyConfig) {
      // The quiet mode still prints warnings about slow functions, which Eleventy counts before it reads the
      // mode.
      config["benchmarks"].config.setIsVerbose(false);
      Object.assign(config, { [CONFIGURE]: configure });
    },
  });
  // Eleventy prints each failure before it throws, but here the caller reports it.
  Object.defineProperty(eleventy, "errorHandler", { value: { once: () => undefined } });
  return eleventy;
}

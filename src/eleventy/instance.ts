/** Creates an Eleventy that reads no files on its own. */

import { relative } from "node:path";
import type Eleventy from "@11ty/eleventy";
import type { EleventyInternals } from "@11ty/eleventy";
import type { EleventyConfig, SiteConfig } from "../config/options.js";
import { packagePath } from "../utils/package-path.js";
import { CONFIGURE } from "./config-entry.js";
import { announceFiles } from "./events.js";
import { forgetLayouts } from "./load-eleventy.js";
import { writeAside } from "./project-output.js";

export type { EleventyResult } from "@11ty/eleventy";

const ENTRY = packagePath("dist/eleventy/config-entry.js");

/**
 * An Eleventy over `content/`, configured by `configure`. It never writes: results come from `toJSON()`.
 * `outputPath` is always `_site`, wherever the site is written, so that a page's bytes do not depend on
 * `--output`. `folder`: the folder that `directories.output` names instead, relative to the root.
 */
export async function createEleventy(
  { base, again }: Pick<SiteConfig, "base" | "again">,
  folder: string | undefined,
  configure: (config: EleventyConfig) => void | Promise<void>,
): Promise<Eleventy> {
  const { default: Constructor } = await import("@11ty/eleventy");
  await forgetLayouts();
  let userConfig: EleventyConfig = {};
  const eleventy = new Constructor("content", "_site", {
    configPath: relative(".", ENTRY),
    quietMode: true,
    runMode: again ? "serve" : "build",
    pathPrefix: base,
    config(config: EleventyConfig) {
      userConfig = config;
      if (folder !== undefined) announceFiles(config);
      // The quiet mode still prints warnings about slow functions, which Eleventy counts before it reads the
      // mode.
      config["benchmarks"].config.setIsVerbose(false);
      Object.assign(config, { [CONFIGURE]: configure });
    },
  });
  // Eleventy prints each failure before it throws, but here the caller reports it.
  Object.defineProperty(eleventy, "errorHandler", { value: { once: () => undefined } });
  if (folder !== undefined) nameFolder(eleventy as Eleventy & EleventyInternals, folder, () => userConfig);
  return eleventy;
}

/** Plugins write to the folder that `directories.output` names. Templates still see `_site`. */
function nameFolder(
  eleventy: Eleventy & EleventyInternals,
  folder: string,
  userConfig: () => EleventyConfig,
): void {
  Object.defineProperty(eleventy.directories, "output", { get: () => `./${folder}/` });
  const init = eleventy.init.bind(eleventy);
  eleventy.init = async () => {
    await init();
    writeAside(eleventy, userConfig(), folder, "_site");
  };
}

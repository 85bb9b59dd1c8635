/** Registers the default theme's layouts in Eleventy. */

import { join, relative } from "node:path";
import type { EleventyConfig } from "../config/options.js";
import type { Context } from "./plugin.js";
import { isTemplate, withoutEnding } from "../utils/page-formats.js";

/** Registers the default theme's layouts by names that the site does not use. */
export function registerLayouts(
  eleventy: EleventyConfig,
  { templates: files, missingLayouts }: Pick<Context, "templates" | "missingLayouts">,
  root: string,
): void {
  const folder = join(root, "layouts");
  for (const [name, file] of missingLayouts)
    eleventy["addLayoutAlias"](name, relative(folder, file.file).replaceAll("\\", "/"));
  // A site's own alias for a layout wins over a name of the theme.
  const named = { ...(eleventy["layoutAliases"] as Record<string, string>) };
  const alias = (name: string, to: string) => {
    if (!Object.hasOwn(named, name)) eleventy["addLayoutAlias"](name, to);
  };
  // Eleventy completes names with the site's template formats, but layouts can have another format than
  // pages.
  const completes = eleventy["templateFormats"] === undefined;
  for (const file of new Set(files.values())) {
    const isOwn = file.file.startsWith(folder + "/") || file.file.startsWith(folder + "\\");
    if (isOwn && completes) continue;
    const path = relative(folder, file.file).replaceAll("\\", "/");
    alias(file.name, path);
    const bare = isTemplate(file.name) ? withoutEnding(file.name) : file.name;
    if (![...files.keys()].some((name) => name !== file.name && name.startsWith(`${bare}.`)))
      alias(bare, path);
  }
}

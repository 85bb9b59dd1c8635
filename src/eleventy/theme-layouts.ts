/** The default theme's layouts, as Eleventy finds them. */

import { join, relative } from "node:path";
import type { EleventyConfig } from "../config/options.js";
import type { Context } from "./plugin.js";

/** The default theme's layouts, by the names that the site has not taken. */
export function registerLayouts(
  eleventy: EleventyConfig,
  { templates: files, missingLayouts }: Pick<Context, "templates" | "missingLayouts">,
  root: string,
): void {
  const folder = join(root, "layouts");
  for (const [name, file] of missingLayouts)
    eleventy["addLayoutAlias"](name, relative(folder, file.file).replaceAll("\\", "/"));
  // A name that the site gives to a layout is its own, whatever the theme calls so.
  const named = { ...(eleventy["layoutAliases"] as Record<string, string>) };
  const alias = (name: string, to: string) => {
    if (!Object.hasOwn(named, name)) eleventy["addLayoutAlias"](name, to);
  };
  // Eleventy completes names by the formats that a site lists: layouts are in another one than pages, perhaps.
  const completes = eleventy["templateFormats"] === undefined;
  for (const file of new Set(files.values())) {
    const isOwn = file.file.startsWith(folder + "/") || file.file.startsWith(folder + "\\");
    if (isOwn && completes) continue;
    const path = relative(folder, file.file).replaceAll("\\", "/");
    alias(file.name, path);
    const bare = file.name.replace(/\.(njk|liquid|html)$/, "");
    if (![...files.keys()].some((name) => name !== file.name && name.startsWith(`${bare}.`)))
      alias(bare, path);
  }
}

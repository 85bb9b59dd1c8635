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
  for (const file of files.values()) {
    if (file.file.startsWith(folder + "/") || file.file.startsWith(folder + "\\")) continue;
    const alias = relative(folder, file.file).replaceAll("\\", "/");
    eleventy["addLayoutAlias"](file.name, alias);
    const bare = file.name.replace(/\.(njk|liquid|html)$/, "");
    if (![...files.keys()].some((name) => name !== file.name && name.startsWith(`${bare}.`)))
      eleventy["addLayoutAlias"](bare, alias);
  }
}

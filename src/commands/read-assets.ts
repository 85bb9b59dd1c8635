/** Reads the style sheets and scripts of the layouts: the site's own over the default theme's. */

import { join } from "node:path";
import type { SiteConfig } from "../config.js";
import { decode } from "../content/decode.js";
import { isFile, readSource } from "../host/files.js";
import type { Diagnostic, Staged } from "../model.js";
import type { AssetFile, AssetFiles } from "../templates/assets.js";
import { brandStyles } from "../templates/palette.js";
import { THEME, type Inputs } from "./read-inputs.js";

/** The files below `layouts/styles/` and `layouts/scripts/`, and the brand's colours as `styles/brand.css`. */
export function readAssets({ root, theme: { brand } }: SiteConfig, { layouts, theme }: Pick<Inputs, "layouts" | "theme">): Staged<AssetFiles> {
  const files = new Map<string, AssetFile>();
  const diagnostics: Diagnostic[] = [];
  const add = (base: string, path: string, shown: string) => {
    const file = readSource(base, path);
    const text = isFile(file) ? decode({ ...file, path: shown }) : file;
    const name = path.slice("layouts/".length);
    if (typeof text === "string") files.set(name, { name, path: shown, text });
    else diagnostics.push(text);
  };
  for (const path of theme.filter(isAsset)) add(join(THEME, ".."), path, `handbill:${path}`);
  if (brand !== undefined) files.set("styles/brand.css", { name: "styles/brand.css", path: "handbill:layouts/styles/brand.css", text: brandStyles(brand) });
  for (const path of layouts.filter(isAsset)) add(root, path, path);
  return { value: files, diagnostics };
}

function isAsset(path: string): boolean {
  return /^layouts\/(?:styles\/.*\.css|scripts\/.*\.js)$/.test(path);
}

/**
 * Reads the style sheets and scripts of the layouts: those of the site override those of the default theme.
 */

import { createHash } from "node:crypto";
import { join } from "node:path";
import type { SiteConfig } from "../config/options.js";
import { decode } from "../content/decode.js";
import { isFile, readBytes, readSource } from "../system/files.js";
import type { Diagnostic, WithDiagnostics } from "../model/model.js";
import { once } from "../utils/once.js";
import { packagePath } from "../utils/package-path.js";
import type { AssetFile, AssetFiles } from "../templates/assets/assets.js";
import { packageVersion } from "../system/program.js";
import { fontStyles } from "../outputs/fonts.js";
import type { ThemeFont } from "../config/theme-options.js";
import { brandStyles } from "../templates/assets/palette.js";
import { THEME, type Inputs } from "./read-inputs.js";

/**
 * The files below `layouts/styles/` and `layouts/scripts/`, the brand's colours as `styles/brand.css`, and
 * the site's fonts as `styles/fonts.css`.
 */
export function readAssets(
  { root, theme: { brand }, themeFiles: { fonts } }: SiteConfig,
  { layouts, theme }: Pick<Inputs, "layouts" | "theme">,
): WithDiagnostics<AssetFiles> {
  const files = new Map<string, AssetFile>();
  const diagnostics: Diagnostic[] = [];
  const add = (base: string, path: string, shown: string) => {
    const file = readSource(base, path);
    const text = isFile(file) ? decode({ ...file, path: shown }) : file;
    const name = path.slice("layouts/".length);
    if (typeof text === "string")
      files.set(name, { name, path: shown, text: name.endsWith(".js") ? minified(text) : text });
    else diagnostics.push(text);
  };
  for (const path of theme.filter(isAsset)) add(join(THEME, ".."), path, `handbill:${path}`);
  if (brand !== undefined)
    files.set("styles/brand.css", {
      name: "styles/brand.css",
      path: "handbill:layouts/styles/brand.css",
      text: brandStyles(brand),
    });
  if (fonts.length > 0) files.set("styles/fonts.css", fontsFile(root, fonts));
  for (const path of layouts.filter(isAsset)) add(root, path, path);
  return { value: files, diagnostics };
}

/** The theme's scripts as `prepare.js` minified them, by the hash of their text; empty if it did not run. */
const readMinified = once((): Readonly<Record<string, string>> => {
  const file = readSource(packagePath("dist"), "theme-scripts.json");
  return isFile(file) ? (JSON.parse(new TextDecoder().decode(file.bytes)) as Record<string, string>) : {};
});

/** The minified text of a theme script; any other script unchanged. */
function minified(text: string): string {
  return readMinified()[createHash("sha256").update(text).digest("hex")] ?? text;
}

/** `styles/fonts.css` with the URLs of the fonts. Font files are named after the hash of their bytes. */
function fontsFile(root: string, fonts: readonly ThemeFont[]): AssetFile {
  return {
    name: "styles/fonts.css",
    path: "handbill:layouts/styles/fonts.css",
    text: `${packageVersion("fontkitten")} ${JSON.stringify(fonts)}`,
    make: () => fontStyles(fonts, (source) => readBytes(root, source)),
  };
}

function isAsset(path: string): boolean {
  return /^layouts\/(?:styles\/.*\.css|scripts\/.*\.js)$/.test(path);
}

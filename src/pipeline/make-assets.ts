/** Makes the style sheets and scripts that the site's pages link. */

import { makeStyles } from "../outputs/styles.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { importedName } from "../templates/assets/assets.js";
import type { SiteTemplates } from "./site-templates.js";
import type { LoadedSite } from "./load.js";
import type { Destination } from "./destination.js";

/**
 * Makes each asset that the last build did not leave. An asset's name contains the hash of its inputs, so an
 * existing file is always the right one.
 */
export async function makeAssets(
  { keep, take }: Destination,
  { assetFiles, assets }: LoadedSite,
  { linkedAssets }: SiteTemplates,
): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const { name, path, output } of assets.values()) {
    if (!linkedAssets.has(name) || keep(output)) continue;
    const content = await makeAsset(assetFiles, name);
    if (typeof content === "string") take({ path: output, content, source: path });
    else diagnostics.push(content);
  }
  return diagnostics;
}

/** The bytes of an asset; a Diagnostic if it cannot be made. */
export async function makeAsset(files: LoadedSite["assetFiles"], name: string): Promise<string | Diagnostic> {
  if (!name.endsWith(".css")) return files.get(name)?.text ?? "";
  const parts = new Map(files);
  for (const [part, { make, ...file }] of files) {
    try {
      if (make !== undefined) parts.set(part, { ...file, text: await make() });
    } catch (thrown) {
      return diagnostic(
        "style-invalid",
        {},
        `Handbill cannot read the fonts of \`theme\`: ` +
          `${thrown instanceof Error ? thrown.message.replace(/\.?$/, ".") : String(thrown)}`,
        "Save them again as woff2.",
      );
    }
  }
  return makeStyles(parts, name, importedName);
}

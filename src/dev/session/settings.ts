/** The settings of a site that is being written. */

import type { ConfigFlags } from "../../config/options.js";
import { createImporter } from "../../system/modules.js";
import type { WithDiagnostics } from "../../model/model.js";
import { MAX_WAIT } from "../../utils/timeout.js";
import { loadConfig } from "../../config/load.js";
import { openSite, type OpenSite } from "../../pipeline/project.js";

/** Opens a site with its drafts; its Diagnostics, when the settings cannot be used. Nothing is written. */
export async function openSettings(
  flags: ConfigFlags,
  now: number,
): Promise<WithDiagnostics<OpenSite | undefined>> {
  const importer = createImporter(flags.root);
  const { value: config, diagnostics } = await loadConfig(
    { ...flags, drafts: true, again: true },
    importer.importModule,
  );
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  const open = await openSite(config, importer, { read: true, write: false }, now, MAX_WAIT);
  return "code" in open ? { value: undefined, diagnostics: [open] } : { value: open, diagnostics: [] };
}

/** The files that make the settings: modules that were imported, and what the theme names after its bytes. Packages do not change while one writes. */
export function settingsFiles({ importer, modules, config }: OpenSite): readonly string[] {
  return [
    ...importer.imported(),
    ...modules(),
    ...[...config.themeFiles.files, ...config.themeFiles.subsets]
      .map(({ source }) => source)
      .filter((source) => !source.includes("node_modules/")),
  ];
}

/** Folders to watch beside content/, layouts/ and public/: those that hold the settings. */
export function settingsFolders(open: OpenSite | undefined): readonly string[] {
  return [
    ...new Set([
      "",
      ...(open === undefined ? [] : settingsFiles(open)).map((path) =>
        path.split("/").slice(0, -1).join("/"),
      ),
    ]),
  ];
}

/** The settings of a site in the dev server. */

import { join } from "node:path";
import type { ConfigFlags, SiteConfig } from "../../config/options.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, WithDiagnostics } from "../../model/model.js";
import { folderOfCopy } from "../../system/copied-files.js";
import { kindAt } from "../../system/files.js";
import { MAX_WAIT } from "../../utils/timeout.js";
import type { OpenSite } from "../../pipeline/open.js";
import { openProject, readingContext } from "../../pipeline/project.js";

/** Opens a site with its drafts. Gives Diagnostics if the settings cannot be used. Writes nothing. */
export async function openSettings(
  flags: ConfigFlags,
  now: number,
): Promise<WithDiagnostics<OpenSite | undefined>> {
  const context = readingContext({ ...flags, drafts: true, again: true }, now);
  const { value: project, diagnostics } = await openProject(context);
  if (project === undefined) return { value: undefined, diagnostics };
  if (project.kind !== "site") return { value: undefined, diagnostics: [otherKind(project.config)] };
  const open = await project.open({ read: true, write: false }, MAX_WAIT);
  return "code" in open ? { value: undefined, diagnostics: [open] } : { value: open, diagnostics: [] };
}

function otherKind({ file }: SiteConfig): Diagnostic {
  return diagnostic(
    "config-invalid",
    file === undefined ? {} : { file },
    "The configuration no longer calls `defineSite`: the folder is an Eleventy project now.",
    "Restart `handbill dev`.",
  );
}

/**
 * The files of the settings: imported modules, and files that the theme names after their bytes. Packages are
 * assumed not to change while the server runs.
 */
export function settingsFiles({ importer, modules, config }: OpenSite): readonly string[] {
  return [
    ...importer.imported(),
    ...modules(),
    ...[...config.themeFiles.files, ...config.themeFiles.subsets]
      .map(({ source }) => source)
      .filter((source) => !source.includes("node_modules/")),
  ];
}

/** Folders to watch outside of content/, layouts/ and public/: those with files of the settings. */
export function settingsFolders(open: OpenSite | undefined): readonly string[] {
  return [
    ...new Set([
      "",
      ...(open === undefined ? [] : settingsFiles(open)).map((path) =>
        path.split("/").slice(0, -1).join("/"),
      ),
      ...(open?.config.choices.copies ?? [])
        .map(folderOfCopy)
        .filter((path) => kindAt(join(open?.config.root ?? "", path)) === "folder"),
    ]),
  ];
}

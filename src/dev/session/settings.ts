/** The settings of a site that is being written. */

import { join } from "node:path";
import type { ConfigFlags, SiteConfig } from "../../config/options.js";
import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, WithDiagnostics } from "../../model/model.js";
import { folderOfCopy } from "../../system/copied-files.js";
import { kindAt } from "../../system/files.js";
import { MAX_WAIT } from "../../utils/timeout.js";
import type { OpenSite } from "../../pipeline/open.js";
import { openProject, readingContext } from "../../pipeline/project.js";

/** Opens a site with its drafts; its Diagnostics, when the settings cannot be used. Nothing is written. */
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
      ...(open?.config.choices.copies ?? [])
        .map(folderOfCopy)
        .filter((path) => kindAt(join(open?.config.root ?? "", path)) === "folder"),
    ]),
  ];
}

/** `handbill check` of an Eleventy project: builds into a staging folder and publishes nothing. */

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isPageFile } from "../../utils/output-files.js";
import { idsIn } from "../../content/html/scan.js";
import { applyLevels } from "../../diagnostics/catalogue.js";
import type { ProjectRun } from "../../eleventy/project.js";
import type { OutputIndex } from "../../model/output-index.js";
import { listPublished } from "../../system/files.js";
import { reportLostUrls } from "../../site/redirects/lost-urls.js";
import { fileAt } from "../../site/links/rendered-links.js";
import { checkHtml, checkProject } from "./findings.js";
import type { Diagnostic } from "../../model/model.js";
import type { SiteConfig } from "../../config/options.js";
import type { CheckResult } from "../project.js";
import type { CommandContext } from "../result.js";
import type { Published } from "../../site/redirects/published.js";
import { failuresOf } from "./failures.js";
import { runAside } from "./run.js";
import { projectSnapshot } from "./snapshot.js";
import type { SiteKind } from "../../config/site-kind.js";

const STAGED = ".cache/handbill/checked";

/** `published`: the URLs of a previous release. */
export async function checkEleventyProject(
  { flags, progress }: CommandContext,
  kind: SiteKind,
  config: SiteConfig,
  published: readonly Published[],
): Promise<CheckResult | readonly Diagnostic[]> {
  const { root } = flags;
  const staged = join(root, STAGED);
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true });
  try {
    progress("Rendering");
    const bodies = new Map<string, string>();
    const aside = await runAside(flags, kind, {
      staged: STAGED,
      runMode: "build",
      changed: flags.again === true ? projectSnapshot(root, flags).sources : [],
      onBody: (source, html) => void bodies.set(source, `${bodies.get(source) ?? ""}${html}`),
    });
    if ("code" in aside) return [aside];
    const made = aside.run;
    const failures = failuresOf(made, root, kind.file);
    if (failures.length > 0) return failures;
    progress("Checking");
    const files = listPublished(staged);
    const project = { root, staged, files, run: made };
    const found = [...checkProject(project, "error"), ...checkHtml(project, bodies, config.url)];
    const lost = reportLostUrls(
      published,
      { pages: [], redirectAt: () => undefined },
      finishedProject(made, staged, files),
      config.gone,
    );
    return {
      kind: "Eleventy project: ",
      pages: made.pages.length,
      diagnostics: applyLevels([...found, ...lost], config.levels),
    };
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** The finished project, as links see it. */
function finishedProject({ pages }: ProjectRun, staged: string, files: ReadonlySet<string>): OutputIndex {
  const sourceOf = new Map(pages.map(({ path, source }) => [path, source]));
  const has = (path: string) => fileAt(path, files) !== undefined;
  return {
    has,
    certainlyHas: has,
    hasAround: () => false,
    pageAt(path) {
      const file = fileAt(path, files);
      if (file === undefined || !isPageFile(file)) return undefined;
      return {
        source: sourceOf.get(file) ?? file,
        ids: idsIn(readFileSync(join(staged, file), "utf8")),
      };
    },
    pathsOf: (source) => pages.flatMap((page) => (page.source === source ? [page.path] : [])),
  };
}

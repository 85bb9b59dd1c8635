/** `handbill check` of an Eleventy project: it is built aside, and nothing takes its place. */

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { idsIn } from "../../content/html/scan.js";
import { formatCount } from "../../utils/plural.js";
import { applyLevels } from "../../diagnostics/catalogue.js";
import type { ProjectRun } from "../../eleventy/project.js";
import type { OutputIndex } from "../../model/output-index.js";
import { listPublished } from "../../system/files.js";
import { lostAddresses } from "../../site/redirects/lost-urls.js";
import { fileAt } from "../../site/links/rendered-links.js";
import { checkProject } from "./findings.js";
import { loadConfig } from "../../config/load.js";
import type { CommandResult, CommandContext } from "../result.js";
import { readPublished } from "../../checks/against/read-published.js";
import { failuresOf, projectInput } from "./run.js";
import type { SiteKind } from "../../config/site-kind.js";

const STAGED = ".cache/handbill/checked";

/** `against`: what is left of an earlier release. */
export async function checkEleventyProject(
  run: CommandContext,
  kind: SiteKind,
  against: string | undefined,
): Promise<CommandResult> {
  const { flags, progress } = run;
  const { root } = flags;
  const { value: config, diagnostics } = await loadConfig(flags, () => Promise.resolve(undefined));
  if (diagnostics.length > 0) return { diagnostics };
  const published = against === undefined ? [] : await readPublished(against, config);
  if (typeof published === "string") return { diagnostics: [], problem: published };
  const input = await projectInput(flags, kind, "build");
  if ("code" in input) return { diagnostics: [input] };
  const staged = join(root, STAGED);
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true });
  try {
    progress("Rendering");
    const { runProject } = await import("../../eleventy/project.js");
    const made = await runProject({ ...input, staged: STAGED });
    const failures = failuresOf(made, root, kind.file);
    if (failures.length > 0) return { diagnostics: failures };
    progress("Checking");
    const files = listPublished(staged);
    const found = checkProject({ root, staged, files, run: made }, "error");
    const lost = lostAddresses(
      published,
      { pages: [], redirectAt: () => undefined },
      finishedProject(made, staged, files),
      config.gone,
    );
    const compared =
      against === undefined ? "" : `, and ${formatCount(published.length, "address", "addresses")} of before`;
    const all = applyLevels([...found, ...lost], config.levels);
    const pages = formatCount(made.pages.length, "page") + compared;
    return {
      diagnostics: all,
      summary: `Eleventy project: ${all.length === 0 ? `${pages}, nothing to report` : `${pages} checked`}`,
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
    hasSurely: has,
    hasAround: () => false,
    evaluatedAt(path) {
      const file = fileAt(path, files);
      if (file === undefined || !/\.html?$/.test(file)) return undefined;
      return {
        source: sourceOf.get(file) ?? file,
        ids: idsIn(readFileSync(join(staged, file), "utf8")),
      };
    },
    pathsOf: (source) => pages.flatMap((page) => (page.source === source ? [page.path] : [])),
  };
}

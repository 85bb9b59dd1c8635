/**
 * Calls the site's listeners of `eleventy.after` when all files of the site are in the staging folder, and
 * takes over what they change there. Nothing is published before.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isBlocking } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../model/model.js";
import { failureDiagnostic } from "../eleventy/failure.js";
import type { EndResult } from "../eleventy/evaluate.js";
import type { OutputName } from "../eleventy/render.js";
import { withoutLead } from "../content/frontmatter/front-matter.js";
import { disk } from "../system/disk.js";
import { listPublished } from "../system/files.js";
import type { BuildPlan } from "./plan.js";
import { sourceFile } from "./read-inputs.js";

/** Paths in the output folder that listeners added or removed. */
export interface EndOfBuild {
  /** Whether the listeners were called. Then static files are copied already. */
  readonly hasRun: boolean;
  readonly added: readonly string[];
  readonly removed: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

const NOTHING: EndOfBuild = { hasRun: false, added: [], removed: new Set(), diagnostics: [] };

/**
 * Gives what listeners changed. `pages`: every page that was rendered now or kept. After errors that stop the
 * build, `found`, no listener is called.
 */
export async function endBuild(
  plan: BuildPlan,
  pages: readonly OutputName[],
  found: readonly Diagnostic[],
): Promise<EndOfBuild> {
  const { open, evaluated, loaded, destination, rendering } = plan;
  const { config, siteCode } = open;
  if (evaluated.end === undefined || siteCode === undefined) return NOTHING;
  if (config.onError === "stop" && found.some(isBlocking)) return NOTHING;
  const folder = join(config.root, siteCode.folder);
  for (const { source, output } of loaded.site.staticFiles)
    destination.copy(sourceFile(config.root, source), output);
  destination.stage(folder);
  const before = looksIn(folder);
  try {
    await evaluated.end(resultsOf(plan, siteCode.folder, pages));
  } catch (thrown) {
    const found = failureDiagnostic(thrown, rendering.sources);
    return {
      ...NOTHING,
      hasRun: true,
      diagnostics: [{ ...found, ...(found.file === undefined && config.file && { file: config.file }) }],
    };
  }
  const now = looksIn(folder);
  for (const [path, look] of now)
    if (before.get(path) !== look) destination.takeFile(path, join(folder, path), false);
  const removed = new Set([...before.keys()].filter((path) => !now.has(path)));
  for (const path of removed) destination.drop(path);
  return {
    hasRun: true,
    added: [...now.keys()].filter((path) => !before.has(path)),
    removed,
    diagnostics: [],
  };
}

/** Size and times of each file, by its path. */
function looksIn(folder: string): ReadonlyMap<string, string> {
  return new Map(
    [...listPublished(folder)].map((path) => {
      const there = disk.stat(join(folder, path));
      return [path, there?.kind === "file" ? there.look : ""];
    }),
  );
}

/** Eleventy's results. Few listeners read texts, so these are read on demand. */
function resultsOf(
  { open: { config }, loaded, evaluated }: BuildPlan,
  folder: string,
  pages: readonly OutputName[],
): readonly EndResult[] {
  const urlOf = new Map<string, string>(evaluated.outputs.map(({ path, url }) => [path, url]));
  for (const { output, url } of loaded.site.pages) if (output !== false) urlOf.set(output, String(url));
  return [...pages]
    .sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : a.path < b.path ? -1 : 1))
    .map(({ path, source }) => ({
      inputPath: `./${source}`,
      outputPath: `./${folder}/${path}`,
      url: urlOf.get(path) ?? "",
      get content() {
        return readFileSync(join(config.root, folder, path), "utf8");
      },
      get rawInput() {
        const { bodyLine = 1 } = loaded.pages.get(source) ?? {};
        const text = textOf(sourceFile(config.root, source));
        return bodyLine === 1
          ? withoutLead(text)
          : text
              .split("\n")
              .slice(bodyLine - 1)
              .join("\n");
      },
    }));
}

/** A page that the configuration adds has no file. */
function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** `handbill explain` of an Eleventy project: renders into a staging folder and publishes nothing. */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { ProjectPage } from "../../eleventy/project.js";
import type { SiteKind } from "../../config/site-kind.js";
import { fileAt } from "../../site/links/rendered-links.js";
import { listPublished } from "../../system/files.js";
import { nearest } from "../../utils/nearest.js";
import type { Explained } from "../explain.js";
import type { CommandContext } from "../result.js";
import { placesOfLinksTo } from "./findings.js";
import { failuresOf } from "./failures.js";
import { runAside } from "./run.js";

const STAGED = ".cache/handbill/explained";

/** `wanted`: a URL (`/posts/one/`), a source (`posts/one.md`) or an output file. */
export async function explainProjectPage(
  { flags }: CommandContext,
  kind: SiteKind,
  wanted: string,
): Promise<Explained> {
  const { root } = flags;
  const staged = join(root, STAGED);
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true });
  try {
    const aside = await runAside(flags, kind, { staged: STAGED, runMode: "build" });
    if ("code" in aside) return { diagnostics: [aside] };
    const { run } = aside;
    const failures = failuresOf(run, root, kind.file);
    if (failures.length > 0) return { diagnostics: failures };
    const files = listPublished(staged);
    const page = findPage(wanted, run.pages, files, run.pathPrefix);
    if (page === undefined) {
      const meant = nearest(
        wanted,
        run.pages.flatMap(({ source, url }) => [source, url]),
      );
      const hint =
        meant === undefined ? " Use its URL, its source file or its output file." : ` Did you mean ${meant}?`;
      return { diagnostics: [], problem: `Unknown page \`${wanted}\`.${hint}` };
    }
    const linkedFrom = placesOfLinksTo(page.path, { root, staged, files, run }).map(
      ({ file = "", line = 1, column = 1 }) => ({ source: file, line, column }),
    );
    return {
      page: {
        source: page.source,
        url: page.url,
        output: page.path,
        layouts: page.layouts,
        uses: [],
        data: [],
        redirectedFrom: [],
        linkedFrom,
      },
    };
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

function findPage(
  wanted: string,
  pages: readonly ProjectPage[],
  files: ReadonlySet<string>,
  prefix: string,
): ProjectPage | undefined {
  const name = wanted.replace(/^\.\//, "");
  const url = name.startsWith(prefix) ? `/${name.slice(prefix.length)}` : name;
  const path = fileAt(url, files);
  return pages.find(({ source }) => source === name) ?? pages.find((page) => page.path === path);
}

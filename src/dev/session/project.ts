/** An Eleventy project in the dev server: built again after each change, and answered from memory. */

import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import type { ConfigFlags } from "../../config/options.js";
import type { Answer, Applied, DevSite } from "../site.js";
import type { ProjectRun } from "../../eleventy/project.js";
import { listPublished } from "../../system/files.js";
import { createQueue } from "../../system/threads.js";
import type { Diagnostic } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import { checkProject } from "../../pipeline/eleventy-project/findings.js";
import { failuresOf, runAside } from "../../pipeline/eleventy-project/run.js";
import type { SiteKind } from "../../config/site-kind.js";

/** The folder that Eleventy writes to in the dev server, relative to the root. */
const STAGED = ".cache/handbill/dev";
const NEVER_WATCHED = new Set(["node_modules", ".git", ".cache", "_site"]);

interface Built {
  readonly run: ProjectRun;
  /** HTML by its path in the output folder. */
  readonly html: ReadonlyMap<string, string>;
  readonly files: ReadonlySet<string>;
  readonly findings: readonly Diagnostic[];
}

/** The folders of a project to watch: all except installed packages, caches and built files. */
export function projectTrees(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NEVER_WATCHED.has(entry.name))
    .map(({ name }) => name);
}

/** Opens the project. Its answers report problems. */
export async function openProjectSite(flags: ConfigFlags, kind: SiteKind): Promise<DevSite> {
  const { root } = flags;
  const inTurn = createQueue();
  let built: Built | undefined;
  let failures: readonly Diagnostic[] = [];

  const build = async (changed: readonly string[]): Promise<void> => {
    const staged = join(root, STAGED);
    mkdirSync(staged, { recursive: true });
    const aside = await runAside(flags, kind, { staged: STAGED, runMode: "serve", changed });
    if ("code" in aside) {
      failures = [aside];
      return;
    }
    const { run, record } = aside;
    failures = failuresOf(run, root, kind.file);
    if (failures.length > 0) return;
    const known = new Set([...run.pages.map(({ path }) => path), ...run.copies.keys(), ...record.touched]);
    const files = new Set([...listPublished(staged)].filter((path) => known.has(path)));
    for (const path of listPublished(staged)) if (!known.has(path)) rmSync(join(staged, path));
    const html = new Map(
      [...files]
        .filter((path) => /\.html?$/.test(path))
        .map((path) => [path, readFileSync(join(staged, path), "utf8")]),
    );
    built = { run, html, files, findings: checkProject({ root, staged, files, run }) };
  };
  await build([]);

  const base = (): string => built?.run.pathPrefix ?? flags.base ?? "/";
  const fileAt = (path: string): string | undefined => {
    const bare = path.replace(/\/+$/, "");
    const names = path === "" ? ["index.html"] : [path, `${bare}/index.html`, `${bare}.html`];
    return names.find((name) => built?.files.has(name));
  };
  const sourceOf = (output: string): string =>
    built?.run.pages.find(({ path }) => path === output)?.source ?? output;
  const isAbout = (source: string, layouts: readonly string[]) => (found: Diagnostic) =>
    found.file === source || layouts.includes(found.file ?? "");

  const answer = (path: string): Answer => {
    const output = fileAt(path);
    if (output === undefined)
      return failures.length > 0 && built === undefined
        ? { kind: "failed", diagnostics: failures }
        : { kind: "none" };
    const source = sourceOf(output);
    const layouts = built?.run.pages.find((page) => page.path === output)?.layouts ?? [];
    const own = failures.filter(isAbout(source, layouts));
    if (own.length > 0) return { kind: "failed", source, diagnostics: own };
    const html = built?.html.get(output);
    return html === undefined
      ? { kind: "file", output, file: join(root, STAGED, output), isTheme: false }
      : { kind: "page", source, output, html, isDraft: false };
  };

  return {
    apply: (changed) =>
      inTurn(async (): Promise<Applied> => {
        const paths = changed.filter((path) => isOfProject(path, root, built?.run.output));
        if (paths.length === 0) return { paths, pages: false, files: [], renamed: new Map() };
        const before = built;
        const failedBefore = failures;
        await build(paths);
        const pages =
          built !== before || failures !== failedBefore
            ? [...(built?.html ?? [])].some(([path, html]) => before?.html.get(path) !== html) ||
              before?.html.size !== built?.html.size ||
              failures.length + failedBefore.length > 0
            : false;
        const files = paths.flatMap((path) =>
          [...(built?.run.copies ?? [])].filter(([, from]) => from === path).map(([to]) => to),
        );
        return { paths, pages, files, renamed: new Map() };
      }),
    settle: async () => true,
    answer: (path) => inTurn(async () => answer(path)),
    problemsAt: (path) =>
      inTurn(async () => {
        const output = fileAt(path);
        const page = built?.run.pages.find((one) => one.path === output);
        const isHere = page === undefined ? () => false : isAbout(page.source, page.layouts);
        const findings = built?.findings ?? [];
        const isSite = output === undefined || page === undefined;
        return {
          here: isSite ? failures : [...failures, ...findings].filter(isHere),
          elsewhere: isSite ? [] : failures.filter((found) => !isHere(found)),
        };
      }),
    addressOf(source) {
      const url = built?.run.pages.find((page) => page.source === source)?.url;
      return url === undefined ? undefined : base() + url.replace(/^\//, "");
    },
    near(path) {
      const urls = built?.run.pages.map(({ url }) => url) ?? [];
      const meant = nearest(`/${path}`, urls);
      return meant === undefined ? [] : [base() + meant.replace(/^\//, "")];
    },
    linksFrom: async () => [],
    policyFor: () => undefined,
    watched: () => [""],
    problems: () => [...failures, ...(built?.findings ?? [])],
    unparsed: () => [],
    get base() {
      return base();
    },
    get counts() {
      return { pages: built?.run.pages.length ?? 0, drafts: 0 };
    },
  };
}

/** Whether a change at this path can have an effect. Built files, packages and caches have none. */
function isOfProject(path: string, root: string, output: string | undefined): boolean {
  const folder = output === undefined ? "_site" : relative(root, output);
  return (
    !NEVER_WATCHED.has(path.split("/")[0] ?? "") &&
    path !== folder &&
    !path.startsWith(`${folder}/`) &&
    path !== ""
  );
}

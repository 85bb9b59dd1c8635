/** An Eleventy project in the dev server: built again after each change, and answered from memory. */

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { ConfigFlags } from "../../config/options.js";
import type { Answer, Applied, DevSite } from "../site.js";
import type { ProjectRun } from "../../eleventy/project.js";
import { listPublished } from "../../system/files.js";
import { createQueue } from "../../system/threads.js";
import type { Diagnostic } from "../../model/model.js";
import { nearest } from "../../utils/nearest.js";
import { checkProject } from "../../pipeline/eleventy-project/findings.js";
import { failuresOf } from "../../pipeline/eleventy-project/failures.js";
import { runAside } from "../../pipeline/eleventy-project/run.js";
import type { SiteKind } from "../../config/site-kind.js";
import { fileOfUrl, isPageFile } from "../../utils/output-files.js";

/** The folder that Eleventy writes to in the dev server, relative to the root. */
const STAGED = ".cache/handbill/dev";
const NEVER_WATCHED = new Set(["node_modules", ".git", ".cache", "_site"]);

interface Built {
  readonly run: ProjectRun;
  /** HTML by its path in the output folder. */
  readonly html: ReadonlyMap<string, string>;
  readonly files: ReadonlySet<string>;
  /** Files that the project wrote. Other processes, such as bundlers, wrote the rest. */
  readonly known: ReadonlySet<string>;
  readonly findings: readonly Diagnostic[];
}

/** The folders of a project that are watched: all except installed, cached and built ones. */
export function projectTrees(root: string): readonly string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NEVER_WATCHED.has(entry.name))
    .map(({ name }) => name);
}

/** Opens the project. Its answers report problems. */
export async function openProjectSite(flags: ConfigFlags, kind: SiteKind): Promise<DevSite> {
  const inTurn = createQueue();
  const project = new DevProject(flags, kind);
  await project.build([]);
  return {
    apply: (changed) => inTurn(() => project.apply(changed)),
    settle: async () => true,
    answer: (path) => inTurn(async () => project.answer(path)),
    problemsAt: (path) => inTurn(async () => project.problemsAt(path)),
    addressOf(source) {
      const url = project.pages.find((page) => page.source === source)?.url;
      return url === undefined ? undefined : project.base + url.replace(/^\//, "");
    },
    near(path) {
      const meant = nearest(
        `/${path}`,
        project.pages.map(({ url }) => url),
      );
      return meant === undefined ? [] : [project.base + meant.replace(/^\//, "")];
    },
    linksFrom: async () => [],
    policyFor: () => undefined,
    watched: () => [""],
    problems: () => project.problems(),
    unparsed: () => [],
    get base() {
      return project.base;
    },
    get counts() {
      return { pages: project.pages.length, drafts: 0 };
    },
  };
}

/** A project as Eleventy last built it. */
class DevProject {
  private built: Built | undefined;
  private failures: readonly Diagnostic[] = [];

  constructor(
    private readonly flags: ConfigFlags,
    private readonly kind: SiteKind,
  ) {}

  get base(): string {
    return this.built?.run.pathPrefix ?? this.flags.base ?? "/";
  }

  get pages(): ProjectRun["pages"] {
    return this.built?.run.pages ?? [];
  }

  problems(): readonly Diagnostic[] {
    return [...this.failures, ...(this.built?.findings ?? [])];
  }

  /** Builds it; with failures, what was built before stays. */
  async build(changed: readonly string[]): Promise<void> {
    const { root } = this.flags;
    const staged = join(root, STAGED);
    mkdirSync(staged, { recursive: true });
    const { built: before } = this;
    const isLeft = before === undefined ? unchangedFrom(staged) : (path: string) => before.known.has(path);
    const aside = await runAside(this.flags, this.kind, { staged: STAGED, runMode: "serve", changed });
    if ("code" in aside) {
      this.failures = [aside];
      return;
    }
    const { run, record } = aside;
    this.failures = failuresOf(run, root, this.kind.file);
    if (this.failures.length > 0) return;
    const known = new Set([...run.pages.map(({ path }) => path), ...run.copies.keys(), ...record.touched]);
    const files = new Set<string>();
    for (const path of listPublished(staged)) {
      if (!known.has(path) && isLeft(path)) rmSync(join(staged, path));
      else files.add(path);
    }
    const html = new Map(
      [...files]
        .filter((path) => isPageFile(path))
        .map((path) => [path, readFileSync(join(staged, path), "utf8")]),
    );
    this.built = { run, html, files, known, findings: checkProject({ root, staged, files, run }) };
  }

  /** Builds it again if one of these paths can matter. */
  async apply(changed: readonly string[]): Promise<Applied> {
    const paths = changed.filter((path) => isOfProject(path, this.flags.root, this.built?.run.output));
    if (paths.length === 0) return { paths, pages: false, files: [], renamed: new Map() };
    const { built: before, failures: failedBefore } = this;
    await this.build(paths);
    const hasFailures = this.failures.length + failedBefore.length > 0;
    const isSame = this.built === before && this.failures === failedBefore;
    const copies = [...(this.built?.run.copies ?? [])];
    return {
      paths,
      pages: !isSame && (hasFailures || hasOtherHtml(this.built, before)),
      files: paths.flatMap((path) => copies.filter(([, from]) => from === path).map(([to]) => to)),
      renamed: new Map(),
    };
  }

  answer(path: string): Answer {
    const output = this.fileAt(path);
    if (output === undefined)
      return this.failures.length > 0 && this.built === undefined
        ? { kind: "failed", diagnostics: this.failures }
        : { kind: "none" };
    const page = this.pages.find((one) => one.path === output);
    const source = page?.source ?? output;
    const own = this.failures.filter(isAbout(source, page?.layouts ?? []));
    if (own.length > 0) return { kind: "failed", source, diagnostics: own };
    const html = this.built?.html.get(output);
    return html === undefined
      ? { kind: "file", output, file: join(this.flags.root, STAGED, output), isTheme: false }
      : { kind: "page", source, output, html, isDraft: false };
  }

  problemsAt(path: string): Awaited<ReturnType<DevSite["problemsAt"]>> {
    const output = this.fileAt(path);
    const page = output === undefined ? undefined : this.pages.find((one) => one.path === output);
    if (page === undefined) return { here: this.failures, elsewhere: [] };
    const isHere = isAbout(page.source, page.layouts);
    return {
      here: this.problems().filter(isHere),
      elsewhere: this.failures.filter((found) => !isHere(found)),
    };
  }

  private fileAt(path: string): string | undefined {
    return fileOfUrl(path.replace(/\/+$/, "/"), (file) => this.built?.files.has(file) === true)?.file;
  }
}

/** Whether a file is in the folder from now on, with its current time. */
function unchangedFrom(folder: string): (path: string) => boolean {
  const timeOf = (path: string): number => statSync(join(folder, path)).mtimeMs;
  const times = new Map([...listPublished(folder)].map((path) => [path, timeOf(path)]));
  return (path) => times.get(path) === timeOf(path);
}

function isAbout(source: string, layouts: readonly string[]): (found: Diagnostic) => boolean {
  return ({ file }) => file === source || layouts.includes(file ?? "");
}

function hasOtherHtml(built: Built | undefined, before: Built | undefined): boolean {
  if (before?.html.size !== built?.html.size) return true;
  return [...(built?.html ?? [])].some(([path, html]) => before?.html.get(path) !== html);
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

/** Stage 4 in a build: runs the generators whose inputs changed, and keeps the files of the others. */

import { isBlocking } from "../diagnostics/catalogue.js";
import type { GeneratedFile, Generator, GeneratorInput } from "../outputs/generator.js";
import type { Diagnostic } from "../model/model.js";
import { hashTexts } from "./fingerprint.js";

/** The results of a generator in the last build. */
export interface LastRun {
  /** Hash of the inputs of its files; empty if the generator failed, so that the next build runs it again. */
  readonly hash: string;
  readonly files: readonly GeneratedName[];
  /** Paths that it did not write because the site has its own file there. */
  readonly left: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Sources of the pages whose bodies it read. */
  readonly bodies: readonly string[];
}

type GeneratedName = Omit<GeneratedFile, "content">;

export interface Generated {
  readonly files: readonly GeneratedName[];
  /** The files that were generated in this build. */
  readonly made: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** By name of the generator, for the next build. */
  readonly runs: ReadonlyMap<string, LastRun>;
}

export interface GenerateInput extends GeneratorInput {
  readonly before: ReadonlyMap<string, LastRun>;
  /** Sources of the pages whose bodies were read. Cleared before each generator runs. */
  readonly bodiesRead: Set<string>;
  /** Whether a page or a copied file of the site has this path. */
  isOwn(path: string): boolean;
  /** Keeps a file of the output folder, or restores it. Returns false if neither is possible. */
  keep(path: string): boolean;
}

/** Runs the generators that must run, in order. */
export async function generate(generators: readonly Generator[], input: GenerateInput): Promise<Generated> {
  const runs = new Map<string, LastRun>();
  const made: GeneratedFile[] = [];
  for (const generator of generators) {
    input.bodiesRead.clear();
    const job = generator.plan(input);
    if (job === undefined) continue;
    const hash = hashTexts(job.depends.join("\n"));
    const last = input.before.get(generator.name);
    if (last?.hash === hash && isAsBefore(last, input)) {
      runs.set(generator.name, { ...last, bodies: [...new Set([...last.bodies, ...input.bodiesRead])] });
      continue;
    }
    const { value, diagnostics } = await job.make();
    const isLeft = ({ path }: GeneratedFile) => generator.onOwnFile === "gives way" && input.isOwn(path);
    const files = value.filter((file) => !isLeft(file));
    for (const file of files) made.push(file);
    runs.set(generator.name, {
      hash: diagnostics.some(isFailure) ? "" : hash,
      files: files.map(({ path, source }) => ({ path, source })),
      left: value.filter(isLeft).map(({ path }) => path),
      diagnostics,
      bodies: [...input.bodiesRead],
    });
  }
  const all = [...runs.values()];
  return {
    made,
    files: all.flatMap(({ files }) => files),
    diagnostics: all.flatMap(({ diagnostics }) => diagnostics),
    runs,
  };
}

/**
 * Whether a generator did not make its files, possibly because something outside of the site's files is
 * missing.
 */
function isFailure(found: Diagnostic): boolean {
  return found.code === "search-failed" || isBlocking(found);
}

/** Whether the generator's files exist, and the site has neither taken nor freed any of their paths. */
function isAsBefore({ files, left }: LastRun, { isOwn, keep }: GenerateInput): boolean {
  // A file at a path that the site has taken is not the generator's.
  return left.every(isOwn) && !files.some(({ path }) => isOwn(path)) && files.every(({ path }) => keep(path));
}

/** Stage 4 in a build: generators whose inputs changed run, and the files of the others stay. */

import { isBlocking } from "../diagnostics/catalogue.js";
import type { GeneratedFile, Generator, GeneratorInput } from "../outputs/generator.js";
import type { Diagnostic } from "../model/model.js";
import { hashTexts } from "./fingerprint.js";

/** What a generator left at the last build. */
export interface LastRun {
  /** Hash of what its files depend on; empty when it failed, so that the next build tries again. */
  readonly hash: string;
  readonly files: readonly GeneratedName[];
  /** Paths that it left to the site's own files. */
  readonly left: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  /** Sources of the pages whose bodies it asked for. */
  readonly bodies: readonly string[];
}

type GeneratedName = Omit<GeneratedFile, "content">;

export interface Generated {
  readonly files: readonly GeneratedName[];
  /** Those of them that were made anew. */
  readonly made: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** By name of the generator, for the next build. */
  readonly runs: ReadonlyMap<string, LastRun>;
}

export interface GenerateInput extends GeneratorInput {
  readonly before: ReadonlyMap<string, LastRun>;
  /** Sources of the pages whose bodies have been asked for, by any generator so far; emptied before each. */
  readonly asked: Set<string>;
  /** Whether a page or a copied file of the site has this path. */
  isOwn(path: string): boolean;
  /** Keeps a file of the output folder as it is, or brings it back; false when neither can be. */
  keep(path: string): boolean;
}

/** Runs the generators that must run, in order. */
export async function generate(generators: readonly Generator[], input: GenerateInput): Promise<Generated> {
  const runs = new Map<string, LastRun>();
  const made: GeneratedFile[] = [];
  for (const generator of generators) {
    input.asked.clear();
    const job = generator.plan(input);
    if (job === undefined) continue;
    const hash = hashTexts(job.depends.join("\n"));
    const last = input.before.get(generator.name);
    if (last?.hash === hash && isAsBefore(last, input)) {
      runs.set(generator.name, { ...last, bodies: [...new Set([...last.bodies, ...input.asked])] });
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
      bodies: [...input.asked],
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

/** Whether a generator did not make what it was to make, perhaps for want of something that is in no file of the site. */
function isFailure(found: Diagnostic): boolean {
  return found.code === "search-failed" || isBlocking(found);
}

/** Whether the generator's files are there, and the site has taken or freed none of their places. */
function isAsBefore({ files, left }: LastRun, { isOwn, keep }: GenerateInput): boolean {
  // The file at a place that the site has taken is not the generator's.
  return left.every(isOwn) && !files.some(({ path }) => isOwn(path)) && files.every(({ path }) => keep(path));
}

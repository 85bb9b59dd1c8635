/** The pages of one state of the site. Each is rendered on demand, with the same code as in a build. */

import { documentNamer } from "../../incremental/previous-build.js";
import type { Diagnostic, Site } from "../../model/model.js";
import { createPagePolicy, needsOfStatics } from "../../pipeline/policy-of-pages.js";
import { sourceFile } from "../../pipeline/read-inputs.js";
import { findFile } from "../find-file.js";
import type { Answer } from "../site.js";
import { codeFile } from "./code-files.js";
import { EvaluatedPages } from "./evaluated-pages.js";
import { findings } from "./findings.js";
import { GeneratedFiles, withSearch } from "./generated-files.js";
import type { DevState } from "./inputs.js";
import { LinkedAssets } from "./linked-assets.js";
import { SiteDiagnostics, type Made } from "./page-diagnostics.js";
import { RenderedPages, type RenderedCache } from "./rendered-pages.js";

/** Answers are not valid if `documents.hasMissed` is true afterwards, because bodies were missing. */
export interface DevPages {
  /** The answer at a path below the base. */
  answer(path: string): Promise<Answer>;
  /** Diagnostics of the answer at a path, including its links. */
  problemsAt(path: string): Promise<readonly Diagnostic[]>;
  readonly site: Site;
  /** All known Diagnostics of the site. */
  problems(): readonly Diagnostic[];
  /** Everything that a build would report, in steps. Call this after all bodies were read. */
  findings(): AsyncGenerator<readonly Diagnostic[], void>;
  /** The Content-Security-Policy of a page. */
  policyFor(html: string): string | undefined;
  /** Call this after a body was saved: the pages that Eleventy evaluates may show it. */
  bodySaved(): void;
}

/**
 * `cache` contains rendered pages of previous states, which are used while their fingerprints stay the same.
 */
export function createDevPages(state: DevState, cache: RenderedCache): DevPages {
  const { session, inputs, snapshot } = state;
  const { config } = session.open;
  const documentName = documentNamer(config, session.open.previous);
  const nameOf = (source: string): string => documentName(source, session.documents.hash(source));
  const evaluated = new EvaluatedPages(state);
  const generated = new GeneratedFiles(state, evaluated, nameOf);
  const made: Made = {
    evaluated,
    generated,
    assets: new LinkedAssets(snapshot),
    rendered: new RenderedPages(state, evaluated, cache, nameOf),
  };
  const diagnostics = new SiteDiagnostics(state, made);
  return {
    site: snapshot.site,
    problems: () => diagnostics.all(),
    findings: () => findingsOf(state, made, diagnostics),
    policyFor: createPagePolicy(config, () =>
      needsOfStatics(config, [...snapshot.staticFiles.values()], inputs.assets.values()),
    ),
    async answer(path) {
      const found = await find(path, snapshot, made);
      if (found !== undefined && "redirect" in found) return { kind: "redirect", to: found.redirect };
      if (found !== undefined) return answerOf(found.file, state, made);
      const { open } = session;
      const code = codeFile(open, path);
      if (code !== undefined) return { kind: "file", output: path, file: code, isTheme: false };
      const failures = evaluated.current?.made.diagnostics ?? [];
      return failures.length > 0 ? { kind: "failed", diagnostics: failures } : { kind: "none" };
    },
    async problemsAt(path) {
      const found = await find(path, snapshot, made);
      return diagnostics.at(found !== undefined && "file" in found ? found.file : "");
    },
    bodySaved() {
      made.rendered.bodySaved();
      generated.bodySaved();
      evaluated.bodySaved();
    },
  };
}

/**
 * The output file at a path. Eleventy's own pages and generated files are made only if no other file has this
 * path.
 */
async function find(
  path: string,
  snapshot: DevState["snapshot"],
  { evaluated, generated, assets }: Made,
): Promise<ReturnType<typeof findFile>> {
  const isEvaluated = (file: string): boolean => evaluated.current?.outputs.has(file) === true;
  const has = (file: string): boolean =>
    snapshot.byOutput.has(file) ||
    snapshot.staticFiles.has(file) ||
    assets.byOutput.has(file) ||
    generated.find(file) !== undefined ||
    isEvaluated(file);
  const found = findFile(path, has);
  const isStale =
    found !== undefined && "file" in found && evaluated.current?.isStale === true && isEvaluated(found.file);
  if (found !== undefined && !isStale) return found;
  await evaluated.evaluate(true);
  const later = findFile(path, has);
  if (later !== undefined) return later;
  const files = await generated.make(path);
  return findFile(path, (file) => files.has(file));
}

/** The answer with the content of an output file. */
async function answerOf(
  file: string,
  { session, snapshot }: DevState,
  { evaluated, generated, assets, rendered }: Made,
): Promise<Answer> {
  const page = snapshot.byOutput.get(file);
  if (page !== undefined) return rendered.render(page);
  const output = evaluated.current?.outputs.get(file);
  if (output !== undefined) {
    const { source, path, content } = output;
    return { kind: "page", source, output: path, html: content, isDraft: false };
  }
  const asset = assets.byOutput.get(file);
  if (asset !== undefined) {
    const content = await assets.make(asset);
    return typeof content === "string"
      ? { kind: "made", output: asset.output, content }
      : { kind: "failed", diagnostics: [content] };
  }
  const copied = snapshot.staticFiles.get(file);
  if (copied !== undefined)
    return {
      kind: "file",
      output: copied.output,
      file: sourceFile(session.open.config.root, copied.source),
      isTheme: copied.source.startsWith("handbill:"),
    };
  const one = generated.find(file);
  return one === undefined ? { kind: "none" } : { kind: "made", output: one.path, content: one.content };
}

/** Everything that a build of this state would report, in steps. */
function findingsOf(
  { session, inputs, snapshot }: DevState,
  { evaluated, generated, assets, rendered }: Made,
  diagnostics: SiteDiagnostics,
): AsyncGenerator<readonly Diagnostic[], void> {
  return findings({
    config: session.open.config,
    inputs,
    snapshot,
    problems: () => diagnostics.all(),
    hasFile: (files) => withSearch(files, session.open),
    async make() {
      const paths = [...(await generated.make("")).values()];
      return { evaluated: evaluated.value, paths };
    },
    makeAssets: () => assets.makeAll(),
    render: (page) => rendered.peek(page),
    evaluatedPages: () => evaluated.current?.outputs.values() ?? [],
  });
}

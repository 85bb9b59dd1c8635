/** What a build of the site as it is now would report, found in steps, so that nobody waits long for a page meanwhile. */

import type { SiteConfig } from "../../config/options.js";
import { isBlocking } from "../../diagnostics/catalogue.js";
import type { Evaluated } from "../../eleventy/evaluate.js";
import { readSource } from "../../system/files.js";
import type { Diagnostic, SitePage } from "../../model/model.js";
import { filesOf, createOutputIndex } from "../../pipeline/output-urls.js";
import type { DevInputs, DevSnapshot } from "./inputs.js";
import { addNeeds, type PageNeeds } from "../../pipeline/policy-of-pages.js";
import { checkSteps } from "../../checks/registry.js";
import { policyOfSite } from "../../pipeline/policy-of-site.js";

export interface FindInput {
  readonly config: SiteConfig;
  readonly inputs: DevInputs;
  readonly snapshot: DevSnapshot;
  /** Evaluates what Eleventy evaluates, and makes the generated files, the search index apart; gives those. */
  make(): Promise<{ readonly evaluated: Evaluated; readonly paths: readonly { readonly path: string }[] }>;
  /** Whether the site has a file: one of these, or one of the search index. */
  hasFile(files: ReadonlySet<string>): (path: string) => boolean;
  /** Makes the style sheets and scripts. */
  makeAssets(): Promise<void>;
  /** Renders a page, whose problems are told by `problems` from then on; its HTML, where it could be made. */
  render(page: SitePage): Promise<string | undefined>;
  /** What is known to be wrong so far. */
  problems(): readonly Diagnostic[];
  /** The pages that Eleventy evaluated, as they are. */
  evaluatedPages(): Iterable<{ readonly path: string; readonly source: string; readonly content: string }>;
}

/** Each step gives what it found. */
export async function* findings(input: FindInput): AsyncGenerator<readonly Diagnostic[], void> {
  const { config, inputs, snapshot } = input;
  const { site, checked: templates } = snapshot;
  const { evaluated, paths } = await input.make();
  yield [];
  await input.makeAssets();
  yield [];
  const needs: PageNeeds = new Map();
  for (const file of input.evaluatedPages()) addNeeds(needs, config, file);
  // What is wrong with a layout is wrong with each of its pages; all of them are too many to be made for nobody.
  const layouts = new Set<string>();
  for (const page of site.pages) {
    const { source, html: content } = page.page;
    if (page.output === false) continue;
    const key = templates
      .layoutsOf(page)
      .map(({ path }) => path)
      .join("\n");
    const isFirst = !layouts.has(key);
    layouts.add(key);
    const made = isFirst ? await input.render(page) : undefined;
    addNeeds(needs, config, { path: page.output, source, content: made ?? content });
    if (isFirst) yield [];
  }
  const problems = input.problems();
  const hasErrors = problems.some(isBlocking);
  yield problems;
  const pages = [
    ...site.pages.flatMap(({ output }) => (output === false ? [] : [{ path: output }])),
    ...evaluated.outputs,
  ];
  const files = filesOf(config, site, pages, paths);
  const policy = () =>
    policyOfSite(
      {
        config,
        site,
        files: inputs.templates,
        assetFiles: snapshot.loaded.assetFiles,
        closureOf: templates.closureOf,
        read: (source) => readSource(config.root, source),
      },
      needs,
    );
  yield* checkSteps({
    config,
    loaded: snapshot.loaded,
    theme: inputs.listing.theme,
    templates,
    evaluated,
    files,
    outputIndex: createOutputIndex({ has: input.hasFile(files) }, site, templates, evaluated),
    hasErrors,
    published: [],
    blocked: () => policy().diagnostics,
  });
}

/** Whether a build would stop before it makes files of the finished site. */
export function stopsBuild({ onError }: Pick<SiteConfig, "onError">, found: readonly Diagnostic[]): boolean {
  return onError === "stop" && found.some(isBlocking);
}

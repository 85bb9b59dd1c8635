/** What a build of the site as it is now would report, found in steps, so that nobody waits long for a page meanwhile. */

import type { SiteConfig } from "../../config/options.js";
import { isBlocking } from "../../diagnostics/catalogue.js";
import type { Evaluated } from "../../eleventy/evaluate.js";
import { readSource } from "../../system/files.js";
import type { Diagnostic, SitePage } from "../../model/model.js";
import { filesOf, createOutputIndex } from "../../pipeline/output-urls.js";
import type { DevInputs, DevSnapshot } from "./inputs.js";
import { findingsInHtml } from "../../pipeline/findings-in-html.js";
import { addNotes, type PageNotes } from "../../pipeline/page-notes.js";
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
  const notes: PageNotes = new Map();
  for (const file of input.evaluatedPages()) addNotes(notes, config, file);
  yield* noteFrom(input, notes);
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
      notes,
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
    inHtml: findingsInHtml(
      {
        loaded: snapshot.loaded,
        closureOf: templates.closureOf,
        reported: problems,
        read: (source) => readSource(config.root, source),
      },
      notes,
    ),
  });
}

/** So many pages are looked at before others have their turn. */
const NOTING = 50;

/**
 * Notes what a build would note of each Markdown page. All of them are too many to be rendered for nobody: one of those
 * with the same layouts is, and its body gives way to those of the others.
 */
async function* noteFrom(
  { config, snapshot: { site, checked }, render }: FindInput,
  notes: PageNotes,
): AsyncGenerator<readonly Diagnostic[], void> {
  const frames = new Map<string, Frame | undefined>();
  let count = 0;
  for (const page of site.pages) {
    const { html: body, output } = page;
    const { source } = page.page;
    if (output === false) continue;
    const key = frameKey(page, checked.layoutsOf(page));
    let content: string;
    if (frames.has(key)) {
      const [before = "", after = ""] = frames.get(key) ?? [];
      content = before + body + after;
    } else {
      const made = await render(page);
      frames.set(key, made === undefined ? undefined : frameOf(made, body));
      content = made ?? body;
      count = 0;
    }
    addNotes(notes, config, { path: output, source, content });
    if (count % NOTING === 0) yield [];
    count += 1;
  }
}

/** What layouts write before and after the body of a page. */
type Frame = readonly [before: string, after: string];

function frameOf(made: string, body: string): Frame | undefined {
  const at = body === "" ? -1 : made.indexOf(body);
  return at === -1 ? undefined : [made.slice(0, at), made.slice(at + body.length)];
}

/** Equal for pages around whose bodies layouts write much the same; sections are not in the body. */
function frameKey({ page, sections }: SitePage, layouts: readonly { readonly path: string }[]): string {
  const own = sections === undefined && page.html !== "" ? String(page.titleInContent) : page.source;
  return [own, ...layouts.map(({ path }) => path)].join("\n");
}

/** Whether a build would stop before it makes files of the finished site. */
export function stopsBuild({ onError }: Pick<SiteConfig, "onError">, found: readonly Diagnostic[]): boolean {
  return onError === "stop" && found.some(isBlocking);
}

/**
 * Finds in steps everything that a build of the current site would report, so that browsers never wait long
 * for a page meanwhile.
 */

import type { SiteConfig } from "../../config/options.js";
import { isBlocking } from "../../diagnostics/catalogue.js";
import type { Evaluated } from "../../eleventy/evaluate.js";
import { readSource } from "../../system/files.js";
import type { Diagnostic, SitePage } from "../../model/model.js";
import { filesOf, createOutputIndex } from "../../pipeline/output-urls.js";
import type { DevInputs, DevSnapshot } from "./inputs.js";
import { fileFacts } from "../../pipeline/file-facts.js";
import { findingsInHtml } from "../../pipeline/findings-in-html.js";
import { addNotes, type PageNotes } from "../../pipeline/page-notes.js";
import { checkSteps } from "../../checks/registry.js";
import { policyOfSite } from "../../pipeline/policy-of-site.js";

export interface FindInput {
  readonly config: SiteConfig;
  readonly inputs: DevInputs;
  readonly snapshot: DevSnapshot;
  /** Evaluates pages with Eleventy, and makes the generated files except the search index. Gives both. */
  make(): Promise<{ readonly evaluated: Evaluated; readonly paths: readonly { readonly path: string }[] }>;
  /** Whether the site has a file: one of these, or one of the search index. */
  hasFile(files: ReadonlySet<string>): (path: string) => boolean;
  /** Makes the style sheets and scripts. */
  makeAssets(): Promise<void>;
  /**
   * Renders a page. Gives its HTML if it could be rendered. From then on, `problems` includes its problems.
   */
  render(page: SitePage): Promise<string | undefined>;
  /** All known problems so far. */
  problems(): readonly Diagnostic[];
  /** The pages that Eleventy evaluated, in their current state. */
  evaluatedPages(): Iterable<{ readonly path: string; readonly source: string; readonly content: string }>;
}

/** Gives the findings of each step. */
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
    facts: fileFacts(config.root),
    inHtml: findingsInHtml(
      {
        config,
        loaded: snapshot.loaded,
        closureOf: templates.closureOf,
        reported: problems,
        read: (source) => readSource(config.root, source),
      },
      notes,
    ),
  });
}

/** Number of pages that are examined before other tasks get their turn. */
const PAGES_PER_TURN = 50;

/**
 * Takes the notes that a build would take of each Markdown page. Rendering all of them would take too long.
 * One page of those with the same layouts is rendered, and its body is replaced by those of the others.
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
    if (count % PAGES_PER_TURN === 0) yield [];
    count += 1;
  }
}

/** The HTML of layouts before and after the body of a page. */
type Frame = readonly [before: string, after: string];

function frameOf(made: string, body: string): Frame | undefined {
  const at = body === "" ? -1 : made.indexOf(body);
  return at === -1 ? undefined : [made.slice(0, at), made.slice(at + body.length)];
}

/** Equal for pages with nearly the same HTML around their bodies. Sections are not part of the body. */
function frameKey({ page, sections }: SitePage, layouts: readonly { readonly path: string }[]): string {
  const own = sections === undefined && page.html !== "" ? String(page.titleInContent) : page.source;
  return [own, ...layouts.map(({ path }) => path)].join("\n");
}

/** Whether a build would stop before it generates files from the finished site. */
export function stopsBuild({ onError }: Pick<SiteConfig, "onError">, found: readonly Diagnostic[]): boolean {
  return onError === "stop" && found.some(isBlocking);
}

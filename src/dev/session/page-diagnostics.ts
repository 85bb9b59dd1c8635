/** Diagnostics of pages: those known before rendering, those of one URL, and all of the site. */

import { fileFacts } from "../../pipeline/file-facts.js";
import { runChecksOf } from "../../checks/registry.js";
import { applyLevels, isBlocking } from "../../diagnostics/catalogue.js";
import { documentSource } from "../../incremental/fingerprint.js";
import type { Diagnostic, SitePage } from "../../model/model.js";
import { createOutputIndex, filesOf } from "../../pipeline/output-urls.js";
import { claimsOf } from "../../pipeline/plan.js";
import { atFallbackSources } from "../../site/i18n/fallback-pages.js";
import type { Evaluation, EvaluatedPages } from "./evaluated-pages.js";
import { stopsBuild } from "./findings.js";
import { withSearch, type GeneratedFiles } from "./generated-files.js";
import type { DevState } from "./inputs.js";
import type { LinkedAssets } from "./linked-assets.js";
import type { RenderedPages } from "./rendered-pages.js";

/** The results of one state of the site, as far as they were requested. */
export interface Made {
  readonly evaluated: EvaluatedPages;
  readonly generated: GeneratedFiles;
  readonly assets: LinkedAssets;
  readonly rendered: RenderedPages;
}

/** Diagnostics of a Markdown page and its layouts that were found without rendering. */
export function diagnosticsOfPage({ session, snapshot }: DevState, page: SitePage): readonly Diagnostic[] {
  const { source } = page.page;
  // A fallback page has the problems of the page that it shows.
  const document = documentSource(page.page);
  const templates = new Set(templatesOf(snapshot, page));
  const placed = [...snapshot.diagnostics, ...snapshot.checked.diagnostics].filter(
    ({ file }) => file === source || file === document || file === undefined || templates.has(file),
  );
  return [...session.documents.diagnosticsOf(document), ...placed];
}

function templatesOf({ checked }: DevState["snapshot"], page: SitePage): readonly string[] {
  return Object.keys(checked.closureOf(page).templates);
}

/** Gives the Diagnostics of one state of the site. */
export class SiteDiagnostics {
  private readonly conflicts: () => readonly Diagnostic[];
  private readonly files: (generated: readonly { readonly path: string }[]) => ReadonlySet<string>;

  constructor(
    private readonly state: DevState,
    private readonly made: Made,
  ) {
    const { session, snapshot } = state;
    this.conflicts = perEvaluation(made.evaluated, () =>
      session.findCollisions(claimsOf(snapshot.site, made.evaluated.value.outputs)),
    );
    const pages = snapshot.site.pages.flatMap(({ output }) => (output === false ? [] : [{ path: output }]));
    this.files = perEvaluation(made.evaluated, (generated) =>
      filesOf(session.open.config, snapshot.site, [...pages, ...made.evaluated.value.outputs], generated),
    );
  }

  /** All known Diagnostics of the site. */
  all(): readonly Diagnostic[] {
    const { session, inputs, snapshot } = this.state;
    const { evaluated, generated, assets, rendered } = this.made;
    const { config } = session.open;
    const found = [
      ...inputs.diagnostics,
      ...snapshot.diagnostics,
      ...snapshot.checked.diagnostics,
      ...session.documents.allDiagnostics(),
      ...(evaluated.current?.made.diagnostics ?? []),
      ...rendered.diagnostics(),
      ...assets.diagnostics(),
      ...this.conflicts(),
    ];
    // A build generates these files only for a site without errors.
    const aboutGenerated = stopsBuild(config, found) ? [] : generated.diagnostics();
    return applyLevels(atFallbackSources([...found, ...aboutGenerated], snapshot.site.pages), config.levels);
  }

  /**
   * Diagnostics of the page in an output file, including its links. If the file has no page, those of the
   * whole site.
   */
  async at(file: string): Promise<readonly Diagnostic[]> {
    const { session, inputs, snapshot } = this.state;
    const { evaluated, assets, rendered } = this.made;
    const { levels } = session.open.config;
    const page = snapshot.byOutput.get(file);
    const source = page?.page.source ?? evaluated.current?.outputs.get(file)?.source;
    // Problems that stop Eleventy from evaluating one page stop it for all. The others are about a page's own
    // body.
    const general = [
      ...inputs.diagnostics,
      ...(evaluated.current?.made.diagnostics ?? []).filter((one) => isBlocking(one) || one.file === source),
    ];
    if (source === undefined) return applyLevels(general, levels);
    const checked = await this.checksOf(source, page);
    const conflicts = this.conflicts().filter(
      ({ file: conflicting, message }) => conflicting === source || message.includes(source),
    );
    const html = evaluated.current?.outputs.get(file)?.content ?? rendered.cached(source);
    return applyLevels(
      [
        ...general,
        ...(page === undefined ? [] : diagnosticsOfPage(this.state, page)),
        ...(await assets.diagnosticsOf(html)),
        ...rendered.diagnosticsOf(source),
        ...conflicts,
        ...checked,
      ],
      levels,
    );
  }

  /** Findings of the checks of the finished site in one page. */
  private async checksOf(source: string, page: SitePage | undefined): Promise<readonly Diagnostic[]> {
    const { session, inputs, snapshot } = this.state;
    const { evaluated, generated } = this.made;
    const { site, checked, loaded } = snapshot;
    const { config } = session.open;
    // This must come before `evaluated.value`, because it evaluates the pages.
    const files = this.files([...(await generated.make("")).values()]);
    const parts = page === undefined ? [] : [documentSource(page.page), ...templatesOf(snapshot, page)];
    return runChecksOf(
      { sources: [source], files: new Set([source, ...parts]) },
      {
        config,
        loaded,
        theme: inputs.listing.theme,
        templates: checked,
        evaluated: evaluated.value,
        files,
        outputIndex: createOutputIndex(
          { has: withSearch(files, session.open) },
          site,
          checked,
          evaluated.value,
        ),
        hasErrors: false,
        published: [],
        facts: fileFacts(config.root),
        blocked: () => [],
        inHtml: () => [],
      },
    );
  }
}

/** Caches the result of `make` until Eleventy runs again. */
function perEvaluation<A extends readonly unknown[], T>(
  evaluated: EvaluatedPages,
  make: (...from: A) => T,
): (...from: A) => T {
  let last: { readonly of: Evaluation | undefined; readonly value: T } | undefined;
  return (...from) => {
    if (last === undefined || last.of !== evaluated.current)
      last = { of: evaluated.current, value: make(...from) };
    return last.value;
  };
}

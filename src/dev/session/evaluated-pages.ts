/** The pages that Eleventy evaluates: it runs on demand, and again after bodies were saved. */

import { isBlocking } from "../../diagnostics/catalogue.js";
import type { Evaluated } from "../../eleventy/evaluate.js";
import { endlessDiagnostic } from "../../eleventy/failure.js";
import type { OutputFile, WithDiagnostics } from "../../model/model.js";
import { hasFailedData, htmlOf } from "../../pipeline/plan.js";
import { recordCode } from "../../system/site-code.js";
import { isMarkdown } from "../../utils/page-formats.js";
import { MAX_WAIT, withTimeout } from "../../utils/timeout.js";
import type { DevState } from "./inputs.js";

/** The result of one run of Eleventy, with the bytes of its pages. */
export interface Evaluation {
  readonly made: WithDiagnostics<Evaluated>;
  readonly outputs: ReadonlyMap<string, OutputFile>;
  /** Whether bodies were saved since this run. */
  isStale: boolean;
}

export class EvaluatedPages {
  /** The last run; undefined before the first run, and if no run is possible. */
  current: Evaluation | undefined;
  private readonly none: Evaluated;
  private readonly isNeeded: boolean;

  constructor(private readonly state: DevState) {
    const { templates } = state.snapshot.site;
    // Before Eleventy has run, the paths of its pages are not known.
    this.none = { outputs: [], items: [], ...(templates.length > 0 && { failed: true }) };
    this.isNeeded = templates.length > 0 || state.session.open.config.eleventy !== undefined;
  }

  /** The result of the last run; empty without one. */
  get value(): Evaluated {
    return this.current?.made.value ?? this.none;
  }

  /**
   * Runs Eleventy if it has not run yet. `fresh`: also if bodies were saved since. Without `fresh`, only URLs
   * are up to date.
   */
  async evaluate(fresh: boolean): Promise<void> {
    if (!this.isNeeded || this.state.snapshot.checked.evaluatedBroken) return;
    if (hasFailedData(this.state.inputs.diagnostics) || this.isUnreadable() || this.isRefused()) return;
    if (this.current === undefined || (fresh && this.current.isStale)) this.current = await this.run();
  }

  /** Call this after a body was saved: the pages may show it. */
  bodySaved(): void {
    if (this.current !== undefined) this.current.isStale = true;
  }

  private async run(): Promise<Evaluation> {
    const { session, snapshot } = this.state;
    const { site, loaded } = snapshot;
    const outputs = new Map<string, OutputFile>();
    const { evaluatePages } = await import("../../eleventy/evaluate.js");
    const evaluating = () =>
      evaluatePages({
        context: snapshot.context,
        sources: snapshot.failures,
        take: (output) => outputs.set(output.path, output),
        allPages: site.pages,
        templateTexts: new Map([...loaded.templateTexts].filter(([source]) => isMarkdown(source))),
        copiedHtml: htmlOf(site.staticFiles),
        layoutsOf: (page) => snapshot.checked.layoutsOf(page).map(({ path }) => path),
      });
    const work = recordCode(session.open.siteCode, evaluating);
    const made = (await withTimeout(work, MAX_WAIT)) ?? {
      value: this.none,
      diagnostics: [endlessDiagnostic(site.templates[0]?.page.source, undefined, MAX_WAIT)],
    };
    if (made.value.maps !== undefined) await session.setup.announce(made.value.maps);
    return { made, outputs, isStale: session.documents.hasMissed };
  }

  /** Eleventy would stop at the front matter of its own page, with a less precise report. */
  private isUnreadable(): boolean {
    const { session, snapshot } = this.state;
    return snapshot.site.templates.some(({ page }) =>
      session.documents.diagnosticsOf(page.source).some(isBlocking),
    );
  }

  /** Eleventy reads the whole folder itself, and would run refused code in untrusted files. */
  private isRefused(): boolean {
    const { session, inputs, snapshot } = this.state;
    return (
      session.open.config.trust === "text" &&
      [...inputs.diagnostics, ...snapshot.diagnostics, ...session.documents.allDiagnostics()].some(isBlocking)
    );
  }
}

/**
 * Markdown pages through their layouts, rendered on demand, and kept while their fingerprint stays the same.
 */

import { isDraft } from "../../content/frontmatter/draft.js";
import { isBlocking } from "../../diagnostics/catalogue.js";
import { endlessDiagnostic } from "../../eleventy/failure.js";
import { createLayoutRenderer } from "../../eleventy/layouts.js";
import { renderPages } from "../../eleventy/render.js";
import { fingerprinter } from "../../incremental/previous-build.js";
import type { Diagnostic, SitePage } from "../../model/model.js";
import type { ThreadPage } from "../../render/pool.js";
import { readyPages } from "../../render/ready-page.js";
import { itemsOf } from "../../site/collections.js";
import { changedRead, recordCode } from "../../system/site-code.js";
import { RecentMap } from "../../utils/recent-map.js";
import { MAX_WAIT, withTimeout } from "../../utils/timeout.js";
import type { Answer } from "../site.js";
import type { EvaluatedPages } from "./evaluated-pages.js";
import type { DevState } from "./inputs.js";
import { diagnosticsOfPage } from "./page-diagnostics.js";

const MAX_CACHED_PAGES = 100;

/** Rendered pages by source, each with its fingerprint. They outlast a state of the site. */
export type RenderedCache = RecentMap<{ readonly hash: string; readonly html: string }>;

export const createRenderedCache = (): RenderedCache => new RecentMap(MAX_CACHED_PAGES);

export class RenderedPages {
  /** Errors of pages since they were last rendered. */
  private readonly failed = new Map<string, readonly Diagnostic[]>();
  private readonly ready: (page: SitePage) => ThreadPage;
  private readonly byLayouts: ReturnType<typeof createLayoutRenderer>;
  private readonly hashOf: (page: SitePage) => string | undefined;

  constructor(
    private readonly state: DevState,
    private readonly evaluated: EvaluatedPages,
    private readonly cache: RenderedCache,
    nameOf: (source: string) => string,
  ) {
    const { session, inputs, snapshot } = state;
    const { setup, open } = session;
    const { site, checked, loaded } = snapshot;
    this.byLayouts = createLayoutRenderer(setup, inputs.templates, loaded.assets, open.config);
    this.ready = readyPages({
      site,
      templates: checked,
      setup,
      canRenderLayouts: this.byLayouts !== undefined,
      textsOf: () => undefined,
    });
    const { fingerprintOf } = fingerprinter({ nameOf }, open.previous, site, checked, []);
    this.hashOf = (page) => fingerprintOf(page)?.hash;
  }

  /** The cached HTML of a page. */
  cached(source: string): string | undefined {
    return this.cache.get(source)?.html;
  }

  diagnostics(): readonly Diagnostic[] {
    return [...this.failed.values()].flat();
  }

  diagnosticsOf(source: string): readonly Diagnostic[] {
    return this.failed.get(source) ?? [];
  }

  bodySaved(): void {
    this.failed.clear();
  }

  /** Renders a page to examine its HTML. Pages that browsers have open stay cached. */
  async peek(page: SitePage): Promise<string | undefined> {
    const wasCached = this.cache.has(page.page.source);
    const answer = await this.render(page);
    if (!wasCached) this.cache.delete(page.page.source);
    return answer.kind === "page" ? answer.html : undefined;
  }

  async render(page: SitePage): Promise<Answer> {
    const { documents, built } = this.state.session;
    const { source } = page.page;
    const output = String(page.output);
    const broken = diagnosticsOfPage(this.state, page).filter(isBlocking);
    if (broken.length > 0 || this.state.snapshot.checked.isBroken(page))
      return { kind: "failed", source, diagnostics: broken };
    // Read here first, so that no page is rendered without its body.
    if (page.page.html === "" && documents.hasMissed) return { kind: "none" };
    const one = this.ready(page);
    const { listensToMaps } = this.state.session.setup;
    if (
      this.state.snapshot.site.templates.length > 0 ||
      listensToMaps ||
      (one.seesCollections && one.layouts === undefined)
    )
      await this.evaluated.evaluate(one.seesCollections);
    // A page that can contain every other page is rendered each time.
    const isOld = this.codeChanged() || listensToMaps;
    const hash = one.seesCollections || isOld ? undefined : this.hashOf(page);
    const cached = this.cache.get(source);
    let html: string | undefined;
    if (hash !== undefined) html = cached?.hash === hash ? cached.html : built(source, output, hash);
    if (html === undefined) {
      const made = await this.throughLayouts(page, one, hash ?? this.state.snapshot);
      this.failed.set(source, made.diagnostics);
      if (made.html === undefined) return { kind: "failed", source, diagnostics: made.diagnostics };
      html = made.html;
    }
    if (hash !== undefined && !documents.hasMissed) this.cache.set(source, { hash, html });
    else this.cache.delete(source);
    return { kind: "page", source, output, html, isDraft: isDraft(page.data) };
  }

  /** Whether a file changed that code of the site read in the last build or in this session. */
  private codeChanged(): boolean {
    const { open } = this.state.session;
    const before = open.previous.cache.snapshot?.siteCode?.reads ?? [];
    return changedRead(open.config.root, [...before, ...(open.siteCode?.reads ?? [])]) !== undefined;
  }

  /** `parts`: the inputs of the page, so that rendering that never ends is not started twice. */
  private async throughLayouts(
    page: SitePage,
    ready: ThreadPage,
    parts: unknown,
  ): Promise<{ readonly html: string | undefined; readonly diagnostics: readonly Diagnostic[] }> {
    const { snapshot } = this.state;
    const { source } = page.page;
    let html: string | undefined;
    const { open } = this.state.session;
    const rendering = () =>
      renderPages({
        context: snapshot.context,
        sources: snapshot.failures,
        take: (output) => void (html = output.content),
        pages: [ready],
        byLayouts: this.byLayouts,
        items: ready.seesCollections ? [...itemsOf(snapshot.site.pages), ...this.evaluated.value.items] : [],
      });
    const made = await this.renderOnce(source, parts, () => recordCode(open.siteCode, rendering));
    const file = snapshot.checked.layoutsOf(page)[0]?.path ?? source;
    return { html, diagnostics: made?.diagnostics ?? [endlessDiagnostic(file, source, MAX_WAIT)] };
  }

  /**
   * Renders from the inputs `parts`. Gives undefined if rendering does not end in time. It is started again
   * if the inputs change, or after it has ended.
   */
  private async renderOnce<T>(
    source: string,
    parts: unknown,
    rendering: () => Promise<T>,
  ): Promise<T | undefined> {
    const { unfinished } = this.state.session;
    if (unfinished.get(source) === parts) return undefined;
    const work = rendering();
    const made = await withTimeout(work, MAX_WAIT);
    if (made !== undefined) return made;
    unfinished.set(source, parts);
    const over = (): void => void (unfinished.get(source) === parts && unfinished.delete(source));
    work.then(over, over);
    return undefined;
  }
}

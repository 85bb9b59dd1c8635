/**
 * A page of the site as its layouts receive it. Its data is sealed, so that layouts only see data that the
 * fingerprint covers.
 */

import type { Texts } from "../incremental/cache/documents.js";
import type { CachedContext } from "../incremental/render-context-cache.js";
import { documentSource, sealedData, sealedNav, type Closure } from "../incremental/fingerprint.js";
import { sizedImage } from "../content/images/page-image.js";
import { restoredData } from "../eleventy/ready-page.js";
import type { Setup } from "../eleventy/setup.js";
import type { ResolvedLinks } from "../model/placeholders.js";
import type { Data, Site, SitePage } from "../model/model.js";
import { pageData } from "../site/collections.js";
import { resolvePlaceholders } from "../site/links/resolve-placeholders.js";
import type { SiteTemplates } from "../pipeline/site-templates.js";
import type { ThreadPage } from "./pool.js";

export interface ReadyInput {
  readonly site: Site;
  readonly templates: SiteTemplates;
  readonly setup: Setup;
  /** Whether pages can be rendered without Eleventy under this configuration. */
  readonly canRenderLayouts: boolean;
  /** Where another thread can read the texts of a page. */
  textsOf(source: string): Texts | undefined;
}

/**
 * Prepares pages for their layouts. `known` returns the context that a page was rendered with before, if it
 * is the same.
 */
export function readyPages(
  input: ReadyInput,
): (page: SitePage, known?: () => CachedContext | undefined) => ThreadPage {
  const restored = new WeakMap<object, unknown>();
  return (page, known) => new Ready(input, page, input.templates.closureOf(page), known, restored);
}

/**
 * Body and data are computed on demand, so that only a few are in memory. It is a class because there is one
 * for each page.
 */
class Ready implements ThreadPage {
  readonly source: string;
  readonly output: string;
  readonly seesCollections: boolean;
  declare readonly layouts?: readonly string[];
  /** Cached, because it is used twice: for the cache and for rendering. */
  private made: Data | undefined;

  constructor(
    private readonly input: ReadyInput,
    private readonly of: SitePage,
    private readonly closure: Closure,
    private readonly known: (() => CachedContext | undefined) | undefined,
    private readonly restored: WeakMap<object, unknown>,
  ) {
    const { templates, setup, canRenderLayouts } = input;
    this.source = of.page.source;
    this.output = String(of.output);
    this.seesCollections = closure.names("collections");
    const needsEleventy =
      !canRenderLayouts || closure.isForeign || setup.onlyInEleventy.some((name) => closure.names(name));
    if (!needsEleventy) this.layouts = templates.layoutsOf(of).map(({ name }) => name);
  }

  get html(): string {
    const known = this.known?.();
    return known === undefined ? this.of.html : resolvePlaceholders(this.of.page.html, () => known);
  }

  get resolvedLinks(): ResolvedLinks {
    const { hrefs, sizes } = this.known?.() ?? { hrefs: this.of.hrefs(), sizes: this.of.sizes() };
    return { hrefs, sizes };
  }

  get texts(): Texts | undefined {
    return this.input.textsOf(documentSource(this.of.page));
  }

  get stableData(): Data {
    this.made ??= this.lastingBefore() ?? this.lastingNow();
    return this.made;
  }

  private lastingBefore(): Data | undefined {
    const known = this.known?.();
    return known && restoredData(known.data, this.restored);
  }

  private lastingNow(): Data {
    const { site } = this.input;
    const { sections } = this.of;
    return {
      ...sealedData(this.of, site.globalData, this.closure),
      ...sealedNav(site, this.of, this.closure),
      ...sizedImage(this.of),
      ...(sections && { sections }),
    };
  }

  takeStableData(): Data {
    const { stableData } = this;
    this.made = undefined;
    return stableData;
  }

  get data(): Data {
    // After its data is read, a page is usually rendered, so the data is not kept.
    return { ...this.takeStableData(), headings: this.of.data["headings"] };
  }

  get page(): Data {
    return this.known?.()?.page ?? pageData(this.of);
  }
}

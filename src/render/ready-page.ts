/** A page of the Site as it is given to its layouts: sealed, so that they see what its fingerprint covers. */

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
import type { AwayPage } from "./pool.js";

export interface ReadyInput {
  readonly site: Site;
  readonly templates: SiteTemplates;
  readonly setup: Setup;
  /** Whether the site's configuration lets pages be rendered without an Eleventy. */
  readonly canRenderLayouts: boolean;
  /** Where texts are kept that another thread can read. */
  textsOf(source: string): Texts | undefined;
}

/** Makes pages ready for their layouts. `known` tells what a page was rendered with before, where it is to be rendered with the same. */
export function readyPages(
  input: ReadyInput,
): (page: SitePage, known?: () => CachedContext | undefined) => AwayPage {
  const restored = new WeakMap<object, unknown>();
  return (page, known) => new Ready(input, page, input.templates.closureOf(page), known, restored);
}

/** Body and data are computed when they are asked for: only some at a time are in memory. A class, as there are as many as pages. */
class Ready implements AwayPage {
  readonly source: string;
  readonly output: string;
  readonly seesCollections: boolean;
  declare readonly layouts?: readonly string[];
  /** What lasts is asked for twice: to be kept, and to be rendered. */
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

  get ends(): ResolvedLinks {
    const { hrefs, sizes } = this.known?.() ?? { hrefs: this.of.hrefs(), sizes: this.of.sizes() };
    return { hrefs, sizes };
  }

  get texts(): Texts | undefined {
    return this.input.textsOf(documentSource(this.of.page));
  }

  get lasting(): Data {
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

  takeLasting(): Data {
    const { lasting } = this;
    this.made = undefined;
    return lasting;
  }

  get data(): Data {
    // As a rule, who has asked for its data has rendered it.
    return { ...this.takeLasting(), headings: this.of.data["headings"] };
  }

  get page(): Data {
    return this.known?.()?.page ?? pageData(this.of);
  }
}

/** A Page in its place. */

import type { SiteConfig } from "../config/options.js";
import type { Data, Page, SitePage } from "../model/model.js";
import type { ResolvedLinks } from "../model/placeholders.js";
import type { LinkResolver } from "./links/links.js";
import type { Placement } from "./locate.js";
import { placeSource } from "./permalinks.js";

/**
 * A class, because there are as many as pages. Values that follow from the body are computed on demand: a
 * large site does not hold its text twice.
 */
export class PlacedPage implements SitePage {
  readonly url: string | false;
  readonly output: string | false;
  readonly date: Date;
  readonly data: Data;
  readonly added: Data;
  declare readonly missingLayout?: string;

  constructor(
    readonly page: Page,
    readonly placedAs: string,
    { url, output, date, data, added, missingLayout }: Extract<Placement, { kind: "page" }>,
    private readonly links: () => LinkResolver | undefined,
  ) {
    [this.url, this.output, this.date, this.data, this.added] = [url, output, date, data, added];
    if (missingLayout !== undefined) this.missingLayout = missingLayout;
  }

  get html(): string {
    return this.links()?.finalHtml(this) ?? this.page.html;
  }

  get sections(): readonly Data[] | undefined {
    return this.links()?.finalSections(this) ?? this.page.sections;
  }

  hrefs(): readonly string[] {
    return this.links()?.hrefs(this) ?? this.page.links.map(({ href }) => href);
  }

  sizes(): ResolvedLinks["sizes"] {
    return this.links()?.sizes(this) ?? {};
  }
}

/** A page whose place is not known, at the place that its file name gives it. */
export function unplacedPage(page: Page, config: SiteConfig): SitePage {
  return {
    page,
    placedAs: page.source,
    ...placeSource(page.source, config.style).value,
    date: new Date(0),
    data: {},
    added: {},
    html: "",
    sections: undefined,
    hrefs: () => [],
    sizes: () => ({}),
  };
}

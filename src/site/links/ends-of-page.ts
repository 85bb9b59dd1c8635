/** Where the links of each page lead, kept as briefly as possible: a large site has millions. */

import type { SitePage } from "../../model/model.js";
import type { ImageSize, ResolvedLinks } from "../../model/placeholders.js";
import { problemOfUrl } from "./invalid-urls.js";
import type { LinkTargets } from "./link-targets.js";
import type { Resolve, Resolved } from "./resolve-link.js";

/** The cached facts about a page's links; the rest can be read again. */
export interface PageEnds {
  readonly bodyVersion: unknown;
  readonly hrefs: readonly string[];
  /** The images to which the page gives no size, with their places among the links. */
  readonly pictures: readonly { readonly index: number; readonly source: string }[];
  /** Links that may be broken, with their indexes. */
  readonly doubtful: readonly {
    readonly end: Extract<Resolved, { kind: Exclude<Resolved["kind"], "static"> }>;
    readonly index: number;
  }[];
}

const NONE: PageEnds["pictures"] = [];

export class EndsOfPages {
  private known = new WeakMap<SitePage, PageEnds>();

  constructor(
    private readonly targets: Pick<LinkTargets, "sizeOf">,
    private readonly resolve: Resolve,
  ) {}

  of(page: SitePage): PageEnds {
    const { bodyVersion } = page.page;
    const before = this.known.get(page);
    if (before !== undefined && before.bodyVersion === bodyVersion) return before;
    const ends = endsOf(page, this.resolve);
    this.known.set(page, ends);
    return ends;
  }

  /** The sizes of images, asked anew each time. */
  sizes(page: SitePage): ResolvedLinks["sizes"] {
    const found: Record<number, ImageSize> = {};
    for (const { index, source } of this.of(page).pictures) {
      const size = this.targets.sizeOf?.(source);
      if (size !== undefined) found[index] = size;
    }
    return found;
  }

  /** The URLs of some pages have changed. */
  forget(): void {
    this.known = new WeakMap();
  }
}

function endsOf(page: SitePage, resolve: Resolve): PageEnds {
  const { links, bodyVersion } = page.page;
  const ends = links.map((link) => resolve(link, page));
  const doubtful = ends.flatMap((end, index) => (isDoubtful(end) ? [{ end, index }] : []));
  const pictures = links.flatMap(({ lacksSize, href }, index) => {
    const end = lacksSize === true ? ends[index] : undefined;
    return end?.kind === "static" && !isPartOfSvg(href) ? [{ index, source: end.source }] : [];
  });
  return {
    bodyVersion,
    hrefs: ends.map(({ href }) => href),
    doubtful,
    pictures: pictures.length === 0 ? NONE : pictures,
  };
}

function isDoubtful(end: Resolved): end is PageEnds["doubtful"][number]["end"] {
  return (
    end.kind === "unknown" ||
    end.kind === "nowhere" ||
    (end.kind === "external" && problemOfUrl(end.href) !== undefined) ||
    (end.kind === "template" && end.href.includes("#")) ||
    (end.kind === "page" && end.fragment !== "")
  );
}

/** A fragment may show a part of an svg, which has its own size. */
function isPartOfSvg(href: string): boolean {
  return /^[^?#]*\.svg(?:\?[^#]*)?#/i.test(href);
}

/** Pages of the dev server: the data for their place is present, and bodies are loaded on demand. */

import { stableText } from "../../utils/stable-text.js";
import type { PublicMetadata } from "../../content/parse.js";
import type { Data, Page } from "../../model/model.js";

/**
 * Replaces a body that is not parsed yet. Nothing is thrown, because a template engine could swallow the
 * error.
 */
export const NO_BODY: Pick<Page, "html" | "sections" | "headings" | "ids" | "links"> = {
  html: "",
  headings: [],
  ids: [],
  links: [],
};

/**
 * A page whose body can be replaced while its metadata stays the same, so that a saved body needs no new
 * Site.
 */
export class DevPage {
  readonly page: Page;
  front: Pick<Page, "positions" | "bodyLine">;
  body: typeof NO_BODY | undefined;

  /**
   * A page without its body. `hash`: that of the file from which it was read. `missed` is called if the body
   * is read anyway: the result of that reader is not valid.
   */
  constructor(
    public hash: string,
    metadata: PublicMetadata,
    private readonly missed: (source: string) => void,
  ) {
    this.front = { positions: metadata.positions, bodyLine: metadata.bodyLine };
    this.page = new PageOf(metadata, this);
  }

  get isParsed(): boolean {
    return this.body !== undefined;
  }

  /** Sets the body of the page. */
  fill(body: typeof NO_BODY): void {
    this.body = body;
  }

  /** Applies another version of the file with the same metadata, whose body is not parsed yet. */
  renew(hash: string, { positions, bodyLine }: Pick<Page, "positions" | "bodyLine">): void {
    this.hash = hash;
    this.front = { positions, bodyLine };
    this.body = undefined;
  }

  part<Key extends keyof typeof NO_BODY>(key: Key): (typeof NO_BODY)[Key] {
    try {
      return (this.body ?? this.reportMissing())[key];
    } catch {
      // The body was in the cache of a build, and another build has removed it since.
      return this.reportMissing()[key];
    }
  }

  private reportMissing(): typeof NO_BODY {
    this.body = undefined;
    this.missed(this.page.source);
    return NO_BODY;
  }
}

/** A live page in the form that the site uses. A class, because a large site has many. */
class PageOf implements Page {
  readonly kind: Page["kind"];
  readonly source: string;
  readonly frontMatter: Data;
  readonly firstHeading?: string;
  readonly titleInContent: boolean;
  declare readonly isLeftOut?: boolean;

  constructor(
    { kind, source, frontMatter, firstHeading, titleInContent, isLeftOut }: PublicMetadata,
    private readonly live: DevPage,
  ) {
    this.kind = kind;
    this.source = source;
    this.frontMatter = frontMatter;
    if (firstHeading !== undefined) this.firstHeading = firstHeading;
    this.titleInContent = titleInContent;
    if (isLeftOut === true) this.isLeftOut = isLeftOut;
  }

  get positions(): Page["positions"] {
    return this.live.front.positions;
  }

  get bodyLine(): number {
    return this.live.front.bodyLine;
  }

  get bodyVersion(): unknown {
    // Without a body, nothing is cached, so that each new reader is noticed.
    return this.live.body ?? {};
  }

  get html(): string {
    return this.live.part("html");
  }

  get sections(): Page["sections"] {
    return this.live.part("sections");
  }

  get headings(): Page["headings"] {
    return this.live.part("headings");
  }

  get ids(): Page["ids"] {
    return this.live.part("ids");
  }

  get links(): Page["links"] {
    return this.live.part("links");
  }
}

/** Metadata that other pages and the page's own place may depend on. */
type ComparedMetadata = Pick<
  PublicMetadata,
  "kind" | "frontMatter" | "firstHeading" | "titleInContent" | "isLeftOut"
>;

/** Whether two pages look the same to the rest of the site. */
export function hasSameMetadata(a: ComparedMetadata, b: ComparedMetadata): boolean {
  if (
    a.kind !== b.kind ||
    a.isLeftOut !== b.isLeftOut ||
    a.titleInContent !== b.titleInContent ||
    a.firstHeading !== b.firstHeading
  )
    return false;
  const [first, second] = [stableText(a.frontMatter), stableText(b.frontMatter)];
  return first !== undefined && first === second;
}

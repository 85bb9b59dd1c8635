/** Pages of a site that is being written: what decides about their place is there, and their bodies follow when they are asked for. */

import { stableText } from "../build/stable-text.js";
import type { Page } from "../model.js";

/** What other pages, and a page's own place, may depend on. */
export type Face = Pick<Page, "kind" | "frontMatter" | "firstHeading" | "titleInContent">;

/** A page whose body may be written again while its face stays: so a saved body needs no new Site. */
export interface LivePage {
  readonly page: Page;
  /** Hash of the file from which the page was read. */
  readonly hash: string;
  readonly isParsed: boolean;
  /** Gives the page its body. */
  fill(body: Page): void;
  /** Takes another version of the file with the same face, whose body is not parsed yet. */
  renew(hash: string, front: Pick<Page, "positions" | "bodyLine">): void;
}

/** What is seen of a body that is not parsed yet. Nothing is thrown: a template engine that waits elsewhere would not hear it. */
const NO_BODY: Pick<Page, "html" | "sections" | "headings" | "ids" | "links"> = { html: "", headings: [], ids: [], links: [] };

/** A page without its body. `missed` is told when somebody asks for the body all the same: what he made of it is no good. */
export function createLivePage(hash: string, face: Face, { source, positions, bodyLine }: Pick<Page, "source" | "positions" | "bodyLine">, missed: (source: string) => void): LivePage {
  let current = hash;
  let front = { positions, bodyLine };
  let body: typeof NO_BODY | undefined;
  const lack = (): typeof NO_BODY => {
    body = undefined;
    missed(source);
    return NO_BODY;
  };
  const part = <Key extends keyof typeof NO_BODY>(key: Key): (typeof NO_BODY)[Key] => {
    try {
      return (body ?? lack())[key];
    } catch {
      // It was kept by a build, and another build has taken it away since.
      return lack()[key];
    }
  };
  const page: Page = {
    kind: face.kind,
    source,
    frontMatter: face.frontMatter,
    ...(face.firstHeading !== undefined && { firstHeading: face.firstHeading }),
    titleInContent: face.titleInContent,
    get positions() {
      return front.positions;
    },
    get bodyLine() {
      return front.bodyLine;
    },
    get html() {
      return part("html");
    },
    get sections() {
      return part("sections");
    },
    get headings() {
      return part("headings");
    },
    get ids() {
      return part("ids");
    },
    get links() {
      return part("links");
    },
  };
  return {
    page,
    get hash() {
      return current;
    },
    get isParsed() {
      return body !== undefined;
    },
    fill(made) {
      body = made;
    },
    renew(next, renewed) {
      current = next;
      front = { positions: renewed.positions, bodyLine: renewed.bodyLine };
      body = undefined;
    },
  };
}

/** Whether two pages look the same to the rest of the site. */
export function sameFace(a: Face, b: Face): boolean {
  if (a.kind !== b.kind || a.titleInContent !== b.titleInContent || a.firstHeading !== b.firstHeading) return false;
  const [first, second] = [stableText(a.frontMatter), stableText(b.frontMatter)];
  return first !== undefined && first === second;
}

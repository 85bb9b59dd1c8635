/** The answers of the site, and what the server remembers of them: last good pages, and pages that failed. */

import { RecentMap } from "../utils/recent-map.js";
import type { Answer, DevSite } from "./site.js";

const MAX_REMEMBERED_PAGES = 100;

export class ServedPages {
  /** The last good HTML of each page, for the time in which it cannot be made. */
  readonly good = new RecentMap<string>(MAX_REMEMBERED_PAGES);
  /** Pages that could not be made. */
  private readonly failing = new Set<string>();

  /** `answered` is called when an answer may have changed what is known to be wrong. */
  constructor(
    readonly site: DevSite,
    private readonly answered: () => void,
  ) {}

  /** A path without the base; undefined for one outside. */
  below(path: string): string | undefined {
    return path.startsWith(this.site.base) ? path.slice(this.site.base.length) : undefined;
  }

  /** The answer at a path below the base. */
  async answerAt(name: string | undefined): Promise<Answer> {
    const answer: Answer = name === undefined ? { kind: "none" } : await this.site.answer(name);
    if (name === undefined || (answer.kind !== "failed" && !this.failing.has(name))) return answer;
    if (answer.kind !== "failed") this.failing.delete(name);
    else if (this.failing.size < MAX_REMEMBERED_PAGES) this.failing.add(name);
    this.answered();
    return answer;
  }

  /** Makes failed pages again that no browser has open: only that tells whether they are fixed. */
  async retryFailing(isShown: (path: string) => boolean): Promise<void> {
    for (const name of [...this.failing])
      if (!isShown(this.site.base + name) && (await this.site.answer(name)).kind !== "failed")
        this.failing.delete(name);
  }
}

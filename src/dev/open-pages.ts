/**
 * The pages that browsers have open: what each shows, where each source is now, and what to tell them of a
 * change.
 */

import type { ServerResponse } from "node:http";
import { encodePath } from "../site/permalinks.js";
import type { ChangeLog } from "./change-log.js";
import type { Client, Clients } from "./clients.js";
import { decode } from "../utils/percent.js";
import { tagOf } from "./respond.js";
import type { ServedPages } from "./served-pages.js";
import type { Answer, Applied } from "./site.js";

export class OpenPages {
  /** By path: the current content of the open pages. */
  private readonly shown = new Map<string, string>();
  /** Every rename so far, because a page may ask later if it was not connected. */
  private readonly renames = new Map<string, string>();

  constructor(
    private readonly served: ServedPages,
    private readonly clients: Clients,
    private readonly log: ChangeLog,
  ) {}

  /** The URL of a source, also of one that has another name now. */
  addressOf(source: string): string | undefined {
    const next = this.renames.get(source);
    return this.served.site.addressOf(source) ?? (next === undefined ? undefined : this.addressOf(next));
  }

  /** Connects a page. `again`: what a browser that reconnects by itself received last. */
  async connect(response: ServerResponse, query: URLSearchParams, again: unknown): Promise<void> {
    const client = this.clients.add(response, decode(query.get("path") ?? "/"));
    client.source = query.get("source") ?? undefined;
    // The page's script says it in the query.
    const seen = typeof again === "string" ? again : query.get("seen");
    const missed = seen === null ? [] : this.log.since(seen);
    client.notify(missed.length === 0 ? { kind: "hello" } : { kind: "files", files: missed });
    await this.look(client);
  }

  /** Tells the open pages what a change came to; gives the URLs of those that look again. */
  async notify({ pages, files, renamed }: Applied): Promise<readonly string[]> {
    for (const [from, to] of renamed) {
      this.renames.delete(to);
      this.renames.set(from, to);
    }
    const before = new Map(this.shown);
    if (pages) this.shown.clear();
    const updated = new Set<string>();
    for (const client of pages ? this.clients.all() : []) {
      const at = await this.notifyClient(client, renamed);
      if (before.get(client.path) !== this.shown.get(client.path)) updated.add(at);
    }
    if (pages) await this.served.retryFailing((path) => this.shown.has(path));
    // Last: a page may be loaded anew for them, at its new URL by then.
    if (files.length > 0) this.notifyOfFiles(files);
    return [...updated];
  }

  /** Tells a page to look again; gives its URL. */
  private async notifyClient(client: Client, renamed: Applied["renamed"]): Promise<string> {
    const { path } = client;
    const source = client.source === undefined ? undefined : (renamed.get(client.source) ?? client.source);
    client.source = source;
    const answer = await this.look(client);
    const moved =
      source !== undefined && isElsewhere(answer, source) ? this.served.site.addressOf(source) : undefined;
    // It goes with its page, also where another page has its URL now.
    if (moved !== undefined) client.source = source;
    // The findings of a page may change while the page does not: it asks again, and gets a short answer.
    client.notify({ kind: "page", ...(client.source !== undefined && { source: client.source }) });
    return moved === undefined ? path : decode(moved);
  }

  private notifyOfFiles(files: readonly string[]): void {
    const paths = files.map((file) => this.served.site.base + encodePath(file));
    this.log.add(paths);
    for (const client of this.clients.all()) client.notify({ kind: "files", files: paths });
  }

  /** Notes what a page shows. */
  private async look(client: Client): Promise<Answer> {
    const { site } = this.served;
    const name = this.served.below(client.path);
    const answer: Answer = name === undefined ? { kind: "none" } : await site.answer(name);
    if (answer.kind === "page") client.source = answer.source;
    this.shown.set(client.path, answer.kind === "page" ? tagOf(answer.html) : JSON.stringify(answer));
    return answer;
  }
}

/** Whether the page of this source is not what is at a URL. */
export function isElsewhere(answer: Answer, source: string): boolean {
  return answer.kind === "none" || (answer.kind === "page" && source !== "" && answer.source !== source);
}

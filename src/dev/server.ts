/** The dev server: renders requested pages, and notifies browsers about changes. */

import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { ReadLine } from "../report/code-frame.js";
import { encodePath } from "../site/permalinks.js";
import { typeOf } from "../hosting/types.js";
import { admit, redirect, refuse, refuseMalformed } from "../system/requests.js";
import { insideReal } from "../system/files.js";
import { sendFile } from "../system/send-file.js";
import type { Diagnostic } from "../model/model.js";
import { decoded, isSameOrigin, pathOfReferer, queryOf } from "./request.js";
import { createClients, type Client } from "./clients.js";
import { createChangeLog } from "./change-log.js";
import { failedDocument, missingDocument, OWN, withScript } from "./documents.js";
import { send, sendHtml, sendJson, tagOf } from "./respond.js";
import { viewDiagnostics, type Editor } from "./diagnostic-view.js";
import type { Answer, Applied, DevSite } from "./site.js";

export interface DevServerOptions {
  readonly site: DevSite;
  /** Absolute path of the site. */
  readonly root: string;
  /** The dev server's browser files: absolute paths by name. */
  readonly own: ReadonlyMap<string, string>;
  isOwnHost(host: string | undefined): boolean;
  readonly editor: Editor;
  /** Reads lines of the site's files in their current state. */
  openLines(): ReadLine;
  /** Called after a response that may have found problems, because pages are rendered on demand. */
  answered(): void;
  /** Called with errors that are not reported elsewhere. */
  fault(error: unknown): void;
}

export interface DevServer {
  readonly server: Server;
  /** Notifies the open pages about a change. Gives the URLs of the notified pages. */
  notify(applied: Applied): Promise<readonly string[]>;
  close(): void;
}

/** A server that is not listening yet. */
export function createDevServer(options: DevServerOptions): DevServer {
  const { site } = options;
  const log = createChangeLog(randomUUID());
  const clients = createClients(log.now);
  /** The last good HTML of each page, for the time in which it cannot be made. */
  const lastGood = new Map<string, string>();
  /** By path: the current content of the open pages. */
  const shown = new Map<string, string>();

  /** Every rename so far, because a page may ask later if it was not connected. */
  const renames = new Map<string, string>();
  const addressOf = (source: string): string | undefined => {
    const next = renames.get(source);
    return site.addressOf(source) ?? (next === undefined ? undefined : addressOf(next));
  };

  const below = (path: string): string | undefined =>
    path.startsWith(site.base) ? path.slice(site.base.length) : undefined;
  const remember = (path: string, html: string): void => {
    lastGood.delete(path);
    lastGood.set(path, html);
    if (lastGood.size > 100) lastGood.delete([...lastGood.keys()][0] ?? "");
  };

  /** Gets the answer at a path below the base, and remembers pages that cannot be made. */
  const failing = new Set<string>();
  const answerAt = async (name: string | undefined): Promise<Answer> => {
    const answer: Answer = name === undefined ? { kind: "none" } : await site.answer(name);
    if (name === undefined || (answer.kind !== "failed" && !failing.has(name))) return answer;
    if (answer.kind !== "failed") failing.delete(name);
    else if (failing.size < 100) failing.add(name);
    options.answered();
    return answer;
  };

  const page = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const name = below(path);
    if (name === undefined)
      return `${path}/` === site.base
        ? redirect(response, site.base + queryOf(request))
        : missing(request, response, path);
    const answer = await answerAt(name);
    if (answer.kind === "redirect")
      return redirect(response, encodePath(site.base + answer.to) + queryOf(request));
    if (answer.kind === "file") return sendStatic(request, response, answer);
    if (answer.kind === "made") return send(request, response, 200, typeOf(answer.output), answer.content);
    if (answer.kind === "none") return missing(request, response, name);
    if (answer.kind === "failed")
      return sendHtml(request, response, 500, lastGood.get(name) ?? failedDocument());
    if (!answer.output.endsWith(".html"))
      return send(request, response, 200, typeOf(answer.output), answer.html);
    const html = withScript(answer.html);
    remember(name, html);
    const policy = site.policyFor(answer.html);
    if (policy !== undefined) response.setHeader("Content-Security-Policy", policy);
    sendHtml(request, response, answer.output === "404.html" ? 404 : 200, html);
  };

  const missing = async (request: IncomingMessage, response: ServerResponse, name: string): Promise<void> => {
    const from = pathOfReferer(request);
    const links = from === undefined ? [] : await site.linksFrom(`/${below(from) ?? ""}`, name);
    const own = (await site.answer("404.html")).kind === "page" ? `${site.base}404.html` : undefined;
    const places = links.map(({ source, line, column }) => ({
      place: `${source}:${line}:${column}`,
      editor: options.editor(`${options.root}/${source}`, line, column),
    }));
    sendHtml(
      request,
      response,
      404,
      missingDocument({
        address: site.base + name,
        near: site.near(name),
        links: places,
        ...(own !== undefined && { own }),
      }),
    );
  };

  const sendStatic = (
    request: IncomingMessage,
    response: ServerResponse,
    { file, isTheme }: Extract<Answer, { kind: "file" }>,
  ): void => {
    // Since the file was listed, it may have become a link to a file outside of the site.
    const real = isTheme ? file : insideReal(options.root, file);
    if (real === undefined) return void refuse(response, 404, "There is no page at this URL.");
    response.setHeader("Cache-Control", "no-cache");
    sendFile(request, response, real);
  };

  /** Answers an open page that asks for its state after a message. */
  const state = async (response: ServerResponse, query: URLSearchParams): Promise<void> => {
    const path = decoded(query.get("path") ?? "/");
    const name = below(path);
    const answer = await answerAt(name);
    const source = query.get("source") ?? "";
    const now = isElsewhere(answer, source) ? addressOf(source) : undefined;
    const moved = now === undefined || decoded(now) === path ? undefined : now;
    const html =
      answer.kind === "page" && answer.output.endsWith(".html") ? withScript(answer.html) : undefined;
    if (html !== undefined && name !== undefined) remember(name, html);
    const tag = html === undefined ? undefined : tagOf(html);
    sendJson(response, {
      kind: answer.kind,
      tag,
      ...(answer.kind === "page" && {
        source: answer.source,
        isDraft: answer.isDraft,
        policy: site.policyFor(answer.html),
      }),
      ...(tag !== query.get("tag") && { html }),
      moved,
    });
  };

  const problems = async (response: ServerResponse, query: URLSearchParams): Promise<void> => {
    const { here, elsewhere } = await site.problemsAt(below(decoded(query.get("path") ?? "/")) ?? "");
    options.answered();
    const readLine = options.openLines();
    const show = (list: readonly Diagnostic[]) =>
      viewDiagnostics(list, options.root, options.editor, readLine);
    sendJson(response, { here: show(here), elsewhere: show(elsewhere) });
  };

  const own = async (request: IncomingMessage, response: ServerResponse, name: string): Promise<void> => {
    if (!isSameOrigin(request)) return refuse(response, 403, "Only pages of this server can connect.");
    const query = new URLSearchParams((request.url ?? "").replace(/^[^?]*\??/, ""));
    if (name === "page") return state(response, query);
    if (name === "problems") return problems(response, query);
    if (name === "events") return listenTo(response, query, request.headers["last-event-id"]);
    const file = options.own.get(name);
    if (file === undefined) return refuse(response, 404, "There is no page at this URL.");
    response.setHeader("Cache-Control", "no-cache");
    sendFile(request, response, file);
  };

  const listenTo = async (
    response: ServerResponse,
    query: URLSearchParams,
    again: unknown,
  ): Promise<void> => {
    const client = clients.add(response, decoded(query.get("path") ?? "/"));
    client.source = query.get("source") ?? undefined;
    // A browser that connects again sends the last moment that it knows. If the script connects again, the
    // query contains it.
    const seen = typeof again === "string" ? again : query.get("seen");
    const missed = seen === null ? [] : log.since(seen);
    client.notify(missed.length === 0 ? { kind: "hello" } : { kind: "files", files: missed });
    await updateClient(client);
  };
  const updateClient = async (client: Client): Promise<Answer> => {
    const name = below(client.path);
    const answer: Answer = name === undefined ? { kind: "none" } : await site.answer(name);
    if (answer.kind === "page") client.source = answer.source;
    shown.set(client.path, keyOf(answer));
    return answer;
  };

  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000 }, (request, response) => {
    const failed = (error: unknown): void => {
      options.fault(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "The server failed. The terminal shows the error.");
    };
    // A page of another site must not show this one in a frame, invisible under its own buttons.
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    response.setHeader("Content-Security-Policy", "frame-ancestors 'self'");
    try {
      const path = admit(request, response, options.isOwnHost);
      if (path === undefined) return;
      (path.startsWith(OWN)
        ? own(request, response, path.slice(OWN.length))
        : page(request, response, path)
      ).catch(failed);
    } catch (error) {
      failed(error);
    }
  });
  server.on("clientError", (_error, socket) => refuseMalformed(socket));

  return {
    server,
    async notify({ pages, files, renamed }) {
      const notified: string[] = [];
      for (const [from, to] of renamed) {
        renames.delete(to);
        renames.set(from, to);
      }
      const before = new Map(shown);
      if (pages) shown.clear();
      for (const client of pages ? clients.all() : []) {
        const { path } = client;
        const source =
          client.source === undefined ? undefined : (renamed.get(client.source) ?? client.source);
        client.source = source;
        const answer = await updateClient(client);
        const address =
          source !== undefined && isElsewhere(answer, source) ? site.addressOf(source) : undefined;
        // The client follows its page, even if another page now has the old URL.
        if (address !== undefined) client.source = source;
        const at = address === undefined ? path : decoded(address);
        // The problems of a page may change while the page does not. The page asks again, and gets a short
        // answer.
        client.notify({ kind: "page", ...(client.source !== undefined && { source: client.source }) });
        if (before.get(path) !== shown.get(path) && !notified.includes(at)) notified.push(at);
      }
      // Only rendering tells whether a page that no browser shows is fixed.
      for (const name of pages ? [...failing] : [])
        if (!shown.has(site.base + name) && (await site.answer(name)).kind !== "failed") failing.delete(name);
      // Sent last, because they may reload a page, which may have a new URL by then.
      if (files.length > 0) {
        const paths = files.map((file) => site.base + encodePath(file));
        log.add(paths);
        for (const client of clients.all()) client.notify({ kind: "files", files: paths });
      }
      return notified;
    },
    close() {
      clients.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Whether the answer at a URL is not the page of this source. */
function isElsewhere(answer: Answer, source: string): boolean {
  return answer.kind === "none" || (answer.kind === "page" && source !== "" && answer.source !== source);
}

function keyOf(answer: Answer): string {
  return answer.kind === "page" ? tagOf(answer.html) : JSON.stringify(answer);
}

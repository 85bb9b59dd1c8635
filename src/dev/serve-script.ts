/** Answers the dev server's own script in the browser: the state of its page, its problems, and events. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Diagnostic } from "../model/model.js";
import type { ReadLine } from "../report/code-frame.js";
import { refuse } from "../system/requests.js";
import { sendFile } from "../system/send-file.js";
import { viewDiagnostics } from "./diagnostic-view.js";
import { withScript } from "./documents.js";
import { isElsewhere, type OpenPages } from "./open-pages.js";
import { decode } from "../utils/percent.js";
import { isSameOrigin } from "./request.js";
import { sendJson, tagOf } from "./respond.js";
import type { ServedSite } from "./serve-page.js";

/** The site that is served, and what its script may ask for. */
export interface ScriptSite extends ServedSite {
  readonly open: OpenPages;
  /** The dev server's browser files: absolute paths by name. */
  readonly own: ReadonlyMap<string, string>;
  /** Reads lines of the site's files in their current state. */
  openLines(): ReadLine;
  /** Called after an answer that may have changed what is known to be wrong. */
  answered(): void;
}

/** Answers a request below the dev server's own path. */
export async function serveScript(
  site: ScriptSite,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  if (!isSameOrigin(request)) return refuse(response, 403, "Only pages of this server can connect.");
  const query = new URLSearchParams((request.url ?? "").replace(/^[^?]*\??/, ""));
  if (name === "page") return sendState(site, response, query);
  if (name === "problems") return sendProblems(site, response, query);
  if (name === "events") return site.open.connect(response, query, request.headers["last-event-id"]);
  const file = site.own.get(name);
  if (file === undefined) return refuse(response, 404, "There is no page at this URL.");
  response.setHeader("Cache-Control", "no-cache");
  sendFile(request, response, file);
}

/** Answers an open page that asks for its state after a message. */
async function sendState(
  { served, open }: ScriptSite,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const path = decode(query.get("path") ?? "/");
  const name = served.below(path);
  const answer = await served.answerAt(name);
  const source = query.get("source") ?? "";
  const now = isElsewhere(answer, source) ? open.addressOf(source) : undefined;
  const html =
    answer.kind === "page" && answer.output.endsWith(".html") ? withScript(answer.html) : undefined;
  if (html !== undefined && name !== undefined) served.good.set(name, html);
  const tag = html === undefined ? undefined : tagOf(html);
  sendJson(response, {
    kind: answer.kind,
    tag,
    ...(answer.kind === "page" && {
      source: answer.source,
      isDraft: answer.isDraft,
      policy: served.site.policyFor(answer.html),
    }),
    ...(tag !== query.get("tag") && { html }),
    moved: now === undefined || decode(now) === path ? undefined : now,
  });
}

async function sendProblems(
  { served, root, editor, openLines, answered }: ScriptSite,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const name = served.below(decode(query.get("path") ?? "/")) ?? "";
  const { here, elsewhere } = await served.site.problemsAt(name);
  answered();
  const readLine = openLines();
  const show = (list: readonly Diagnostic[]) => viewDiagnostics(list, root, editor, readLine);
  sendJson(response, { here: show(here), elsewhere: show(elsewhere) });
}

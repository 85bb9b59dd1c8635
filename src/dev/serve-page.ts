/** Answers requests for URLs of the site. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { typeOf } from "../hosting/types.js";
import { encodePath } from "../site/permalinks.js";
import { insideReal } from "../system/files.js";
import { redirect, refuse } from "../system/requests.js";
import { sendFile } from "../system/send-file.js";
import type { Editor } from "./diagnostic-view.js";
import { failedDocument, missingDocument, withScript } from "./documents.js";
import { pathOfReferer, queryOf } from "./request.js";
import { send, sendHtml } from "./respond.js";
import type { ServedPages } from "./served-pages.js";
import type { Answer } from "./site.js";

/** The site that is served. */
export interface ServedSite {
  readonly served: ServedPages;
  /** Absolute path of the site. */
  readonly root: string;
  readonly editor: Editor;
}

/** Sends what is at a path. */
export async function servePage(
  { served, root, editor }: ServedSite,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const { site } = served;
  const name = served.below(path);
  if (name === undefined && `${path}/` === site.base) return redirect(response, site.base + queryOf(request));
  const answer = await served.answerAt(name);
  switch (answer.kind) {
    case "redirect":
      return redirect(response, encodePath(site.base + answer.to) + queryOf(request));
    case "file":
      return sendStatic(root, request, response, answer);
    case "made":
      return send(request, response, 200, typeOf(answer.output), answer.content);
    case "none":
      return sendMissing({ served, root, editor }, request, response, name ?? path);
    case "failed":
      return sendHtml(request, response, 500, served.good.get(name ?? "") ?? failedDocument());
    case "page":
      return sendPage(served, request, response, name ?? "", answer);
  }
}

function sendPage(
  { site, good }: ServedPages,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  { output, html }: Extract<Answer, { kind: "page" }>,
): void {
  if (!output.endsWith(".html")) return send(request, response, 200, typeOf(output), html);
  const shown = withScript(html);
  good.set(name, shown);
  const policy = site.policyFor(html);
  if (policy !== undefined) response.setHeader("Content-Security-Policy", policy);
  sendHtml(request, response, output === "404.html" ? 404 : 200, shown);
}

function sendStatic(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  { file, isTheme }: Extract<Answer, { kind: "file" }>,
): void {
  // Since the file was listed, it may have become a link to a file outside of the site.
  const real = isTheme ? file : insideReal(root, file);
  if (real === undefined) return void refuse(response, 404, "There is no page at this URL.");
  response.setHeader("Cache-Control", "no-cache");
  sendFile(request, response, real);
}

/** Says where the missing page is linked, and which URLs are near. */
async function sendMissing(
  { served, root, editor }: ServedSite,
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
): Promise<void> {
  const { site } = served;
  const from = pathOfReferer(request);
  const links = from === undefined ? [] : await site.linksFrom(`/${served.below(from) ?? ""}`, name);
  const hasOwn = (await site.answer("404.html")).kind === "page";
  const places = links.map(({ source, line, column }) => ({
    place: `${source}:${line}:${column}`,
    editor: editor(`${root}/${source}`, line, column),
  }));
  const document = missingDocument({
    address: site.base + name,
    near: site.near(name),
    links: places,
    ...(hasOwn && { own: `${site.base}404.html` }),
  });
  sendHtml(request, response, 404, document);
}

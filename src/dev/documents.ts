/** The dev server's own HTML pages, and the script tag that it adds to pages. */

import { decodeUrl } from "../utils/percent.js";
import { scanTags } from "../content/html/scan.js";
import { escapeHtml } from "../utils/escape-html.js";

/** Path of the dev server's own files, below every base. */
export const OWN = "/@handbill/";

/** The tag that pages have in the dev server and not in a build. */
export const SCRIPT = `<script type="module" src="${OWN}dev.js"></script>`;

/** Adds the script before the end of the page's body. No other byte differs. */
export function withScript(html: string): string {
  const end =
    scanTags(html).findLast(({ name, closing }) => closing && name === "body")?.start ?? openEnd(html);
  return html.slice(0, end) + SCRIPT + html.slice(end);
}

/**
 * The end of a page whose body is not closed. If the end is in a comment, a form field or an unclosed tag,
 * browsers would not see the script there, so the start is used.
 */
function openEnd(html: string): number {
  const isRead = scanTags(html + SCRIPT).some(({ start }) => start === html.length);
  return isRead ? html.length : (/^\s*<!doctype[^>]*>/i.exec(html)?.[0].length ?? 0);
}

function documentOf(title: string, body: string): string {
  return (
    `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" ` +
    `content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light ` +
    `dark">\n<title>${escapeHtml(title)}</title>\n<link rel="stylesheet" href="${OWN}dev.css">\n` +
    `</head>\n<body class="handbill-dev">\n<main>\n${body}\n</main>\n${SCRIPT}\n</body>\n</html>\n`
  );
}

/** A page that could not be made since the server started. The script shows the reason. */
export function failedDocument(): string {
  return documentOf(
    "This page cannot be rendered",
    "<h1>This page cannot be rendered</h1>\n<p>The error is shown above and in the terminal. The " +
      "page reloads when you fix it.</p>",
  );
}

export interface MissingPage {
  /** The requested URL. */
  readonly address: string;
  /** Existing URLs that are similar. */
  readonly near: readonly string[];
  /** Places of links to the missing URL on the page that the reader comes from. */
  readonly links: readonly { readonly place: string; readonly editor: string }[];
  /** The URL of the site's own 404 page. */
  readonly own?: string;
}

/** The page for a missing URL. */
export function missingDocument({ address, near, links, own }: MissingPage): string {
  const parts = [
    `<h1>Page not found</h1>\n<p>This site has no page or file at <code>${escapeHtml(address)}</code>.</p>`,
  ];
  const list = (title: string, items: readonly { readonly href: string; readonly text: string }[]) => {
    const lines = items.map(
      ({ href, text }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></li>`,
    );
    if (items.length > 0) parts.push(`<h2>${title}</h2>\n<ul>\n${lines.join("\n")}\n</ul>`);
  };
  list(
    "Did you mean",
    near.map((url) => ({ href: url, text: decodeUrl(url) })),
  );
  list(
    "Pages with this link",
    links.map(({ place, editor }) => ({ href: editor, text: place })),
  );
  if (own !== undefined)
    parts.push(`<p>Visitors of the published site see <a href="${escapeHtml(own)}">your 404 page</a>.</p>`);
  return documentOf("Page not found", parts.join("\n"));
}

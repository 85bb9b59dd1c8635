/** What the dev server itself says, as HTML; and the one tag that it adds to pages. */

import { decodeUrl } from "../utils/percent.js";
import { scanTags } from "../content/html/scan.js";

/** Where the browser's part is, below every base. */
export const OWN = "/@handbill/";

/** What a page has in the dev server and not in a build. */
export const SCRIPT = `<script type="module" src="${OWN}dev.js"></script>`;

/** The page with the script before the end of its body; no other byte differs. */
export function withScript(html: string): string {
  const end =
    scanTags(html).findLast(({ name, closing }) => closing && name === "body")?.start ?? openEnd(html);
  return html.slice(0, end) + SCRIPT + html.slice(end);
}

/** The end of a page whose body has none; its start where the end is in a comment, a field or a tag that never ends, in which no browser looks for a script. */
function openEnd(html: string): number {
  const isRead = scanTags(html + SCRIPT).some(({ start }) => start === html.length);
  return isRead ? html.length : (/^\s*<!doctype[^>]*>/i.exec(html)?.[0].length ?? 0);
}

function documentOf(title: string, body: string): string {
  return `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<title>${escapeHtml(title)}</title>\n<link rel="stylesheet" href="${OWN}dev.css">\n</head>\n<body class="handbill-dev">\n<main>\n${body}\n</main>\n${SCRIPT}\n</body>\n</html>\n`;
}

/** In the place of a page that cannot be made, and never could be since the server started; the script shows why. */
export function failedDocument(): string {
  return documentOf(
    "This page cannot be rendered",
    "<h1>This page cannot be rendered</h1>\n<p>The error is shown above and in the terminal. The page reloads when you fix it.</p>",
  );
}

export interface MissingPage {
  /** The address that was asked for. */
  readonly address: string;
  /** Addresses that may have been meant. */
  readonly near: readonly string[];
  /** Where the page that the reader comes from names the missing address. */
  readonly links: readonly { readonly place: string; readonly editor: string }[];
  /** The address of the site's own page for what is missing. */
  readonly own?: string;
}

/** In the place of a page that is not there. */
export function missingDocument({ address, near, links, own }: MissingPage): string {
  const parts = [
    `<h1>Page not found</h1>\n<p>This site has no page or file at <code>${escapeHtml(address)}</code>.</p>`,
  ];
  if (near.length > 0)
    parts.push(
      `<h2>Did you mean</h2>\n<ul>\n${near.map((url) => `<li><a href="${escapeHtml(url)}">${escapeHtml(decodeUrl(url))}</a></li>`).join("\n")}\n</ul>`,
    );
  if (links.length > 0)
    parts.push(
      `<h2>Pages with this link</h2>\n<ul>\n${links.map(({ place, editor }) => `<li><a href="${escapeHtml(editor)}">${escapeHtml(place)}</a></li>`).join("\n")}\n</ul>`,
    );
  if (own !== undefined)
    parts.push(`<p>Visitors of the published site see <a href="${escapeHtml(own)}">your 404 page</a>.</p>`);
  return documentOf("Page not found", parts.join("\n"));
}

/** Text for HTML, in an attribute too. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

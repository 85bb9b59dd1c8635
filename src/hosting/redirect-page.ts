/** Pages that redirect, for hosts without rules. They work without JavaScript. */

import { decodePath } from "../utils/percent.js";
import { escapeHtml } from "../utils/escape-html.js";
import { PAGE_FILES } from "../utils/output-files.js";
import type { Redirect } from "../model/redirect.js";
import { below, hasEnding } from "./paths.js";
import type { Policy } from "./host.js";

/** The file that answers the URL of a redirect; undefined if no page can, as for `/old.php`. */
export function redirectFile({ from }: Redirect, { style }: Pick<Policy, "style">): string | undefined {
  const path = decodePath(from)?.slice(1) ?? "";
  if (path === "" || path.endsWith("/")) return `${path}index.html`;
  if (hasEnding(path)) return path.endsWith(".html") ? path : undefined;
  return PAGE_FILES[style](path);
}

/** The page. `url`: the site's full URL for the canonical link; may be empty. */
export function redirectPage(
  { to }: Redirect,
  base: string,
  { url, language }: { readonly url: string; readonly language: string },
): string {
  const address = escapeHtml(below(base, to));
  const canonical = escapeHtml(to.startsWith("/") ? url + below(base, to).replace(/#.*$/s, "") : to);
  // HTML Living Standard, 4.2.5.3: a refresh of 0 seconds redirects at once, and search engines treat it as a
  // permanent redirect.
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=${address}">
<meta name="color-scheme" content="light dark">
<link rel="canonical" href="${canonical}">
<title>${address}</title>
</head>
<body>
<h1><a href="${address}">${address}</a></h1>
</body>
</html>
`;
}

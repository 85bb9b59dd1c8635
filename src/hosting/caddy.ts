/** Caddy (https://caddyserver.com/docs/caddyfile). */

import { decodePath } from "../utils/percent.js";
import type { FolderRedirect, Redirect } from "../model/redirect.js";
import { always, PLAIN, type HeaderRule, type Host, type Policy } from "./host.js";
import { below, spellings } from "./paths.js";
import { TYPES } from "./types.js";

export const caddy: Host = {
  name: "caddy",
  title: "Caddy",
  ownFiles: ["Caddyfile"],
  behaviour: always({
    ...PLAIN,
    // "canonical_uris": a URL of a folder gets its slash, with 308 (caddyfile/directives/file_server).
    folderWithoutSlash: 308,
    detourKeepsQuery: false,
  }),
  files: (policy) => [{ path: "Caddyfile", content: configuration(policy) }],
  check: () => [],
};

function configuration({ base, redirects, folders, headers, hidden }: Policy): string {
  const folder = base === "/" ? "" : `\n# The folder of the site is ${base.slice(1)} below the root.`;
  const routes = [
    ...headers.map((rule) => headerLines(rule, base)),
    types(base),
    hiddenLines(hidden, base),
    ...redirects.flatMap((redirect, index) => movedUrl(index, redirect, base)),
  ];
  return `# Set root in a site block, then import this file.${folder}
encode zstd gzip
route {
${routes.join("")}\ttry_files {path} {path}/ {path}.html
\tfile_server
}
handle_errors {
\t@missing expression \`{http.error.status_code} == 404\`
\troute @missing {
${folders.map((rule, index) => movedFolder(index, rule, base)).join("")}\t\trewrite * ${base}404.html
\t\tfile_server
\t}
}
`;
}

/** Files that the host reads and does not serve. */
function hiddenLines(hidden: readonly string[], base: string): string {
  if (hidden.length === 0) return "";
  const paths = hidden.map((name) => quote(`${base}${name}`));
  return `\t@hidden path ${paths.join(" ")}\n\terror @hidden 404\n`;
}

function movedUrl(index: number, { from, to, status }: Redirect, base: string): readonly string[] {
  const paths = spellings(from).map((spelling) => quote(below(base, decodePath(spelling) ?? spelling)));
  return redirectLines(`redirect${index}`, `path ${paths.join(" ")}`, below(base, to), status);
}

function headerLines({ path, headers }: HeaderRule, base: string): string {
  const matcher = path === "/*" ? "" : `${quote(below(base, decodePath(path) ?? path))} `;
  return Object.entries(headers)
    .map(([name, value]) => `\theader ${matcher}${name} ${quote(value)}\n`)
    .join("");
}

/**
 * Redirects for the requests that a matcher finds, one with a query and one without: an empty query must not
 * leave a question mark.
 */
function redirectLines(name: string, matcher: string, to: string, status: number): string[] {
  const [, path = "", query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(to) ?? [];
  const requested = `${path}${query === "" ? "?" : `${query}&`}{query}${hash}`;
  const withQuery = `\t@${name} {\n\t\t${matcher}\n\t\texpression \`{query} != ""\`\n\t}\n`;
  return [
    `${withQuery}\tredir @${name} ${quote(requested)} ${status}\n`,
    `\t@${name}plain ${matcher}\n\tredir @${name}plain ${quote(to)} ${status}\n`,
  ];
}

/** A moved folder, if no file answers. `{uri}` keeps the encoding of the URL and contains the query. */
function movedFolder(index: number, { folder, to, keepsRest, status }: FolderRedirect, base: string): string {
  const name = `@folder${index}`;
  const path = below(base, decodePath(folder) ?? folder).slice(0, -1);
  const matcher = `path_regexp ${quote(`^${path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?:/|$)`)}`;
  if (!keepsRest)
    return redirectLines(name.slice(1), matcher, below(base, to), status)
      .map((lines) => lines.replace(/^\t/gm, "\t\t"))
      .join("");
  const prefix = quote(below(base, folder).slice(0, -1));
  const target = `${quote(below(base, to).slice(0, -1)).slice(0, -1)}{uri}"`;
  return [
    `\t\t${name} ${matcher}\n`,
    `\t\troute ${name} {\n`,
    `\t\t\turi strip_prefix ${prefix}\n`,
    `\t\t\tredir * ${target} ${status}\n`,
    "\t\t}\n",
  ].join("");
}

/** Media types that differ from those that Caddy takes from the machine, so that they do not depend on it. */
function types(base: string): string {
  return Object.entries(TYPES)
    .filter(([ending]) => ending !== "html")
    .map(([ending, type]) => `\theader ${quote(`${base}*.${ending}`)} Content-Type ${quote(type)}\n`)
    .join("");
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&").replace(/\{/g, "\\{")}"`.replace(/\\\{query\}/g, "{query}");
}

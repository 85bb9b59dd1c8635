/** nginx (https://nginx.org/en/docs). */

import { decodePath } from "../utils/percent.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import type { FolderRedirect, Redirect } from "../model/redirect.js";
import { headersFor } from "./headers.js";
import { always, PLAIN, type Host, type Policy } from "./host.js";
import { below, spellings } from "./paths.js";
import { TYPES } from "./types.js";

export const nginx: Host = {
  name: "nginx",
  title: "nginx",
  ownFiles: ["nginx.conf"],
  behaviour: always(PLAIN),
  files: (policy) => [{ path: "nginx.conf", content: configuration(policy) }],
  check: ({ headers }) =>
    headers.flatMap(({ headers: values }) =>
      Object.entries(values)
        .filter(isVariable)
        .map(([name]) =>
          diagnostic(
            "host-cannot",
            {},
            `The header ${name} contains a dollar sign, which starts a variable in nginx, so ` +
              "Handbill leaves it out there.",
            "Remove the dollar sign.",
          ),
        ),
    ),
};

/** `or`: the answer if no file exists. */
const tryFiles = (or: string): string => `try_files $uri $uri/index.html $uri.html ${or};`;

function configuration({ base, redirects, folders, headers, hidden }: Policy): string {
  const serve = tryFiles(folders.length === 0 ? "=404" : "@moved");
  const typeLines = Object.entries(endings()).map(([type, names]) => `  ${type} ${names.join(" ")};`);
  const locations = [
    ...hidden.map((name) => `location = ${base}${name} { return 404; }\n`),
    ...redirects.flatMap((redirect) => movedUrl(redirect, base)),
  ];
  const ownHeaders = headers
    .filter(({ path }) => path !== "/*")
    .map(({ path }) => headerLocation(path, addHeaders(headersFor(headers, path), "  "), base, serve));
  const folder = base === "/" ? "" : `\n# The folder of the site is ${base.slice(1)} below the root.`;
  return `# Set root and listen in a server block, then include this file.${folder}
charset utf-8;
charset_types ${texts().join(" ")};
types {
${typeLines.join("\n")}
}
gzip on;
gzip_vary on;
gzip_types ${texts().join(" ")} image/svg+xml;
absolute_redirect off;
error_page 404 ${base}404.html;
${addHeaders(headersFor(headers, "/*"), "")}
${locations.join("")}
location ${base} {
  # A folder's page needs the slash at the end of its URL, so that its relative links work.
  if (-f $request_filename/index.html) { rewrite ^(.*[^/])$ $1/ permanent; }
  ${serve}
}
${movedFolders(folders, base)}${ownHeaders.join("")}`;
}

/** The locations of a redirect: one for each of its spellings. */
function movedUrl({ from, to, status }: Redirect, base: string): readonly string[] {
  return spellings(from).map((spelling) => {
    const url = quote(below(base, decodePath(spelling) ?? spelling));
    return `location = ${url} { ${moved(status, below(base, to))} }\n`;
  });
}

/** The location of a file, or of a folder if `path` ends with `/*`, with headers of its own. */
function headerLocation(path: string, headers: string, base: string, serve: string): string {
  const url = quote(below(base, decodePath(path.replace(/\*$/, "")) ?? path));
  return `location ${path.endsWith("/*") ? "^~" : "="} ${url} {\n${headers}  ${serve}\n}\n`;
}

/**
 * The moved folders, the longest first, if no file answers. They match the URL as it was sent: decoded, a
 * line feed in it would end the header.
 */
function movedFolders(folders: Policy["folders"], base: string): string {
  if (folders.length === 0) return "";
  const rules = folders.map((rule) => `  ${folderRule(rule, base)}\n`);
  return `location @moved {\n${rules.join("")}  return 404;\n}\n`;
}

function folderRule({ folder, to, keepsRest, status }: FolderRedirect, base: string): string {
  const start = `^${below(base, folder)
    .slice(0, -1)
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
  const rule = (pattern: string, end: string): string =>
    `if ($request_uri ~ ${quote(start + pattern)}) { return ${status} "${end}"; }`;
  const [path, query, hash] = parts(below(base, to));
  if (keepsRest) return rule("(?:/(?:/[^?]*|([^?]*)))?(?:\\?|$)", `${path}$1$is_args$args`);
  if (query === "") return rule("(?:[/?]|$)", `${path}$is_args$args${hash}`);
  const withQuery = rule("(?:/[^?]*)?\\?(.+)$", `${path}${query}&$1${hash}`);
  return `${withQuery} ${rule("(?:[/?]|$)", path + query + hash)}`;
}

/** A location with its own headers inherits none, so each contains all of them (ngx_http_headers_module). */
function addHeaders(headers: Readonly<Record<string, string>>, indent: string): string {
  return Object.entries(headers)
    .filter((header) => !isVariable(header))
    .map(([name, value]) => `${indent}add_header ${name} ${quote(value)} always;\n`)
    .join("");
}

/** nginx has no escape for a dollar sign in a value. */
function isVariable([, value]: readonly [string, string]): boolean {
  return value.includes("$");
}

/** A redirect that keeps the query of the request. A dollar sign would start a variable, so it is encoded. */
function moved(status: number, to: string): string {
  const [path, query, hash] = parts(to);
  const plain = `return ${status} ${quote(path + query + hash)};`;
  return query === ""
    ? `return ${status} "${path}$is_args$args${hash}";`
    : `if ($args) { return ${status} "${path}${query}&$args${hash}"; } ${plain}`;
}

/** Path, query and fragment of a URL, escaped for a quoted nginx string. */
function parts(to: string): readonly [path: string, query: string, hash: string] {
  const [, path = "", query = "", hash = ""] =
    /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(to.replaceAll("$", "%24")) ?? [];
  return [path, query, hash];
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** Media types of texts, without their charset. */
function texts(): readonly string[] {
  return [
    ...new Set(
      Object.values(TYPES)
        .filter((type) => type.includes(";") && !type.startsWith("text/html"))
        .map((type) => type.replace(/;.*/, "")),
    ),
  ];
}

function endings(): Readonly<Record<string, readonly string[]>> {
  const types: Record<string, string[]> = {};
  for (const [ending, type] of Object.entries(TYPES)) (types[type.replace(/;.*/, "")] ??= []).push(ending);
  return types;
}

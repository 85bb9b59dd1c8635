/**
 * The Apache HTTP server, configured by a file in the site's folder
 * (https://httpd.apache.org/docs/2.4/howto/htaccess.html).
 */

import { decodePath } from "../utils/percent.js";
import type { FolderRedirect, Redirect } from "../model/redirect.js";
import { always, PLAIN, type Host, type HeaderRule, type Policy } from "./host.js";
import { below, hasEnding } from "./paths.js";
import { TYPES } from "./types.js";

export const apache: Host = {
  name: "apache",
  title: "Apache",
  ownFiles: [".htaccess"],
  behaviour: always(PLAIN),
  files: (policy) => [{ path: ".htaccess", content: configuration(policy) }],
  check: () => [],
};

function configuration({ base, redirects, folders, headers, hidden }: Policy): string {
  const addTypes = Object.entries(TYPES).map(([ending, type]) => `AddType "${type}" .${ending}\n`);
  const rewrites = [
    ...hidden
      .filter((name) => name !== ".htaccess")
      .map((name) => `RewriteRule ^${escape(name)}$ - [R=404,L]\n`),
    ...redirects.map((rule) => movedAddress(rule, base)),
    ...folders.map((rule) => movedFolder(rule, base)),
  ];
  const texts = Object.values(TYPES)
    .filter((type) => type.includes(";"))
    .map((type) => type.replace(/;.*/, ""));
  return `# Needs AllowOverride All, and the modules rewrite, headers and deflate.
Options -Indexes -MultiViews
DirectoryIndex index.html
DirectorySlash On
ErrorDocument 404 ${base}404.html
AddDefaultCharset utf-8
${addTypes.join("")}
<IfModule mod_rewrite.c>
RewriteEngine On
RewriteBase ${base}
${rewrites.join("")}RewriteCond %{REQUEST_FILENAME} -d
RewriteCond %{REQUEST_FILENAME}/index.html !-f
RewriteRule ^ - [R=404,L]
RewriteCond %{REQUEST_FILENAME} !-d
RewriteCond %{REQUEST_FILENAME}.html -f
RewriteRule ^(.*[^/])$ $1.html [END]
</IfModule>

<IfModule mod_headers.c>
${headers.map((rule) => headerBlock(rule, base)).join("")}</IfModule>

<IfModule mod_deflate.c>
AddOutputFilterByType DEFLATE ${[...new Set(texts)].join(" ")} image/svg+xml
</IfModule>
`;
}

function movedAddress({ from, to, status }: Redirect, base: string): string {
  const path = (decodePath(from) ?? from).slice(1).replace(/\/$/, "");
  return rules([], `^${escape(path)}${hasEnding(from) ? "" : "/?"}$`, below(base, to), "", status);
}

/**
 * A moved folder, if no file answers. The rule matches the URL as it was sent, so that the kept part needs no
 * encoding.
 */
function movedFolder({ folder, to, keepsRest, status }: FolderRedirect, base: string): string {
  const requested = `^\\S+ ${escape(below(base, folder).slice(0, -1))}(?:/(?:/[^? ]*|([^? ]*)))?[? ]`;
  const conditions = [
    "%{REQUEST_FILENAME} !-f",
    "%{REQUEST_FILENAME}/index.html !-f",
    "%{REQUEST_FILENAME}.html !-f",
    `%{THE_REQUEST} ${inRule(requested)}`,
  ];
  return rules(conditions, "^", below(base, to), keepsRest ? "%1" : "", status);
}

/**
 * A rule, or two if the target ends with a fragment: the query of a request belongs before it, but
 * mod_rewrite adds it after.
 */
function rules(
  conditions: readonly string[],
  pattern: string,
  to: string,
  rest: string,
  status: number,
): string {
  const one = (more: readonly string[], end: string, flags: string) =>
    [...more, ...conditions].map((condition) => `RewriteCond ${condition}\n`).join("") +
    `RewriteRule ${inRule(pattern)} ${inRule(end)} [R=${status},L,NE${flags}]\n`;
  const [, path = "", query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(substitution(to)) ?? [];
  const plain = one([], path + rest + query + hash, query === "" || hash !== "" ? "" : ",QSA");
  return hash === ""
    ? plain
    : one(
        ["%{QUERY_STRING} ."],
        `${path}${rest}${query === "" ? "?" : `${query}&`}%{QUERY_STRING}${hash}`,
        "",
      ) + plain;
}

/** A percent sign starts a format (mod_headers). */
function headerBlock({ path, headers }: HeaderRule, base: string): string {
  const lines = Object.entries(headers)
    .map(([name, value]) => `Header always set ${name} ${quote(value.replaceAll("%", "%%"))}\n`)
    .join("");
  if (path === "/*") return lines;
  const wanted = below(base, decodePath(path) ?? path);
  // When the rule runs, the URL of a folder is already that of its index file. The request line contains the
  // requested URL.
  const condition = wanted.endsWith("/*")
    ? `%{REQUEST_URI} =~ m#^${escape(wanted.slice(0, -1))}#`
    : `%{THE_REQUEST} =~ m#^\\S+ ${escape(below(base, path))}[? ]#`;
  return `<If ${inRule(condition)}>\n${lines}</If>\n`;
}

/** Dollar and percent signs have a meaning in a substitution (mod_rewrite, "RewriteRule Directive"). */
function substitution(to: string): string {
  return to.replaceAll('"', "%22").replace(/[$%\\]/g, "\\$&");
}

/** Rules and conditions have no escape for the closing quotation mark. */
function inRule(text: string): string {
  return `"${text.replaceAll('"', "\\x22")}"`;
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\#]/g, "\\$&");
}

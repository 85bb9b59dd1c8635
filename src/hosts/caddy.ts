/** Caddy (https://caddyserver.com/docs/caddyfile). */

import { always, PLAIN, type HeaderRule, type Host, type Policy } from "./host.js";
import { below, decodePath, spellings } from "./paths.js";
import { TYPES } from "./types.js";

export const caddy: Host = {
  name: "caddy",
  title: "Caddy",
  ownFiles: ["Caddyfile"],
  behaviour: always({
    ...PLAIN,
    // "canonical_uris": a folder gets its slash, with 308 (caddyfile/directives/file_server).
    folderWithoutSlash: 308,
    detourKeepsQuery: false,
  }),
  files: (policy) => [{ path: "Caddyfile", content: configuration(policy) }],
  check: () => [],
};

function configuration({ base, redirects, headers, hidden }: Policy): string {
  const folder = base === "/" ? "" : `\n# The folder of the site is ${base.slice(1)} below the root.`;
  return `# For a site block: root is yours, then import this file.${folder}
encode zstd gzip
route {
${headers.map((rule) => headerLines(rule, base)).join("")}${types(base)}${hidden.length === 0 ? "" : `\t@hidden path ${hidden.map((name) => quote(`${base}${name}`)).join(" ")}\n\terror @hidden 404\n`}${redirects.flatMap(({ from, to, status }, index) => redirectLines(index, spellings(from).map((spelling) => below(base, decodePath(spelling) ?? spelling)), below(base, to), status)).join("")}\ttry_files {path} {path}/ {path}.html
\tfile_server
}
handle_errors {
\t@missing expression \`{http.error.status_code} == 404\`
\trewrite @missing ${base}404.html
\tfile_server @missing
}
`;
}

function headerLines({ path, headers }: HeaderRule, base: string): string {
  const matcher = path === "/*" ? "" : `${quote(below(base, decodePath(path) ?? path))} `;
  return Object.entries(headers).map(([name, value]) => `\theader ${matcher}${name} ${quote(value)}\n`).join("");
}

/** Redirects of one source: with a query, and without one, as nothing joins the two but when there is one. */
function redirectLines(index: number, from: readonly string[], to: string, status: number): string[] {
  const [, path = "", query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(to) ?? [];
  const paths = from.map(quote).join(" ");
  const asked = `${path}${query === "" ? "?" : `${query}&`}{query}${hash}`;
  return [`\t@redirect${index} {\n\t\tpath ${paths}\n\t\texpression \`{query} != ""\`\n\t}\n\tredir @redirect${index} ${quote(asked)} ${status}\n`, `\t@plain${index} path ${paths}\n\tredir @plain${index} ${quote(to)} ${status}\n`];
}

/** Types that differ from those which Caddy takes from the machine: they shall not depend on it. */
function types(base: string): string {
  return Object.entries(TYPES).filter(([ending]) => ending !== "html").map(([ending, type]) => `\theader ${quote(`${base}*.${ending}`)} Content-Type ${quote(type)}\n`).join("");
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&").replace(/\{/g, "\\{")}"`.replace(/\\\{query\}/g, "{query}");
}

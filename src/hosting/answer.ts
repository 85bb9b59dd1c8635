/** Computes the answer of a host to a request from the description of the host, without reading files. */

import { decodePath } from "../utils/percent.js";
import type { RedirectStatus } from "../model/redirect.js";
import { matchFolder } from "../site/redirects/folder-redirects.js";
import { encodePath } from "../site/permalinks.js";
import { hasRule, rulesFor } from "./folder-rules.js";
import { headersFor } from "./headers.js";
import type { Behaviour, Detour, Policy } from "./host.js";
import { below, hasEnding, redirectIndex, withQuery } from "./paths.js";
import { typeOf } from "./types.js";

export interface Answer {
  readonly status: 200 | 400 | 404 | RedirectStatus;
  /**
   * The file of the output folder that is sent; absent for a redirect, and for a missing page without a 404
   * page.
   */
  readonly file?: string;
  /** Target of a redirect, with the base. */
  readonly location?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Served
  extends Pick<Policy, "base" | "style" | "redirects" | "folders" | "headers" | "hidden"> {
  readonly behaviour: Behaviour;
}

/**
 * Gives the answers for one site. `files` is called for each request, because a build may replace the files.
 */
export function createAnswers(served: Served, files: () => ReadonlySet<string>): (url: string) => Answer {
  const { behaviour, base } = served;
  const rules = rulesFor(behaviour, served);
  const redirects = redirectIndex(rules.redirects);

  return (url) => {
    const [, written = "", query = ""] = /^([^?#]*)(\?[^#]*)?/s.exec(url) ?? [];
    const path = written.startsWith("/") && !written.startsWith("//") ? decodePath(written) : undefined;
    const existing = files();
    const missing = (name: string): Answer => {
      const file = missingPage(behaviour, name, existing);
      const sent = {
        ...behaviour.ownHeaders,
        ...(behaviour.headers === "all" && siteHeaders(served, `/${name}`)),
        ...behaviour.missingHeaders,
      };
      return {
        status: 404,
        headers: file === undefined ? sent : { ...sent, ...typeHeader(file, behaviour) },
        ...(file !== undefined && { file }),
      };
    };
    if (path === undefined || /[\u0000\\]/.test(path) || path.split("/").includes(".."))
      return behaviour.malformed === 404 ? missing("") : { status: 400, headers: {} };
    if (!path.startsWith(base))
      return `${path}/` === base ? { status: 301, location: base, headers: {} } : missing("");
    const name = path.slice(base.length);

    const { slashAlways } = behaviour;
    const lacksSlash = slashAlways !== false && name !== "" && !name.endsWith("/") && !hasEnding(name);
    if (lacksSlash && behaviour.redirects.afterSlash) return lead(slashAlways, `${name}/`);
    const rule = redirects.get(`/${name}`);
    const exact = name === "" || name.endsWith("/") ? `${name}index.html` : name;
    if (rule !== undefined && (behaviour.redirects.winOverFiles || !existing.has(exact))) {
      return {
        status: behaviour.redirects.status[rule.status],
        location: end(below(base, rule.to), query, behaviour),
        headers: {},
      };
    }
    if (behaviour.redirects.folders === "before files") {
      const folder = ofFolder();
      if (folder !== undefined) return folder;
    }
    if (lacksSlash) return lead(slashAlways, `${name}/`);
    if (served.hidden.includes(name)) return missing(name);
    const found = place(name, existing, behaviour);
    if (found === undefined || found.detour === "missing") return ofFolder() ?? missing(name);
    if (found.detour === "serve")
      return {
        status: 200,
        file: found.file,
        headers: {
          ...behaviour.ownHeaders,
          ...siteHeaders(served, `/${name}`),
          ...typeHeader(found.file, behaviour),
        },
      };
    return lead(found.detour, found.to);

    function ofFolder(): Answer | undefined {
      // The redirect of the narrowest folder decides. If this host has no rule for it, a wider folder's
      // redirect does not apply.
      const match = matchFolder(served.folders, `/${encodePath(name)}`);
      if (match === undefined || !hasRule(behaviour, match.redirect)) return undefined;
      return {
        status: behaviour.redirects.status[match.redirect.status],
        location: end(below(base, match.to), query, behaviour),
        headers: {},
      };
    }

    function lead(status: RedirectStatus, to: string): Answer {
      // Two slashes at the start would be another site.
      const location = `${base}${to.split("/").map(encodeURIComponent).join("/")}`.replace(/^\/{2,}/, "/");
      return {
        status,
        location: behaviour.detourKeepsQuery ? withQuery(location, query) : location,
        headers: {},
      };
    }
  };
}

/** The target of a rule for a request with this query. */
function end(to: string, query: string, { redirects: { query: rule } }: Behaviour): string {
  return rule === "dropped" || (rule === "unless its own" && to.includes("?")) ? to : withQuery(to, query);
}

/** The site's headers that the host sends for a URL. */
function siteHeaders({ behaviour, headers }: Served, name: string): Record<string, string> {
  if (behaviour.headers === "none") return {};
  const all = headersFor(headers, name);
  if (behaviour.headers !== "cache") return all;
  return Object.fromEntries(Object.entries(all).filter(([key]) => key === "Cache-Control"));
}

interface Place {
  readonly file: string;
  readonly detour: Detour;
  /** The URL that a detour redirects to, below the base. */
  readonly to: string;
}

/** The file for a URL, and the detour for a URL in another notation. */
function place(name: string, existing: ReadonlySet<string>, behaviour: Behaviour): Place | undefined {
  const folder = name.replace(/\/$/, "");
  const index = name === "" || name.endsWith("/") ? `${name}index.html` : `${name}/index.html`;
  if (name === "" || name.endsWith("/")) {
    if (existing.has(index)) return { file: index, detour: "serve", to: name };
    return existing.has(`${folder}.html`)
      ? { file: `${folder}.html`, detour: behaviour.fileWithSlash, to: folder }
      : undefined;
  }
  if (existing.has(name)) {
    if (/(?:^|\/)index\.html$/.test(name))
      return {
        file: name,
        detour: behaviour.indexByName,
        to: name.replace(behaviour.indexWithoutSlash ? /\/?index\.html$/ : /index\.html$/, ""),
      };
    return {
      file: name,
      detour: name.endsWith(".html") ? behaviour.withEnding : "serve",
      to: name.replace(/\.html$/, "") + (typeof behaviour.withoutEnding === "number" ? "/" : ""),
    };
  }
  if (existing.has(index)) return { file: index, detour: behaviour.folderWithoutSlash, to: `${name}/` };
  return existing.has(`${name}.html`)
    ? { file: `${name}.html`, detour: behaviour.withoutEnding, to: `${name}/` }
    : undefined;
}

function missingPage(
  { missingPage: rule }: Behaviour,
  name: string,
  existing: ReadonlySet<string>,
): string | undefined {
  for (
    let folder = rule === "root" ? "" : name.replace(/[^/]*$/, "");
    ;
    folder = folder.replace(/[^/]*\/$/, "")
  ) {
    if (existing.has(`${folder}404.html`)) return `${folder}404.html`;
    if (folder === "") return undefined;
  }
}

function typeHeader(file: string, { types }: Behaviour): Record<string, string> {
  const type = typeOf(file, types);
  return type === "" ? {} : { "Content-Type": type };
}

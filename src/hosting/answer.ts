/** Computes the answer of a host to a request from the description of the host, without reading files. */

import { fileOfUrl, urlOfFile } from "../utils/output-files.js";
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
  const rules = rulesFor(served.behaviour, served);
  const redirects = redirectIndex(rules.redirects);
  return (url) => new HostRequest(served, redirects, files(), url).answer();
}

/** One request to the host. */
class HostRequest {
  private readonly written: string;
  private readonly query: string;

  constructor(
    private readonly served: Served,
    private readonly redirects: ReturnType<typeof redirectIndex>,
    private readonly files: ReadonlySet<string>,
    url: string,
  ) {
    const [, written = "", query = ""] = /^([^?#]*)(\?[^#]*)?/s.exec(url) ?? [];
    [this.written, this.query] = [written, query];
  }

  answer(): Answer {
    const { written, served } = this;
    const { behaviour, base } = served;
    const path = written.startsWith("/") && !written.startsWith("//") ? decodePath(written) : undefined;
    if (path === undefined || /[\u0000\\]/.test(path) || path.split("/").includes(".."))
      return behaviour.malformed === 404 ? this.missing("") : { status: 400, headers: {} };
    if (!path.startsWith(base))
      return `${path}/` === base ? { status: 301, location: base, headers: {} } : this.missing("");
    const name = path.slice(base.length);
    return this.before(name) ?? this.file(name);
  }

  /** The answer of the host before it looks at its files. */
  private before(name: string): Answer | undefined {
    const { slashAlways, redirects } = this.served.behaviour;
    const toSlash =
      slashAlways !== false && name !== "" && !name.endsWith("/") && !hasEnding(name)
        ? this.lead(slashAlways, `${name}/`)
        : undefined;
    if (toSlash !== undefined && redirects.afterSlash) return toSlash;
    return (
      this.byRule(name) ?? (redirects.folders === "before files" ? this.ofFolder(name) : undefined) ?? toSlash
    );
  }

  private file(name: string): Answer {
    const { served } = this;
    const { behaviour } = served;
    if (served.hidden.includes(name)) return this.missing(name);
    const found = place(name, this.files, behaviour);
    if (found === undefined || found.detour === "missing") return this.ofFolder(name) ?? this.missing(name);
    if (found.detour !== "serve") return this.lead(found.detour, found.to);
    const headers = {
      ...behaviour.ownHeaders,
      ...siteHeaders(served, `/${name}`),
      ...typeHeader(found.file, behaviour),
    };
    return { status: 200, file: found.file, headers };
  }

  /** A redirect of this path. */
  private byRule(name: string): Answer | undefined {
    const { base, behaviour } = this.served;
    const rule = this.redirects.get(`/${name}`);
    const isFile = () => fileOfUrl(name, (file) => this.files.has(file))?.notation === "exact";
    if (rule === undefined || (!behaviour.redirects.winOverFiles && isFile())) return undefined;
    return this.redirect(behaviour.redirects.status[rule.status], below(base, rule.to));
  }

  /** A redirect of a folder that holds the path. */
  private ofFolder(name: string): Answer | undefined {
    const { base, behaviour, folders } = this.served;
    // The narrowest folder decides: where this host has no rule for it, a wider one does not redirect it.
    const on = matchFolder(folders, `/${encodePath(name)}`);
    if (on === undefined || !hasRule(behaviour, on.redirect)) return undefined;
    return this.redirect(behaviour.redirects.status[on.redirect.status], below(base, on.to));
  }

  private redirect(status: RedirectStatus, to: string): Answer {
    return { status, location: end(to, this.query, this.served.behaviour), headers: {} };
  }

  private lead(status: RedirectStatus, to: string): Answer {
    const { base, behaviour } = this.served;
    // Two slashes at the start would be another site.
    const location = `${base}${to.split("/").map(encodeURIComponent).join("/")}`.replace(/^\/{2,}/, "/");
    return {
      status,
      location: behaviour.detourKeepsQuery ? withQuery(location, this.query) : location,
      headers: {},
    };
  }

  private missing(name: string): Answer {
    const { behaviour } = this.served;
    const file = missingPage(behaviour, name, this.files);
    const sent = {
      ...behaviour.ownHeaders,
      ...(behaviour.headers === "all" && siteHeaders(this.served, `/${name}`)),
      ...behaviour.missingHeaders,
    };
    return {
      status: 404,
      headers: file === undefined ? sent : { ...sent, ...typeHeader(file, behaviour) },
      ...(file !== undefined && { file }),
    };
  }
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
  const found = fileOfUrl(name, (file) => existing.has(file));
  if (found === undefined) return undefined;
  const { file, notation } = found;
  if (notation === "page with slash")
    return { file, detour: behaviour.fileWithSlash, to: name.replace(/\/$/, "") };
  if (notation === "folder without slash")
    return { file, detour: behaviour.folderWithoutSlash, to: `${name}/` };
  if (notation === "page without ending") return { file, detour: behaviour.withoutEnding, to: `${name}/` };
  if (name !== file || !name.endsWith(".html")) return { file, detour: "serve", to: name };
  if (/(?:^|\/)index\.html$/.test(name))
    return {
      file,
      detour: behaviour.indexByName,
      to: behaviour.indexWithoutSlash ? name.replace(/\/?index\.html$/, "") : urlOfFile(name),
    };
  return {
    file,
    detour: behaviour.withEnding,
    to: name.replace(/\.html$/, "") + (typeof behaviour.withoutEnding === "number" ? "/" : ""),
  };
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

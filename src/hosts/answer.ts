/** What a host answers to a request, told from its description alone: no file is read. */

import type { Redirect, RedirectStatus } from "../model.js";
import { headersFor } from "./headers.js";
import type { Behaviour, Detour, HeaderRule } from "./host.js";
import { below, decodePath, hasEnding, redirectIndex, withQuery } from "./paths.js";
import { typeOf } from "./types.js";

export interface Answer {
  readonly status: 200 | 400 | 404 | RedirectStatus;
  /** The file of the output folder that is sent; absent for a redirect, and for a missing page that has no page of its own. */
  readonly file?: string;
  /** Where a redirect leads, with the base. */
  readonly location?: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Served {
  readonly behaviour: Behaviour;
  readonly base: string;
  readonly redirects: readonly Redirect[];
  readonly headers: readonly HeaderRule[];
  readonly hidden: readonly string[];
}

/** Gives the answers for one site; `files` are asked for at each request, as a build may replace them. */
export function createAnswers(served: Served, files: () => ReadonlySet<string>): (url: string) => Answer {
  const { behaviour, base } = served;
  const redirects = behaviour.redirects.by === "rules" ? redirectIndex(served.redirects) : new Map<string, Redirect>();

  return (url) => {
    const [, written = "", query = ""] = /^([^?#]*)(\?[^#]*)?/s.exec(url) ?? [];
    const path = written.startsWith("/") && !written.startsWith("//") ? decodePath(written) : undefined;
    if (path === undefined || /[\u0000\\]/.test(path) || path.split("/").includes("..")) return { status: 400, headers: {} };
    const there = files();
    const headers = (name: string): Record<string, string> => (behaviour.headers === "none" ? { ...behaviour.ownHeaders } : { ...behaviour.ownHeaders, ...headersFor(served.headers, name) });
    const missing = (): Answer => {
      const file = missingPage(behaviour, path.startsWith(base) ? path.slice(base.length) : "", there);
      const sent = behaviour.headers === "found" ? { ...behaviour.ownHeaders } : headers(`/${path.slice(base.length)}`);
      return { status: 404, headers: file === undefined ? sent : { ...sent, ...typeHeader(file, behaviour) }, ...(file !== undefined && { file }) };
    };
    if (!path.startsWith(base)) return `${path}/` === base ? { status: 301, location: base, headers: {} } : missing();
    const name = path.slice(base.length);

    const rule = redirects.get(`/${name}`);
    const exact = name === "" || name.endsWith("/") ? `${name}index.html` : name;
    if (rule !== undefined && (behaviour.redirects.winOverFiles || !there.has(exact))) {
      const to = below(base, rule.to);
      return { status: behaviour.redirects.status[rule.status], location: behaviour.redirects.keepQuery ? withQuery(to, query) : to, headers: {} };
    }
    if (behaviour.slashAlways !== false && !name.endsWith("/") && name !== "" && !hasEnding(name)) return lead(behaviour.slashAlways, `${name}/`);
    if (served.hidden.includes(name) || isDotted(name, behaviour)) return missing();
    const found = place(name, there, behaviour) ?? (behaviour.letterCase === "any" ? place(name.toLowerCase(), there, behaviour) : undefined);
    if (found === undefined || found.detour === "missing") return missing();
    if (found.detour === "serve") return { status: 200, file: found.file, headers: { ...headers(`/${name}`), ...typeHeader(found.file, behaviour) } };
    return lead(found.detour, found.to);

    function lead(status: RedirectStatus, to: string): Answer {
      const location = base + to.split("/").map(encodeURIComponent).join("/");
      return { status, location: behaviour.detourKeepsQuery ? withQuery(location, query) : location, headers: {} };
    }
  };
}

interface Place {
  readonly file: string;
  readonly detour: Detour;
  /** The address that a detour leads to, below the base. */
  readonly to: string;
}

/** The file that an address means, and what is done about how the address is written. */
function place(name: string, there: ReadonlySet<string>, behaviour: Behaviour): Place | undefined {
  const folder = name.replace(/\/$/, "");
  const index = name === "" || name.endsWith("/") ? `${name}index.html` : `${name}/index.html`;
  if (name === "" || name.endsWith("/")) {
    if (there.has(index)) return { file: index, detour: "serve", to: name };
    return there.has(`${folder}.html`) ? { file: `${folder}.html`, detour: behaviour.fileWithSlash, to: folder } : undefined;
  }
  if (there.has(name)) {
    if (/(?:^|\/)index\.html$/.test(name)) return { file: name, detour: behaviour.indexByName, to: name.replace(/index\.html$/, "") };
    return { file: name, detour: name.endsWith(".html") ? behaviour.withEnding : "serve", to: name.replace(/\.html$/, "") };
  }
  if (there.has(index)) return { file: index, detour: behaviour.folderWithoutSlash, to: `${name}/` };
  return there.has(`${name}.html`) ? { file: `${name}.html`, detour: behaviour.withoutEnding, to: name } : undefined;
}

function isDotted(name: string, { dotFolders }: Behaviour): boolean {
  if (dotFolders === "all" || !/(?:^|\/)\./.test(name)) return false;
  return dotFolders === "none" || !/^\.well-known(?:\/|$)/.test(name);
}

function missingPage({ missingPage: rule }: Behaviour, name: string, there: ReadonlySet<string>): string | undefined {
  if (rule === "none") return undefined;
  for (let folder = rule === "root" ? "" : name.replace(/[^/]*$/, ""); ; folder = folder.replace(/[^/]*\/$/, "")) {
    if (there.has(`${folder}404.html`)) return `${folder}404.html`;
    if (folder === "") return undefined;
  }
}

function typeHeader(file: string, { types }: Behaviour): Record<string, string> {
  const type = typeOf(file, types);
  return type === "" ? {} : { "Content-Type": type };
}

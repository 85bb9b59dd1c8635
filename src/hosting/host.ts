/** The description of a host as data: how it answers, which files configure it, and its limits. */

import type { UrlStyle } from "../config/options.js";
import type { HostName } from "./hosts.js";
import type { Diagnostic } from "../model/model.js";
import type { FolderRedirect, Redirect, RedirectStatus } from "../model/redirect.js";

/** The answer to a URL other than a file's main URL: the file, a 404, or a redirect. */
export type Detour = "serve" | "missing" | RedirectStatus;

/**
 * How a host answers. Each entry is one line of the table in content/docs/hosts.md, which a test generates
 * from real answers.
 */
export interface Behaviour {
  /** `/a`, if the file is `a/index.html`. */
  readonly folderWithoutSlash: Detour;
  /** `/a/index.html`. A redirect leads to `/a/`, or to `/a` with `indexWithoutSlash`. */
  readonly indexByName: Detour;
  readonly indexWithoutSlash: boolean;
  /** `/b`, if the file is `b.html`. A redirect leads to `/b/`. */
  readonly withoutEnding: Detour;
  /** `/b.html`. A redirect leads to `/b`, or to `/b/` if that is the main URL. */
  readonly withEnding: Detour;
  /** `/b/`, if the file is `b.html`. A redirect leads to `/b`. */
  readonly fileWithSlash: Detour;
  /** The status with which `/b` redirects to `/b/` before any file is looked up; false if it does not. */
  readonly slashAlways: RedirectStatus | false;
  /** Whether a redirect that adds or removes a slash keeps the query. */
  readonly detourKeepsQuery: boolean;
  /** Which 404 page is sent: the one at the root, or the one nearest to the URL. */
  readonly missingPage: "root" | "nearest";
  /** How redirects work: by rules of the host, or by pages that redirect. */
  readonly redirects: {
    readonly by: "rules" | "pages";
    /** Whether a rule wins over a file at the same URL. */
    readonly winOverFiles: boolean;
    /** Whether `slashAlways` adds the slash before rules are checked. */
    readonly afterSlash: boolean;
    /** The actual status for each status that a site can set. */
    readonly status: Readonly<Record<RedirectStatus, RedirectStatus>>;
    /**
     * Whether the query of a request is added to the target. "unless its own": only if the target has no
     * query.
     */
    readonly query: "kept" | "unless its own" | "dropped";
    /**
     * Whether a rule can be for a folder, and whether it applies before files are looked up, or only if no
     * file exists.
     */
    readonly folders: "before files" | "after files" | "none";
    /** Whether such a rule can keep the part of the URL after the folder. */
    readonly rest: boolean;
  };
  /**
   * Which of the site's headers are sent. "found": not with the 404 page. "cache": only `Cache-Control`, and
   * not with the 404 page.
   */
  readonly headers: "all" | "found" | "cache" | "none";
  /** The host's own headers. The site's headers override them. */
  readonly ownHeaders: Readonly<Record<string, string>>;
  /** The host's own headers of the 404 page. They override the site's headers. */
  readonly missingHeaders: Readonly<Record<string, string>>;
  /** The status of a malformed URL. */
  readonly malformed: 400 | 404;
  /** Whether ranges of a file can be requested. */
  readonly ranges: boolean;
  /** Whether texts are compressed. */
  readonly compresses: boolean;
  /** Media types that differ from those in `types.ts`, by extension; "" if the host sends none. */
  readonly types: Readonly<Record<string, string>>;
}

/** Headers for the URLs that a path covers: one URL, or all below a folder (`/assets/*`). */
export interface HeaderRule {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The names of headers that the site's author set or removed. */
  readonly own: ReadonlySet<string>;
}

/** A redirect of a folder, with the known URLs of the site. */
export interface FolderRule extends FolderRedirect {
  /** The redirect of the folder's own URL. Absent if that URL has a separate redirect. */
  readonly own?: Redirect;
  /**
   * A redirect for each URL below the folder whose target is a page or file of the site, for hosts without
   * rules for folders.
   */
  readonly each: readonly Redirect[];
  /** The site's files below the folder. */
  readonly covered: readonly string[];
}

/** The site's redirects and headers. Every host's files are written from this. */
export interface Policy {
  /** Starts and ends with a slash. */
  readonly base: string;
  readonly style: UrlStyle;
  readonly redirects: readonly Redirect[];
  /** The longest folder first. */
  readonly folders: readonly FolderRule[];
  /** From the widest path to the narrowest. If two cover a URL, the later one wins. */
  readonly headers: readonly HeaderRule[];
  /** The domain of the site's `url`; empty without `url`. */
  readonly domain: string;
  /** Files of the output folder that are for hosts and not for readers. */
  readonly hidden: readonly string[];
}

/** A file for a host. */
export interface HostFile {
  /** Path in the output folder. */
  readonly path: string;
  readonly content: string;
}

export interface Host {
  readonly name: HostName;
  readonly title: string;
  /** How the host answers a site of each style, with the files below. */
  readonly behaviour: Readonly<Record<UrlStyle, Behaviour>>;
  /** The names of its own files. No reader needs them, and other hosts do not send them. */
  readonly ownFiles: readonly string[];
  /** The files that configure the host. A pure function of the policy, because hosts can share a file. */
  files(policy: Policy): readonly HostFile[];
  /** Reports parts of the policy that exceed the host's limits. */
  check(policy: Policy, files: readonly HostFile[]): readonly Diagnostic[];
}

/** Every status is sent as set. */
const ANY_STATUS: Behaviour["redirects"]["status"] = { 301: 301, 302: 302, 307: 307, 308: 308 };
/** Only 301 and 302: 308 and 307 differ from them only for forms. */
export const OLD_STATUS: Behaviour["redirects"]["status"] = { 301: 301, 302: 302, 307: 302, 308: 301 };

/**
 * A server that sends files and adds a missing slash, as most hosts do. The description of each host
 * overrides parts of this.
 */
export const PLAIN: Behaviour = {
  folderWithoutSlash: 301,
  indexByName: "serve",
  indexWithoutSlash: false,
  withoutEnding: "serve",
  withEnding: "serve",
  fileWithSlash: "missing",
  slashAlways: false,
  detourKeepsQuery: true,
  missingPage: "root",
  redirects: {
    by: "rules",
    winOverFiles: true,
    afterSlash: false,
    status: ANY_STATUS,
    query: "kept",
    folders: "after files",
    rest: true,
  },
  headers: "all",
  ownHeaders: {},
  missingHeaders: {},
  malformed: 400,
  ranges: true,
  compresses: true,
  types: {},
};

/** The same behaviour for both styles. */
export function always(behaviour: Behaviour): Host["behaviour"] {
  return { directory: behaviour, file: behaviour };
}

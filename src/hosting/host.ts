/** What Handbill knows of a host, as data: how it answers, what it is told in which file, and where its limits are. */

import type { HostName, UrlStyle } from "../config/options.js";
import type { Diagnostic } from "../model/model.js";
import type { FolderRedirect, Redirect, RedirectStatus } from "../model/redirect.js";

/** What a host does with an address beside the one that a file has: it sends the file, has nothing there, or leads on. */
export type Detour = "serve" | "missing" | RedirectStatus;

/** How a host answers. Each entry is one line of the table in content/docs/hosts.md, which a test makes of real answers. */
export interface Behaviour {
  /** `/a`, where the file is `a/index.html`. */
  readonly folderWithoutSlash: Detour;
  /** `/a/index.html`. A detour leads to `/a/`; or to `/a`, where `indexWithoutSlash`. */
  readonly indexByName: Detour;
  readonly indexWithoutSlash: boolean;
  /** `/b`, where the file is `b.html`. A detour leads to `/b/`. */
  readonly withoutEnding: Detour;
  /** `/b.html`. A detour leads to `/b`, or to `/b/` where that leads there. */
  readonly withEnding: Detour;
  /** `/b/`, where the file is `b.html`. A detour leads to `/b`. */
  readonly fileWithSlash: Detour;
  /** Whether `/b`, where nothing is, leads to `/b/` before anything is looked for; the status then. */
  readonly slashAlways: RedirectStatus | false;
  /** Whether the query of a request stays when a slash is added or taken away. */
  readonly detourKeepsQuery: boolean;
  /** Which 404 page is sent: the one at the root, or the one nearest to the address. */
  readonly missingPage: "root" | "nearest";
  /** How redirects work: by rules of the host, or by pages that lead on. */
  readonly redirects: {
    readonly by: "rules" | "pages";
    /** Whether a rule wins over a file at the same address. */
    readonly winOverFiles: boolean;
    /** Whether the slash of `slashAlways` is added before rules are looked at. */
    readonly afterSlash: boolean;
    /** The status that is sent for each that a site may ask for. */
    readonly status: Readonly<Record<RedirectStatus, RedirectStatus>>;
    /** Whether the query of a request is added to where it leads; "unless its own": where that has none. */
    readonly query: "kept" | "unless its own" | "dropped";
    /** Whether a rule can be for a folder; and then, whether it is looked at before files or where none is. */
    readonly folders: "before files" | "after files" | "none";
    /** Whether such a rule can keep what follows the folder. */
    readonly rest: boolean;
  };
  /** Which of the site's headers are sent; "found": not with the page of missing ones; "cache": `Cache-Control` alone, and not with that page. */
  readonly headers: "all" | "found" | "cache" | "none";
  /** Headers of the host's own, under those of the site. */
  readonly ownHeaders: Readonly<Record<string, string>>;
  /** Headers of the host's own with the page of missing ones, over those of the site. */
  readonly missingHeaders: Readonly<Record<string, string>>;
  /** The status of an address that cannot be read. */
  readonly malformed: 400 | 404;
  /** Whether a part of a file is sent when it is asked for. */
  readonly ranges: boolean;
  /** Whether texts are compressed on the way. */
  readonly compresses: boolean;
  /** Media types that differ from those of `types.ts`, by extension; "" where the host names none. */
  readonly types: Readonly<Record<string, string>>;
}

/** Headers for the addresses that a path covers: one address, or all below a folder (`/assets/*`). */
export interface HeaderRule {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The names of those that the site's author wrote, also where one is left out. */
  readonly own: ReadonlySet<string>;
}

/** A redirect of a folder, with what is known of the site's own addresses. */
export interface FolderRule extends FolderRedirect {
  /** Of the folder's own address. Absent where that has a redirect of its own. */
  readonly own?: Redirect;
  /** One by one, from each address below the folder that leads to a page or file of the site: for hosts that know no rules for folders. */
  readonly each: readonly Redirect[];
  /** Files of the site below the folder. */
  readonly covered: readonly string[];
}

/** What is said once, and written for every host. */
export interface Policy {
  /** Starts and ends with a slash. */
  readonly base: string;
  readonly style: UrlStyle;
  readonly redirects: readonly Redirect[];
  /** The longest folder first. */
  readonly folders: readonly FolderRule[];
  /** From the widest path to the narrowest: of two that cover an address, the later wins. */
  readonly headers: readonly HeaderRule[];
  /** The name under which the site is found, from its `url`; empty when it has none. */
  readonly domain: string;
  /** Files of the output folder that are for hosts, and for no reader. */
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
  /** How it answers a site of each style, with the files below in place. */
  readonly behaviour: Readonly<Record<UrlStyle, Behaviour>>;
  /** The names of its files: no reader needs them, and the other hosts do not send them. */
  readonly ownFiles: readonly string[];
  /** The files that tell it the policy; pure, with one content for one policy, as hosts may share a file. */
  files(policy: Policy): readonly HostFile[];
  /** What of the policy is more than the host takes. */
  check(policy: Policy, files: readonly HostFile[]): readonly Diagnostic[];
}

/** Every status as it was asked for. */
const ANY_STATUS: Behaviour["redirects"]["status"] = { 301: 301, 302: 302, 307: 307, 308: 308 };
/** Only the two that are older: 308 and 307 differ from them for forms alone. */
export const OLD_STATUS: Behaviour["redirects"]["status"] = { 301: 301, 302: 302, 307: 302, 308: 301 };

/** A server that sends files and adds a missing slash: what most hosts are, and what each says of itself is over this. */
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

/** One behaviour for both styles. */
export function always(behaviour: Behaviour): Host["behaviour"] {
  return { directory: behaviour, file: behaviour };
}

/** The addresses of a finished site: which there are, and how the site's hosts answer links to them. */

import type { SiteConfig } from "../config.js";
import type { OutputName } from "../eleventy/render.js";
import { HOSTS } from "../hosts/hosts.js";
import { linkDetours } from "../hosts/link-detours.js";
import { policyOf } from "../hosts/policy.js";
import type { Diagnostic, Site } from "../model.js";
import { redirectFiles } from "../outputs/redirect-pages.js";

/** The files of the output folder that may be linked to. Of those that are `generated`, pages that lead on are no place to link to. */
export function filesOf(config: SiteConfig, site: Site, outputs: readonly Pick<OutputName, "path">[], generated: readonly Pick<OutputName, "path">[]): ReadonlySet<string> {
  const leadingOn = redirectFiles(site.redirects(), config);
  return new Set([...outputs, ...generated.filter(({ path }) => !leadingOn.has(path))].map(({ path }) => path).concat(site.staticFiles.map(({ output }) => output)));
}

/** Whether the finished site answers at a path: `/blog/`, `/blog`, `/feed.xml`. */
export function pathsOf(files: ReadonlySet<string>): (path: string) => boolean {
  return (path) => {
    const file = path.replace(/^\//, "").replace(/\/$/, "");
    return files.has(file) || files.has(`${file}/index.html`.replace(/^\//, "")) || files.has(`${file}.html`);
  };
}

/** Links that take a redirect on a host of the site. */
export function hostFindings(config: SiteConfig, site: Site, files: ReadonlySet<string>): readonly Diagnostic[] {
  if (config.hosts.length === 0) return [];
  return linkDetours(site, config.hosts.map((name) => HOSTS[name]), policyOf(config, site, files), files);
}

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
  const own = [...outputs.map(({ path }) => path), ...site.staticFiles.map(({ output }) => output)];
  const leadingOn = generated.length === 0 ? new Map() : redirectFiles(site, config, own);
  return new Set([...own, ...generated.flatMap(({ path }) => (leadingOn.has(path) ? [] : path))]);
}

/** Whether the finished site answers at a path: `/blog/`, `/blog`, `/feed.xml`. */
export function pathsOf(files: ReadonlySet<string>): (path: string) => boolean {
  return (path) => {
    const file = path.replace(/^\//, "").replace(/\/$/, "");
    return files.has(file) || files.has(`${file}/index.html`.replace(/^\//, "")) || files.has(`${file}.html`);
  };
}

/** Whether the finished site has anything below a folder, `/blog/`. */
export function foldersOf(files: ReadonlySet<string>): (folder: string) => boolean {
  return (folder) => [...files].some((file) => file.startsWith(folder.slice(1)));
}

/** Links that take a redirect on a host of the site. */
export function hostFindings(config: SiteConfig, site: Site, files: ReadonlySet<string>): readonly Diagnostic[] {
  if (config.hosts.length === 0) return [];
  return linkDetours(site, config.hosts.map((name) => HOSTS[name]), policyOf(config, site, files), files);
}

/** The policy of a site, combined from its configuration and its pages. */

import type { SiteConfig } from "../config/options.js";
import type { Site } from "../model/model.js";
import { folderRules } from "./folder-rules.js";
import { headerRules, headersFor, type Sources } from "./headers.js";
import type { Policy } from "./host.js";
import { HOSTS } from "./hosts.js";

/** Search runs WebAssembly (CSP Level 3, 6.1.11, 'wasm-unsafe-eval'), which does not run text as a script. */
function withSearch(sources: Sources, { search }: Pick<SiteConfig, "search">): Sources {
  return search
    ? new Map([
        ...sources,
        ["script-src", new Set(["'wasm-unsafe-eval'", ...(sources.get("script-src") ?? [])])],
      ])
    : sources;
}

/** Whether a host of the site sends the policy that Handbill computes. */
export function sendsPolicy({ hosts, headers }: Pick<SiteConfig, "hosts" | "headers">): boolean {
  const own = Object.keys(headers["/*"] ?? {}).some((name) => /^content-security-policy$/i.test(name));
  return !own && hosts.some((name) => /^(?:all|found)$/.test(HOSTS[name].behaviour.directory.headers));
}

/** The headers that a single page needs, for the dev server. Those of the site allow this and more. */
export function headersOfPage(config: SiteConfig, path: string, sources: Sources): Record<string, string> {
  const { url, headers: options } = config;
  return headersFor(headerRules({ options, sources: withSearch(sources, config), url, files: [] }), path);
}

/** Files that a host requests by name, and that readers may see. */
const SEEN = new Set([".nojekyll", "CNAME"]);

/**
 * `files`: the paths of the output folder; `sources`: what they need of the Content-Security-Policy;
 * `hashed`: those that never change.
 */
export function policyOf(
  config: SiteConfig,
  site: Pick<Site, "redirects" | "folderRedirects">,
  files: Iterable<string>,
  sources: Sources,
  hashed: Iterable<string> = [],
): Policy {
  const { style } = config;
  const redirects = site.redirects();
  return {
    base: config.base,
    style,
    redirects,
    folders: folderRules({ style, redirects, folders: site.folderRedirects(), files: new Set(files) }),
    headers: headerRules({
      options: config.headers,
      sources: withSearch(sources, config),
      url: config.url,
      files,
      hashed,
    }),
    domain: config.url === "" ? "" : new URL(config.url).hostname,
    hidden: [...new Set(config.hosts.flatMap((name) => HOSTS[name].ownFiles))].filter(
      (name) => !SEEN.has(name),
    ),
  };
}

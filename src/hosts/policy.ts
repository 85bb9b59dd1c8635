/** The policy of a site: what its configuration and its pages say, put together for hosts. */

import type { SiteConfig } from "../config.js";
import type { Site } from "../model.js";
import { contentSources } from "./content-sources.js";
import { folderRules } from "./folder-rules.js";
import { headerRules, type Sources } from "./headers.js";
import type { Policy } from "./host.js";
import { HOSTS } from "./hosts.js";

/** Search runs WebAssembly (CSP Level 3, 6.1.11, 'wasm-unsafe-eval'), which is no evaluation of text as a script. */
function sourcesOf({ search }: Pick<SiteConfig, "search">, site: Pick<Site, "pages">): Sources {
  const sources = contentSources(site);
  return search
    ? new Map([
        ...sources,
        ["script-src", new Set(["'wasm-unsafe-eval'", ...(sources.get("script-src") ?? [])])],
      ])
    : sources;
}

/** Files that a host itself asks for by name, and that readers may see. */
const SEEN = new Set([".nojekyll", "CNAME"]);

/** `files`: the paths of the output folder; `hashed`: those that never change. */
export function policyOf(
  config: SiteConfig,
  site: Pick<Site, "pages" | "redirects" | "folderRedirects">,
  files: Iterable<string>,
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
      sources: sourcesOf(config, site),
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

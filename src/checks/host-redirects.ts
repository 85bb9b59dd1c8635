/** Reports links that work only through a redirect of the site's host. */

import { diagnostic } from "../diagnostics/catalogue.js";
import type { Diagnostic, Site } from "../model/model.js";
import { createAnswers } from "../hosting/answer.js";
import type { Host, Policy } from "../hosting/host.js";
import { HOSTS } from "../hosting/hosts.js";
import { policyOf } from "../hosting/policy.js";
import type { Check } from "./check.js";

export const hostRedirects: Check = {
  name: "host-redirects",
  codes: ["link-redirects"],
  per: "site",
  run({ config, loaded: { site }, files }) {
    if (config.hosts.length === 0) return [];
    const hosts = config.hosts.map((name) => HOSTS[name]);
    return linkDetours(site, hosts, policyOf(config, site, files, new Map()), files);
  },
};

/**
 * Findings about links of Markdown pages to URLs that a host redirects. `files` are those of the output
 * folder.
 */
function linkDetours(
  { pages }: Pick<Site, "pages">,
  hosts: readonly Host[],
  policy: Policy,
  files: ReadonlySet<string>,
): readonly Diagnostic[] {
  // Links to URLs with the site's own redirects are reported where links are resolved.
  const perHost = hosts.map(({ title, behaviour }) => ({
    title,
    ask: createAnswers(
      { ...policy, behaviour: behaviour[policy.style], redirects: [], folders: [], headers: [] },
      () => files,
    ),
  }));
  const known = new Map<string, string | undefined>();
  const detourOf = (address: string): string | undefined => {
    if (!known.has(address)) {
      const found = perHost
        .map(({ title, ask }) => ({ title, to: ask(address).location }))
        .filter(({ to }) => to !== undefined);
      known.set(
        address,
        found[0] && `${found.map(({ title }) => title).join(" and ")}\n${found[0].to ?? ""}`,
      );
    }
    return known.get(address);
  };
  return pages
    .filter(({ page }) => page.fallbackFor === undefined)
    .flatMap((page) => {
      const hrefs = page.hrefs();
      return page.page.links.flatMap((link, index) => {
        const address = hrefs[index]?.replace(/[?#].*$/s, "") ?? "";
        const detour = address.startsWith("/") && !address.startsWith("//") ? detourOf(address) : undefined;
        if (detour === undefined) return [];
        const [titles = "", to = ""] = detour.split("\n");
        return [
          diagnostic(
            "link-redirects",
            { file: page.page.source, line: link.line, column: link.column, length: link.href.length },
            `The page links to ${link.href}, which ${titles} ` +
              `${titles.includes(" and ") ? "redirect" : "redirects"} to ${to}.`,
            `Change the page's permalink to that URL, or set \`urls.style\` to match the host.`,
          ),
        ];
      });
    });
}

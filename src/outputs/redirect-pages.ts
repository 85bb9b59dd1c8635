/** Redirects as pages that lead on, for hosts without rules; and for a site that names no host, as they work on each. */

import type { SiteConfig } from "../config.js";
import { diagnostic } from "../diagnostics.js";
import { HOSTS } from "../hosts/hosts.js";
import { redirectFile, redirectPage } from "../hosts/redirect-page.js";
import type { Diagnostic, Redirect } from "../model.js";
import { relativeAddresses } from "../site/relative.js";
import { made, type GeneratedFile, type Generator } from "./generator.js";

/** The hosts that need pages, by the names that readers know; empty when every host has rules. */
function hostsWithout({ hosts, style }: SiteConfig): readonly string[] {
  if (hosts.length === 0) return ["A server of plain files"];
  return hosts.map((name) => HOSTS[name]).filter(({ behaviour }) => behaviour[style].redirects.by === "pages").map(({ title }) => title);
}

/** The redirects by the file that stands at their address. */
export function redirectFiles(redirects: readonly Redirect[], config: SiteConfig): ReadonlyMap<string, Redirect> {
  if (hostsWithout(config).length === 0) return new Map();
  return new Map(redirects.flatMap((redirect) => {
    const file = redirectFile(redirect, config);
    return file === undefined ? [] : [[file, redirect] as const];
  }));
}

export const redirectPages: Generator = {
  name: "redirect-pages",
  // A page at the address of a redirect is a finding, and readers get the page.
  onOwnFile: "gives way",
  plan({ config, site }) {
    const redirects = site.redirects();
    const hosts = hostsWithout(config);
    if (redirects.length === 0 || hosts.length === 0) return undefined;
    return {
      depends: [config.base, String(config.relative), config.style, config.url, config.language, hosts.join(), ...redirects.map(({ from, to, file, line, column }) => `${from} ${to} ${file}:${line}:${column}`)],
      make: () => {
        const files: GeneratedFile[] = [...redirectFiles(redirects, config)].map(([path, redirect]) => ({ path, content: pageOf(redirect, path, config), source: redirect.file }));
        return made(files, redirects.filter((redirect) => redirectFile(redirect, config) === undefined).map((redirect) => noPage(redirect, hosts)));
      },
    };
  },
};

function pageOf(redirect: Redirect, path: string, config: SiteConfig): string {
  const page = redirectPage(redirect, config.base, config);
  return config.relative ? relativeAddresses(page, path, config.style) : page;
}

function noPage({ from, file, line, column, length }: Redirect, hosts: readonly string[]): Diagnostic {
  return diagnostic("host-cannot", { file, line, column, length }, `${hosts.join(" and ")} cannot redirect ${from}: only a page can lead on there, and this is no address of one.`, "Choose a host with rules for redirects, with `hosts` in .eleventy.ts.");
}

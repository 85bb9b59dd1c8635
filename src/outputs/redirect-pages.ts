/**
 * Redirects as pages, for hosts without redirect rules and for sites without a configured host. They work on
 * every host.
 */

import type { SiteConfig } from "../config/options.js";
import { diagnostic } from "../diagnostics/catalogue.js";
import { folderRules, isCoveredOneByOne, pagesFor } from "../hosting/folder-rules.js";
import type { FolderRule, Host } from "../hosting/host.js";
import { HOSTS } from "../hosting/hosts.js";
import { losesRest } from "../hosting/limits.js";
import { redirectFile, redirectPage } from "../hosting/redirect-page.js";
import type { Diagnostic, Site } from "../model/model.js";
import type { Redirect } from "../model/redirect.js";
import { writtenFrom } from "../site/redirects/folder-redirects.js";
import { relativeUrls } from "../site/links/relative.js";
import { made, type GeneratedFile, type Generator } from "./generator.js";

const CHOOSE = "Set `hosts` in .eleventy.ts to a host with redirect rules.";

/** The site's hosts that need redirect pages. */
function hostsWithPages({ hosts, style }: SiteConfig): readonly Host[] {
  const all = hosts.length === 0 ? [HOSTS.files] : hosts.map((name) => HOSTS[name]);
  return all.filter(({ behaviour }) => behaviour[style].redirects.by === "pages");
}

interface Pages {
  /** All redirects with a page. Redirects of folders are expanded to single URLs. */
  readonly redirects: readonly Redirect[];
  readonly folders: readonly FolderRule[];
  /** By output file. */
  readonly files: ReadonlyMap<string, Redirect>;
}

function pagesOf(
  site: Pick<Site, "redirects" | "folderRedirects">,
  config: SiteConfig,
  own: Iterable<string>,
): Pages {
  const { style } = config;
  const hosts = hostsWithPages(config);
  const single = hosts.length === 0 ? [] : site.redirects();
  const folders =
    hosts.length === 0
      ? []
      : folderRules({ style, redirects: single, folders: site.folderRedirects(), files: new Set(own) });
  const redirects = [
    ...new Set([
      ...single,
      ...hosts.flatMap(({ behaviour }) => folders.flatMap((rule) => pagesFor(behaviour[style], rule))),
    ]),
  ];
  const files = new Map(
    redirects.flatMap((redirect) => {
      const file = redirectFile(redirect, config);
      return file === undefined ? [] : [[file, redirect] as const];
    }),
  );
  return { redirects, folders, files };
}

/** The redirects by output file. `own` are the files of pages and of copied files. */
export function redirectFiles(
  site: Pick<Site, "redirects" | "folderRedirects">,
  config: SiteConfig,
  own: Iterable<string>,
): ReadonlyMap<string, Redirect> {
  return pagesOf(site, config, own).files;
}

export const redirectPages: Generator = {
  name: "redirect-pages",
  // A page at the URL of a redirect is reported, and readers get the page.
  onOwnFile: "gives way",
  plan({ config, site, pages }) {
    const { redirects, folders, files } = pagesOf(site, config, [
      ...pages.map(({ path }) => path),
      ...site.staticFiles.map(({ output }) => output),
    ]);
    if (redirects.length === 0) return undefined;
    // Hosts with rules for folders use them for redirects that no page can make.
    const without = hostsWithPages(config).filter(
      ({ behaviour }) => behaviour[config.style].redirects.folders === "none",
    );
    const hosts = without.map(({ name, title }) => (name === "files" ? "A server of plain files" : title));
    return {
      depends: [
        config.base,
        String(config.relative),
        config.style,
        config.url,
        config.language,
        hosts.join(),
        ...redirects.map(({ from, to, file, line, column }) => `${from} ${to} ${file}:${line}:${column}`),
        ...folders.map(
          ({ folder, to, keepsRest, file, line, column }) =>
            `${folder} ${to} ${keepsRest} ${file}:${line}:${column}`,
        ),
      ],
      make: () => {
        const all: GeneratedFile[] = [...files].map(([path, redirect]) => ({
          path,
          content: pageOf(redirect, path, config),
          source: redirect.file,
        }));
        return made(
          all,
          hosts.length === 0
            ? []
            : [
                ...site
                  .redirects()
                  .filter((redirect) => redirectFile(redirect, config) === undefined)
                  .map((redirect) => noPage(redirect, hosts)),
                ...folders.flatMap((rule) => leftOut(rule, hosts, config)),
              ],
        );
      },
    };
  },
};

/** Reports the URLs of a folder's redirect that redirect pages cannot cover. */
function leftOut(rule: FolderRule, hosts: readonly string[], config: SiteConfig): readonly Diagnostic[] {
  const host = hosts.join(" and ");
  if (!isCoveredOneByOne(rule)) return losesRest(host, HOSTS.files.behaviour[config.style], [rule]);
  const pageless = rule.each.filter((redirect) => redirectFile(redirect, config) === undefined);
  const [first] = pageless;
  if (first === undefined) return [];
  const { file, line, column, length } = rule;
  return [
    diagnostic(
      "host-cannot",
      { file, line, column, length },
      `${host} cannot redirect ` +
        `${first.from}${pageless.length > 1 ? ` and ${pageless.length - 1} more` : ""} below ` +
        `${writtenFrom(rule)}, because it redirects with HTML pages only.`,
      CHOOSE,
    ),
  ];
}

function pageOf(redirect: Redirect, path: string, config: SiteConfig): string {
  const page = redirectPage(redirect, config.base, config);
  return config.relative ? relativeUrls(page, path, config.style) : page;
}

function noPage({ from, file, line, column, length }: Redirect, hosts: readonly string[]): Diagnostic {
  return diagnostic(
    "host-cannot",
    { file, line, column, length },
    `${hosts.join(" and ")} cannot redirect ${from}, because only HTML pages redirect there.`,
    CHOOSE,
  );
}

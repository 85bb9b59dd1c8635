/** The settings with all defaults. */

import { resolve } from "node:path";
import { NO_CHOICES } from "./eleventy-choices.js";
import type { ConfigFlags, SiteConfig, SiteOptions } from "./options.js";
import type { Redirect } from "../model/redirect.js";
import { tagOf } from "../site/i18n/languages.js";
import { readSize } from "../utils/size-text.js";
import { configTextOf, placesIn } from "./positions.js";

/** The options with all defaults. The command line wins. */
export function resolveConfig(options: SiteOptions, flags: ConfigFlags, file?: string): SiteConfig {
  const {
    title = "",
    description = "",
    url = "",
    language = "en",
    languages = {},
    untranslated = "copy",
    editUrl = "",
    lastUpdated = false,
    urls = {},
    layout = "docs",
    theme = {},
    search = false,
    tabs = true,
    sidebar = {},
    templatesInMarkdown = false,
    trust = "author",
    onError = "stop",
    levels = {},
    budgets = {},
  } = options;
  const written = flags.base ?? urls.base ?? "/";
  const relative = /^\.\/?$/.test(written);
  return {
    root: flags.root,
    content: "content",
    layouts: "layouts",
    public: "public",
    output: resolve(flags.root, flags.output ?? "_site"),
    ...(file !== undefined && { file }),
    hash: "",
    title,
    description,
    url: url.replace(/\/+$/, ""),
    // Tags ignore case. The spelling in `languages` is used everywhere.
    language: tagOf(language, Object.keys(languages)) ?? language,
    languages: Object.fromEntries(
      Object.entries(languages).map(([tag, one]) => [tag, typeof one === "string" ? one : one.name]),
    ),
    inLanguages: Object.fromEntries(
      Object.entries(languages).flatMap(([tag, one]) => (typeof one === "string" ? [] : [[tag, one]])),
    ),
    untranslated,
    editUrl,
    lastUpdated,
    style: urls.style ?? "directory",
    base: relative ? "/" : withSlashes(written),
    relative,
    redirects: configuredRedirects(options.redirects, flags.root, file),
    gone: options.gone ?? [],
    externalPaths: options.externalPaths ?? [],
    headers: options.headers ?? {},
    hosts: options.hosts ?? [],
    ...(options.pages && { pages: options.pages }),
    ...(options.sections && { sections: options.sections }),
    layout,
    theme,
    themeFiles: { files: [], subsets: [], fonts: [] },
    linkPlaces: [],
    sidebarPlaces: [],
    sidebarLinkPlaces: [],
    search,
    tabs,
    sidebar,
    templatesInMarkdown,
    trust,
    onError,
    levels,
    budgets: Object.fromEntries(
      Object.entries(budgets).map(([part, size]: [string, string]) => [part, readSize(size)]),
    ),
    externalLinks: { ignore: options.externalLinks?.ignore ?? [] },
    llms: options.llms ?? false,
    deploy: options.deploy ?? {},
    ...(options.feeds !== undefined && { feeds: options.feeds }),
    ...(options.markdown && { markdown: options.markdown }),
    ...(options.eleventy && { eleventy: options.eleventy }),
    choices: NO_CHOICES,
    hasBase: flags.base !== undefined || urls.base !== undefined,
    drafts: flags.drafts ?? false,
    again: flags.again ?? false,
  };
}

/** A base path that starts and ends with a slash. */
function withSlashes(path: string): string {
  return `/${path.replace(/^\/+|\/+$/g, "")}/`.replace("//", "/");
}

/** The redirects of the configuration with their lines. */
function configuredRedirects(
  options: SiteOptions["redirects"] = {},
  root: string,
  file = ".eleventy.ts",
): readonly Redirect[] {
  const all = Object.entries(options);
  if (all.length === 0) return [];
  const places = placesIn(configTextOf(root, file), "redirects", Object.keys(options), "key");
  return all.map(([from, option], index) => {
    const { to, status = 301 } = typeof option === "string" ? { to: option } : option;
    return { from, to, status, file, ...(places[index] ?? { line: 1, column: 1 }), length: from.length };
  });
}

/** Rewrites links to moved files in the configuration and in data files. */

import type { SiteConfig } from "../config/options.js";
import type { Link, TextEdit } from "../model/model.js";
import { siteFrameLinks } from "../site/site-frame.js";
import { sidebarLinks, sidebarPages } from "../site/navigation/check-sidebar.js";
import { sourcesOf } from "../site/navigation/nav-tree.js";
import { writtenPath } from "../edits/written-url.js";
import type { MovedSite, LinkOrigin } from "./ends.js";
import { newPathOf } from "./page-links.js";
import type { ByHand } from "./plan-move.js";
import { editsOf, mentionsInConfig, mentionsInData, type Mention } from "./quoted-urls.js";

interface Edited {
  readonly edits: readonly TextEdit[];
  readonly byHand: readonly ByHand[];
}

/** `root` is any page: links that start with `/` mean the same from every page. */
export function editConfig(
  text: string,
  file: string,
  config: SiteConfig,
  site: MovedSite,
  root: LinkOrigin,
): Edited {
  const pages = sidebarPages(config);
  const links = [
    ...siteFrameLinks(config).map(({ href }) => href),
    ...sidebarLinks(config),
    ...config.redirects.map(({ to }) => to),
  ];
  const newOf = (value: string) =>
    pages.includes(value) ? newSidebarPage(value, site) : newUrl(value, site, root);
  const mentions = mentionsInConfig(text, newOf, [...links, ...pages]);
  const seen = new Set(mentions.map(({ was }) => was));
  const elsewhere = [...new Set([...links, ...pages])].filter((value) => {
    const now = newOf(value);
    return now !== undefined && now !== value && !seen.has(value);
  });
  return {
    edits: editsOf(mentions),
    byHand: [
      ...uncertain(mentions, file),
      ...elsewhere.map((value) => ({
        file,
        message: `Change ${value} to ${newOf(value) ?? ""} where this setting is made.`,
      })),
    ],
  };
}

export function editData(text: string, file: string, site: MovedSite, root: LinkOrigin): Edited {
  const mentions = mentionsInData(text, (value) => newUrl(value, site, root), file.endsWith(".json"));
  return { edits: editsOf(mentions), byHand: uncertain(mentions, file) };
}

function uncertain(mentions: readonly Mention[], file: string): readonly ByHand[] {
  return mentions
    .filter(({ isCertain }) => !isCertain)
    .map(({ line, column, was, text }) => ({
      file,
      line,
      column,
      message: `If this is a link, change ${was} to ${text}.`,
    }));
}

/** The URL after the move; undefined if the text is not a URL, or still leads to the same page. */
function newUrl(value: string, site: MovedSite, root: LinkOrigin): string | undefined {
  if (!/^\/(?!\/)\S*$/.test(value)) return undefined;
  const link: Link = { kind: "link", href: value, line: 1, column: 1 };
  const path = newPathOf(link, root, root, site);
  return path === undefined || path === ""
    ? undefined
    : writtenPath(path) + value.slice(value.search(/[?#]|$/));
}

/** A page in the notation of `sidebar`: `docs/start.md`, `docs/start`, `docs/more/`. */
function newSidebarPage(value: string, { before, rename }: MovedSite): string | undefined {
  const sources = new Set(before.pages.map(({ placedAs }) => placedAs));
  const source = sourcesOf(value)
    .map((one) => `content/${one}`)
    .find((one) => sources.has(one));
  if (source === undefined || rename(source) === source) return undefined;
  const moved = rename(source).slice("content/".length);
  if (source === `content/${value}`) return moved;
  return moved.replace(value.endsWith("/") ? /index\.\w+$/ : /(?:\/index)?\.\w+$/, "");
}

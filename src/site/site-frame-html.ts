/**
 * Renders the header's menus and the footer's columns to HTML. They are the same on every page, except the
 * mark of the current page. Rendering them once avoids a template loop over about forty links on each page.
 */

import { escapeHtml } from "../utils/escape-html.js";

/** A link with its URL as printed. */
interface Link {
  readonly text: string;
  readonly url: string;
  readonly href: string;
}

type MenuEntry =
  | Link
  | { readonly text: string; readonly items: readonly (Link & { readonly description?: string })[] };

export interface HeaderData {
  readonly menu?: readonly MenuEntry[];
  readonly actions?: readonly (Link & { readonly style?: string })[];
}

export interface FooterData {
  readonly columns?: readonly { readonly title: string; readonly links: readonly Link[] }[];
}

const anchor = ({ text, href }: Link, inside = "", attributes = "") =>
  `<a${attributes} href="${escapeHtml(href)}">${escapeHtml(text)}${inside}</a>`;

/** The entries of the header's list. */
export function menuHtml({ menu = [] }: HeaderData): string {
  return menu
    .map(
      (entry, index) =>
        `<li${"items" in entry ? ' class="has-menu"' : ""}>` +
        `${"items" in entry ? panel(entry, index + 1) : anchor(entry)}</li>\n`,
    )
    .join("");
}

/**
 * A button that opens a panel on desktops. On phones, where all panels are open, it is a label above the
 * panel.
 */
function panel({ text, items }: Extract<MenuEntry, { readonly items: unknown }>, number: number): string {
  const links = items.map((item) => {
    const { description } = item;
    return `<li>${anchor(item, description === undefined ? "" : `<span>${escapeHtml(description)}</span>`)}</li>`;
  });
  return (
    `<button type="button" class="menu-name" ` +
    `popovertarget="menu-${number}">${escapeHtml(text)}</button><span ` +
    `class="menu-label">${escapeHtml(text)}</span>\n<div class="menu-panel" id="menu-${number}" ` +
    `popover>\n<ul>\n${links.join("\n")}\n</ul>\n</div>`
  );
}

/** The buttons at the end of the header's list. */
export function actionsHtml({ actions = [] }: HeaderData): string {
  return actions
    .map(
      (action, index) =>
        `<li class="header-action${index === 0 ? " first" : ""}">` +
        `${anchor(action, "", ` class="button small ${action.style ?? "primary"}"`)}</li>\n`,
    )
    .join("");
}

/** The columns of the footer. */
export function columnsHtml({ columns = [] }: FooterData): string {
  return columns
    .map(
      ({ title, links }) =>
        `<div>\n<h2>${escapeHtml(title)}</h2>\n<ul>\n` +
        `${links.map((link) => `<li>${anchor(link)}</li>`).join("\n")}\n</ul>\n</div>\n`,
    )
    .join("");
}

/**
 * The header's menus with the page's entry and its closest ancestors marked: a link of the header, or a link
 * of a panel and the panel's name. `home` is an ancestor of every page and is not marked.
 */
export function markMenu(html: string, { menu = [] }: HeaderData, path: string, home = "/"): string {
  const inHeader: MenuLink[] = menu.flatMap((entry) => ("url" in entry ? [entry] : []));
  const inPanels: MenuLink[] = menu.flatMap((entry, index) =>
    "items" in entry ? entry.items.map((link) => ({ ...link, panel: index + 1 })) : [],
  );
  const nearest = (links: readonly MenuLink[]) =>
    links
      .filter(({ url }) => url !== "/" && url !== home && isAbove(url, path))
      .sort((a, b) => b.url.length - a.url.length)[0];
  const here = [...inHeader, ...inPanels].find(({ url }) => url === path);
  const above = nearest(inHeader);
  const inPanel = here ?? nearest(inPanels);
  let marked = html;
  const mark = (attribute: string, current: string): void => {
    marked = marked.replace(attribute, () => `${attribute} aria-current="${current}"`);
  };
  if (here !== undefined) mark(` href="${escapeHtml(here.href)}"`, "page");
  else if (inPanel !== undefined) mark(` href="${escapeHtml(inPanel.href)}"`, "true");
  if (above !== undefined) mark(` href="${escapeHtml(above.href)}"`, "true");
  else if (inPanel?.panel !== undefined) mark(` popovertarget="menu-${inPanel.panel}"`, "true");
  return marked;
}

/** A link of the header or of one of its panels. */
interface MenuLink extends Link {
  readonly panel?: number;
}

/**
 * Whether a URL is an ancestor of another: `/docs/` and `/docs` are ancestors of `/docs/start/`, but not of
 * themselves.
 */
function isAbove(url: string, path: string): boolean {
  const folder = url.replace(/\/?$/, "/");
  return url.startsWith("/") && path.startsWith(folder) && path !== folder;
}

/**
 * The menus of the header and the columns of the footer as HTML. They are the same on every page, but for the mark at
 * the page itself: made once, they cost a page nothing, where a template would go through some forty links each time.
 */

/** A link with its address as it is printed. */
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

const escape = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
const anchor = ({ text, href }: Link, inside = "", attributes = "") =>
  `<a${attributes} href="${escape(href)}">${escape(text)}${inside}</a>`;

/** The entries of the header's list. */
export function menuHtml({ menu = [] }: HeaderData): string {
  return menu
    .map(
      (entry, index) =>
        `<li${"items" in entry ? ' class="has-menu"' : ""}>${"items" in entry ? panel(entry, index + 1) : anchor(entry)}</li>\n`,
    )
    .join("");
}

/** A name that opens a panel on a desktop; on a phone, where all panels are open, a label above it. */
function panel({ text, items }: Extract<MenuEntry, { readonly items: unknown }>, number: number): string {
  const links = items.map(
    (item) =>
      `<li>${anchor(item, item.description === undefined ? "" : `<span>${escape(item.description)}</span>`)}</li>`,
  );
  return `<button type="button" class="menu-name" popovertarget="menu-${number}">${escape(text)}</button><span class="menu-label">${escape(text)}</span>\n<div class="menu-panel" id="menu-${number}" popover>\n<ul>\n${links.join("\n")}\n</ul>\n</div>`;
}

/** The buttons at the end of the header's list. */
export function actionsHtml({ actions = [] }: HeaderData): string {
  return actions
    .map(
      (action, index) =>
        `<li class="header-action${index === 0 ? " first" : ""}">${anchor(action, "", ` class="button small ${action.style ?? "primary"}"`)}</li>\n`,
    )
    .join("");
}

/** The columns of the footer. */
export function columnsHtml({ columns = [] }: FooterData): string {
  return columns
    .map(
      ({ title, links }) =>
        `<div>\n<h2>${escape(title)}</h2>\n<ul>\n${links.map((link) => `<li>${anchor(link)}</li>`).join("\n")}\n</ul>\n</div>\n`,
    )
    .join("");
}

/** The header's menus with the mark at the page of an address, and at the link of the header whose address is the nearest above it. */
export function markMenu(html: string, { menu = [] }: HeaderData, path: string): string {
  const here = menu
    .flatMap((entry) => ("items" in entry ? entry.items : [entry]))
    .find(({ url }) => url === path);
  const above = menu.find(
    (entry): entry is Link =>
      "url" in entry && entry.url !== "/" && entry.url.endsWith("/") && path.startsWith(entry.url),
  );
  const marked = here === undefined ? html : mark(html, here, "page");
  return above === undefined || above.url === path ? marked : mark(marked, above, "true");
}

function mark(html: string, { href }: Link, current: string): string {
  const attribute = ` href="${escape(href)}"`;
  return html.replace(attribute, () => `${attribute} aria-current="${current}"`);
}

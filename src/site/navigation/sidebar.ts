/**
 * Renders the sidebar to HTML. All pages of a folder share it, except the mark of the current page. Rendering
 * it once for each folder is faster than rendering every entry in a template on every page.
 */

import { escapeHtml } from "../../utils/escape-html.js";
import { badgeOf, urlOf, type NavNode } from "./nav-tree.js";

/**
 * In a section with more entries, closed groups are links, so that a page does not contain thousands of
 * entries.
 */
const MAX_ENTRIES = 150;

/** In a section with at most this many entries, every group is open. */
const MAX_OPEN_ENTRIES = 40;

/** A folder with many more entries shows parts of this many. */
const PART_SIZE = 100;

export interface Sidebar {
  /** A list without a mark of the current page; empty if the section lists no page. */
  readonly html: string;
}

/**
 * Returns a function that renders sidebars. `base` is the site's base path, and `overview` the title of a
 * group's own page within the group.
 */
export function createSidebars(base: string, overview: string): (section: NavNode, at: NavNode) => Sidebar {
  /**
   * By section, folder and part of the folder. The folder matters, because a top-level folder with only its
   * own page is shown in the list of all sections.
   */
  const made = new Map<NavNode, Map<NavNode, Map<number, Sidebar>>>();
  const sizes = new Map<NavNode, number>();
  const sizeOf = (node: NavNode): number => {
    let size = sizes.get(node);
    if (size === undefined)
      sizes.set(node, (size = node.children.reduce((sum, child) => sum + sizeOf(child), 1)));
    return size;
  };

  return (section, at) => {
    const folder = at.isGroup ? at : (at.parent ?? at);
    const part =
      at.isGroup || folder.children.length <= PART_SIZE * 1.5
        ? 0
        : Math.floor(folder.children.indexOf(at) / PART_SIZE);
    const folders = remembered(made, section, () => new Map<NavNode, Map<number, Sidebar>>());
    const parts = remembered(folders, folder, () => new Map<number, Sidebar>());
    let sidebar = parts.get(part);
    if (sidebar === undefined) {
      const way = new Set<NavNode>();
      for (let node: NavNode | undefined = folder; node !== undefined; node = node.parent) way.add(node);
      const size = sizeOf(section);
      parts.set(part, (sidebar = { html: list(section, true) }));
      function list(node: NavNode, isTop: boolean): string {
        // A home page without a title is named like the pages of groups.
        const own = link(node, "overview", isTop && node.title !== "" ? undefined : overview);
        const entries = own + windowOf(node).map(entry).join("");
        return entries === "" ? "" : `<ul>${entries}</ul>`;
      }
      function entry(node: NavNode): string {
        if (!node.isGroup) return link(node);
        const open = size <= MAX_OPEN_ENTRIES || way.has(node);
        if (size > MAX_ENTRIES && !open) return link(firstWithPage(node), "group", node.title);
        return (
          `<li><details${open ? " open" : ""}><summary>${escapeHtml(node.title)}</summary>` +
          `${list(node, false)}</details></li>`
        );
      }
      /** The part of a long folder that contains the page, with links to the previous and next part. */
      function windowOf(node: NavNode): readonly NavNode[] {
        const { children } = node;
        if (children.length <= PART_SIZE * 1.5) return children;
        const at =
          node === folder
            ? part
            : Math.max(0, Math.floor(children.findIndex((child) => way.has(child)) / PART_SIZE));
        const from = at * PART_SIZE;
        const around = (index: number): NavNode[] => {
          const child = children[index];
          return child === undefined
            ? []
            : [{ ...firstWithPage(child), title: `… ${child.title}`, isGroup: false, children: [] }];
        };
        return [...around(from - 1), ...children.slice(from, from + PART_SIZE), ...around(from + PART_SIZE)];
      }
    }
    return sidebar;
  };

  function link(node: NavNode, className?: string, title = node.title): string {
    const url = urlOf(node);
    if (url === undefined) return "";
    const badge = badgeOf(node);
    const mark =
      badge === undefined
        ? ""
        : ` <span class="badge badge-${escapeHtml(badge.kind)}">${escapeHtml(badge.text)}</span>`;
    const href = url.startsWith("/") ? base + url.slice(1) : url;
    return (
      `<li><a${className === undefined ? "" : ` class="${className}"`} ` +
      `href="${escapeHtml(href)}">${escapeHtml(title)}${mark}</a></li>`
    );
  }
}

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/** The first entry of a group that has a URL. */
function firstWithPage(node: NavNode): NavNode {
  if (urlOf(node) !== undefined) return node;
  for (const child of node.children) {
    const found = firstWithPage(child);
    if (urlOf(found) !== undefined) return found;
  }
  return node;
}

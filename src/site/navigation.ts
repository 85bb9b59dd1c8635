/** The sidebar, from the folders. */

import type { NavItem, PageNav, PageRef, SitePage } from "../model.js";

interface Node {
  readonly name: string;
  page?: SitePage;
  readonly folders: Map<string, Node>;
  readonly pages: Node[];
  /** Folders and pages in reading order. */
  sorted: readonly Node[];
}

/** Digits by their value, letters by the rules of English wherever the site is built. */
const collator = new Intl.Collator("en", { numeric: true });

export interface Navigation {
  navFor(page: SitePage): PageNav;
  /** What decides about a page's sidebar, folder by folder on the way to it: equal texts, equal sidebar, but for the mark at the page. */
  sidebarTexts(page: SitePage): readonly string[];
}

/**
 * The navigation of a site. A page's slice is the way from the root down to it, with the neighbours on the way: its
 * size grows with the folders on that way, not with the site.
 */
export function createNavigation(pages: readonly SitePage[]): Navigation {
  const root = newNode("");
  for (const page of pages) if (isShown(page)) insert(root, page);
  sort(root);
  const order = new Map<SitePage, { readonly list: readonly SitePage[]; readonly index: number }>();
  // A folder at the top is a section; the pages beside the folders are one together.
  const loose = root.sorted.filter((node) => !root.folders.has(node.name)).flatMap(readingOrder);
  for (const list of [loose, ...[...root.folders.values()].map(readingOrder)]) {
    list.forEach((page, index) => order.set(page, { list, index }));
  }
  const texts = new Map<Node, string>();
  const textOf = (node: Node): string => {
    let text = texts.get(node);
    if (text === undefined) texts.set(node, (text = JSON.stringify(node.sorted.map((child) => [child.name, titleOf(child), urlOf(child.page), child.folders.size + child.pages.length === 0]))));
    return text;
  };
  const sidebarTexts = (page: SitePage): string[] => {
    const list = [textOf(root)];
    let node: Node | undefined = root;
    for (const part of page.page.source.split("/").slice(1, -1)) {
      node = node?.folders.get(part);
      list.push(part, node === undefined ? "" : textOf(node));
    }
    return list;
  };
  const navFor = (page: SitePage): PageNav => {
    const way = page.page.source.split("/").slice(1, -1);
    const place = order.get(page);
    const previous = place?.list[place.index - 1];
    const next = place?.list[place.index + 1];
    return {
      // Made when it is asked for: a build that only compares fingerprints needs few of them.
      get nav() {
        return slice(root, page, way);
      },
      breadcrumbs: breadcrumbs(root, page, way),
      ...(previous && { previous: refOf(previous) }),
      ...(next && { next: refOf(next) }),
    };
  };
  return { navFor, sidebarTexts };
}

function newNode(name: string): Node {
  return { name, folders: new Map(), pages: [], sorted: [] };
}

function isShown(page: SitePage): boolean {
  const { output, data } = page;
  // A feed that is written in Markdown is not a page to read.
  return output !== false && output.endsWith(".html") && output !== "404.html" && data["hidden"] !== true && data["nav"] !== false;
}

function insert(root: Node, page: SitePage): void {
  const parts = page.page.source.split("/").slice(1);
  const file = parts.pop() ?? "";
  let node = root;
  for (const part of parts) {
    let folder = node.folders.get(part);
    if (folder === undefined) node.folders.set(part, (folder = newNode(part)));
    node = folder;
  }
  if (file === "index.md") node.page = page;
  else node.pages.push({ ...newNode(file), page });
}

function sort(node: Node): void {
  for (const folder of node.folders.values()) sort(folder);
  const order = ({ page }: Node) => (typeof page?.data["order"] === "number" ? page.data["order"] : Infinity);
  node.sorted = [...node.folders.values(), ...node.pages].sort((a, b) => {
    const [first, second] = [order(a), order(b)];
    if (first !== second) return first - second;
    return collator.compare(titleOf(a), titleOf(b)) || (a.name < b.name ? -1 : 1);
  });
}

function titleOf(node: Node): string {
  const { page, name } = node;
  if (page === undefined) return titleFromName(name);
  const title = page.data["navTitle"] ?? page.data["title"];
  return typeof title === "string" ? title : titleFromName(name);
}

/** `customer-support` → `Customer support`. */
export function titleFromName(name: string): string {
  const words = name.replace(/\.[^.]*$/, "").replace(/^\d{4}-\d{2}-\d{2}-/, "").replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function urlOf(page: SitePage | undefined): string | undefined {
  return page === undefined || page.url === false ? undefined : page.url;
}

function refOf(page: SitePage): PageRef {
  return { title: titleOf({ ...newNode(page.page.source.slice(page.page.source.lastIndexOf("/") + 1)), page }), url: urlOf(page) ?? "" };
}

function slice(node: Node, current: SitePage, way: readonly string[]): NavItem[] {
  return node.sorted.map((child): NavItem => {
    const url = urlOf(child.page);
    const isCurrent = child.page === current;
    if (child.folders.size === 0 && child.pages.length === 0 && url !== undefined) return { kind: "link", title: titleOf(child), url, current: isCurrent };
    const open = way[0] === child.name;
    return { kind: "group", title: titleOf(child), ...(url !== undefined && { url }), current: isCurrent, open, items: open ? slice(child, current, way.slice(1)) : [] };
  });
}

/** The pages above this one, from the top; folders without a page of their own are left out. */
function breadcrumbs(root: Node, current: SitePage, way: readonly string[]): PageRef[] {
  const refs: PageRef[] = [];
  let node: Node | undefined = root;
  for (const part of ["", ...way]) {
    if (part !== "") node = node?.folders.get(part);
    const url = urlOf(node?.page);
    if (node !== undefined && url !== undefined && node.page !== current) refs.push({ title: titleOf(node), url });
  }
  return refs;
}

function readingOrder(node: Node): SitePage[] {
  const list: SitePage[] = node.page === undefined ? [] : [node.page];
  for (const child of node.sorted) list.push(...readingOrder(child));
  return list;
}

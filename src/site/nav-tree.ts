/** The tree behind the sidebar: folders and pages in reading order. */

import type { NavEntry } from "../config.js";
import type { Badge, SitePage } from "../model.js";

/** A page, a folder (perhaps with a page of its own), or an entry of the configuration. */
export interface NavNode {
  /** Name of the file or folder; unique among its neighbours. */
  readonly name: string;
  readonly parent?: NavNode;
  title: string;
  /** What the page's `order` says; Infinity where it says nothing. */
  order: number;
  page?: SitePage;
  /** An address outside of the site's pages. */
  readonly link?: string;
  readonly folders: Map<string, NavNode>;
  /** In reading order. */
  children: NavNode[];
}

/** Digits by their value, letters by the rules of English wherever the site is built. */
const collator = new Intl.Collator("en", { numeric: true });

/** The tree of some pages, from their folders below `content/` and `folder`. */
export function treeOf(pages: readonly SitePage[], folder: string, explicit: Readonly<Record<string, readonly NavEntry[]>>): NavNode {
  const root = newNode("", undefined);
  for (const page of pages) insert(root, page, page.page.source.slice(`content/${folder}`.length));
  const bySource = new Map(pages.map((page) => [page.page.source, page]));
  for (const [name, entries] of Object.entries(explicit)) {
    const section = name === "" ? root : root.folders.get(name);
    if (section !== undefined) arrange(section, entries, (path) => bySource.get(`content/${folder}${path.replace(/\.md$/, "")}.md`) ?? bySource.get(`content/${folder}${path.replace(/\/$/, "")}/index.md`));
  }
  sort(root, new Set(Object.keys(explicit).map((name) => (name === "" ? root : root.folders.get(name)))));
  return root;
}

/** Leaves share it: most nodes are leaves. */
const NO_FOLDERS: Map<string, NavNode> = new Map();

function newNode(name: string, parent: NavNode | undefined): NavNode {
  return { ...newLeaf(name, parent), title: titleFromName(name), folders: new Map() };
}

/** A node whose title is still to be given. */
function newLeaf(name: string, parent: NavNode | undefined): NavNode {
  return parent === undefined ? { name, title: "", order: Infinity, folders: NO_FOLDERS, children: [] } : { name, parent, title: "", order: Infinity, folders: NO_FOLDERS, children: [] };
}

function insert(root: NavNode, page: SitePage, path: string): void {
  const parts = path.split("/");
  const file = parts.pop() ?? "";
  let node = root;
  for (const part of parts) {
    let folder = node.folders.get(part);
    if (folder === undefined) {
      node.folders.set(part, (folder = newNode(part, node)));
      node.children.push(folder);
    }
    node = folder;
  }
  if (file !== "index.md") node.children.push(give(newLeaf(file, node), page));
  else give(node, page);
}

function give(node: NavNode, page: SitePage): NavNode {
  const title = page.data["navTitle"] ?? page.data["title"];
  node.page = page;
  if (typeof title === "string") node.title = title;
  else if (node.title === "") node.title = titleFromName(node.name);
  if (typeof page.data["order"] === "number") node.order = page.data["order"];
  return node;
}

/** Puts what the configuration says in the place of what the folders say. */
function arrange(section: NavNode, entries: readonly NavEntry[], find: (path: string) => SitePage | undefined): void {
  section.children = entries.flatMap((entry, index): NavNode[] => {
    if (typeof entry === "string") {
      const page = find(entry);
      return page === undefined ? [] : [give(newNode(entry, section), page)];
    }
    if ("link" in entry) return [{ ...newNode(`${index} ${entry.link}`, section), title: entry.title, link: entry.link }];
    const group = { ...newNode(`${index} ${entry.title}`, section), title: entry.title };
    arrange(group, entry.items, find);
    return [group];
  });
}

function sort(node: NavNode, arranged: ReadonlySet<NavNode | undefined>): void {
  if (arranged.has(node)) return;
  for (const folder of node.folders.values()) sort(folder, arranged);
  if (node.children.length < 2) return;
  // Posts are read from the newest on; a date on another page says nothing about its place.
  const posted = ({ page }: NavNode) => (page?.data["layout"] === "post" ? page.date.getTime() : 0);
  node.children.sort((a, b) => {
    if (a.order !== b.order) return a.order - b.order;
    if (posted(a) !== posted(b)) return posted(b) - posted(a);
    return collator.compare(a.title, b.title) || (a.name < b.name ? -1 : 1);
  });
}

/** `customer-support` → `Customer support`. */
export function titleFromName(name: string): string {
  const words = name.replace(/\.[^.]*$/, "").replace(/^\d{4}-\d{2}-\d{2}-/, "").replace(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where an entry leads; undefined for a group without a page of its own. */
export function urlOf({ page, link }: NavNode): string | undefined {
  return link ?? (page === undefined || page.url === false ? undefined : page.url);
}

/** Whether an entry holds others. */
export function isGroup(node: NavNode): boolean {
  return node.children.length > 0;
}

/** The word beside an entry, from the page's `badge`. */
export function badgeOf({ page }: NavNode): Badge | undefined {
  const badge = page?.data["badge"] as string | Partial<Badge> | undefined;
  if (badge === undefined || badge === null) return undefined;
  if (typeof badge === "string") return { text: badge, kind: "note" };
  return typeof badge.text === "string" ? { text: badge.text, kind: badge.kind ?? "note" } : undefined;
}

/** The pages below an entry, itself first, in reading order. */
export function readingOrder(node: NavNode, list: SitePage[] = []): SitePage[] {
  if (node.page !== undefined) list.push(node.page);
  for (const child of node.children) readingOrder(child, list);
  return list;
}

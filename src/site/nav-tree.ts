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
  /** In reading order, into which they are put when they are first asked for. */
  readonly children: readonly NavNode[];
}

/** Digits by their value, letters by the rules of English wherever the site is built. */
const collator = new Intl.Collator("en", { numeric: true });

/** The tree of some pages, from their folders below `content/` and `folder`. */
export function treeOf(pages: readonly SitePage[], folder: string, explicit: Readonly<Record<string, readonly NavEntry[]>>): NavNode {
  const root = newFolder("", undefined);
  for (const page of pages) insert(root, page, page.page.source.slice(`content/${folder}`.length));
  const names = Object.keys(explicit);
  if (names.length === 0) return root;
  const bySource = new Map(pages.map((page) => [page.page.source, page]));
  for (const name of names) {
    const section = name === "" ? root : (root.folders.get(name) as TreeNode | undefined);
    section?.arrange(explicit[name] ?? [], (path) => bySource.get(`content/${folder}${path.replace(/\.md$/, "")}.md`) ?? bySource.get(`content/${folder}${path.replace(/\/$/, "")}/index.md`));
  }
  return root;
}

/** Leaves share them: most nodes are leaves. */
const NO_FOLDERS: Map<string, NavNode> = new Map();
const NO_CHILDREN: readonly NavNode[] = [];

class TreeNode implements NavNode {
  title = "";
  order = Infinity;
  page?: SitePage;
  link?: string;
  private list = NO_CHILDREN as NavNode[];
  private isInOrder = true;

  constructor(
    readonly name: string,
    readonly parent: NavNode | undefined,
    readonly folders: Map<string, NavNode>,
  ) {}

  get children(): readonly NavNode[] {
    if (!this.isInOrder) this.list.sort(inReadingOrder);
    this.isInOrder = true;
    return this.list;
  }

  add(child: NavNode): void {
    if (this.list.length === 0) this.list = [child];
    else this.isInOrder = this.list.push(child) === 0;
  }

  /** Puts what the configuration says in the place of what the folders say. */
  arrange(entries: readonly NavEntry[], find: (path: string) => SitePage | undefined): void {
    this.list = entries.flatMap((entry, index): NavNode[] => {
      if (typeof entry === "string") {
        const page = find(entry);
        return page === undefined ? [] : [give(newFolder(entry, this), page)];
      }
      if ("link" in entry) return [Object.assign(newFolder(`${index} ${entry.link}`, this), { title: entry.title, link: entry.link })];
      const group = Object.assign(newFolder(`${index} ${entry.title}`, this), { title: entry.title });
      group.arrange(entry.items, find);
      return [group];
    });
    this.isInOrder = true;
  }
}

function newFolder(name: string, parent: NavNode | undefined): TreeNode {
  return Object.assign(new TreeNode(name, parent, new Map()), { title: titleFromName(name) });
}

function insert(root: TreeNode, page: SitePage, path: string): void {
  const parts = path.split("/");
  const file = parts.pop() ?? "";
  let node = root;
  for (const part of parts) {
    let folder = node.folders.get(part) as TreeNode | undefined;
    if (folder === undefined) {
      node.folders.set(part, (folder = newFolder(part, node)));
      node.add(folder);
    }
    node = folder;
  }
  if (file !== "index.md") node.add(give(new TreeNode(file, node, NO_FOLDERS), page));
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

/** Posts are read from the newest on; a date on another page says nothing about its place. */
function posted({ page }: NavNode): number {
  return page?.data["layout"] === "post" ? page.date.getTime() : 0;
}

function inReadingOrder(a: NavNode, b: NavNode): number {
  if (a.order !== b.order) return a.order - b.order;
  return posted(b) - posted(a) || collator.compare(a.title, b.title) || (a.name < b.name ? -1 : 1);
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

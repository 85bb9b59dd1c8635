/** The tree behind the sidebar: folders and pages in reading order. */

import { MARKDOWN_ENDINGS } from "../../utils/page-formats.js";
import type { NavEntry } from "../../config/options.js";
import { dayAtStart } from "../../content/frontmatter/calendar-date.js";
import type { SitePage } from "../../model/model.js";
import type { Badge } from "../../model/navigation.js";
import { once } from "../../utils/once.js";

/** A page, a folder with or without a page of its own, or an entry of the configuration. */
export interface NavNode {
  /** Name of the file or folder; unique among its neighbours. */
  readonly name: string;
  readonly parent?: NavNode;
  title: string;
  /** The page's `order`; Infinity if it has none. */
  order: number;
  page?: SitePage;
  /** The URL of an entry that is not a page. */
  readonly link?: string;
  readonly folders: ReadonlyMap<string, NavNode>;
  /** In reading order. */
  readonly children: readonly NavNode[];
  /** Whether it has children. */
  readonly isGroup: boolean;
}

/**
 * Numbers sort by value and letters by English rules, independent of the machine. Created on demand: it takes
 * 10 ms, and a build without changes compares no titles.
 */
const collator = once(() => new Intl.Collator("en", { numeric: true }));

/** The tree of some pages, by their folders below `content/` and `folder`. */
export function treeOf(
  pages: readonly SitePage[],
  folder: string,
  explicit: Readonly<Record<string, readonly NavEntry[]>>,
): NavNode {
  const root = newNode("", undefined, `content/${folder}`.length);
  for (const page of pages) root.take(page);
  const names = Object.keys(explicit);
  if (names.length === 0) return root;
  const bySource = new Map(
    pages.flatMap((page) =>
      [page.page.source, page.placedAs].map((path): [string, SitePage] => [path, page]),
    ),
  );
  for (const name of names) {
    const section = name === "" ? root : root.folderNamed(name);
    section?.arrange(explicit[name] ?? [], (path) =>
      sourcesOf(path)
        .map((source) => bySource.get(`content/${folder}${source}`))
        .find((page) => page !== undefined),
    );
  }
  return root;
}

/** The possible sources of a page in the configuration: `docs/start.md`, `docs/start` or `docs/more/`. */
export function sourcesOf(path: string): readonly string[] {
  const folder = path.replace(/\/$/, "");
  return MARKDOWN_ENDINGS.flatMap((ending) => [
    path.endsWith(ending) ? path : path + ending,
    `${folder}/index${ending}`,
  ]);
}

/** Shared by all leaves, which most nodes are. */
const NO_FOLDERS: Map<string, TreeNode> = new Map();
const NO_CHILDREN: TreeNode[] = [];
const NO_PAGES: SitePage[] = [];

/**
 * A node of the tree. A folder keeps its pages and creates the nodes of one level on demand, because few
 * sections of a large site are needed.
 */
class TreeNode implements NavNode {
  title = "";
  order = Infinity;
  page?: SitePage;
  link?: string;
  private inside = NO_PAGES;
  private named = NO_FOLDERS;
  private list = NO_CHILDREN;

  constructor(
    readonly name: string,
    readonly parent: NavNode | undefined,
    /** The length of the folder's path: names of its entries start there in the sources of its pages. */
    private readonly depth: number,
  ) {}

  take(page: SitePage): void {
    if (page.placedAs.endsWith("index.md") && page.placedAs.length === this.depth + "index.md".length)
      this.show(page);
    else if (this.inside === NO_PAGES) this.inside = [page];
    else this.inside.push(page);
  }

  get isGroup(): boolean {
    return this.inside.length > 0 || this.list.length > 0;
  }

  get folders(): ReadonlyMap<string, NavNode> {
    this.open();
    return this.named;
  }

  get children(): readonly NavNode[] {
    this.open();
    return this.list;
  }

  folderNamed(name: string): TreeNode | undefined {
    this.open();
    return this.named.get(name);
  }

  private open(): void {
    if (this.inside.length === 0) return;
    this.list = [];
    this.named = new Map();
    for (const page of this.inside) {
      const { source } = page.page;
      const end = source.indexOf("/", this.depth);
      if (end === -1) this.list.push(new TreeNode(source.slice(this.depth), this, 0).show(page));
      else this.folder(source.slice(this.depth, end)).take(page);
    }
    this.inside = NO_PAGES;
    this.list.sort(inReadingOrder);
  }

  private folder(name: string): TreeNode {
    let folder = this.named.get(name);
    if (folder === undefined) {
      this.named.set(name, (folder = newNode(name, this, this.depth + name.length + 1)));
      this.list.push(folder);
    }
    return folder;
  }

  /** Makes the node represent a page. */
  show(page: SitePage): this {
    const title = page.data["navTitle"] ?? page.data["title"];
    this.page = page;
    if (typeof title === "string") this.title = title;
    else if (this.title === "") this.title = titleFromName(this.name);
    if (typeof page.data["order"] === "number") this.order = page.data["order"];
    return this;
  }

  /** Replaces the children with the entries of the configuration. */
  arrange(entries: readonly NavEntry[], find: (path: string) => SitePage | undefined): void {
    this.open();
    this.list = entries.flatMap((entry, index): TreeNode[] => {
      if (typeof entry === "string") {
        const page = find(entry);
        return page === undefined ? [] : [newNode(entry, this, 0).show(page)];
      }
      if ("link" in entry)
        return [
          Object.assign(newNode(`${index} ${entry.link}`, this, 0), { title: entry.title, link: entry.link }),
        ];
      const group = Object.assign(newNode(`${index} ${entry.title}`, this, 0), { title: entry.title });
      group.arrange(entry.items, find);
      return [group];
    });
  }
}

function newNode(name: string, parent: NavNode | undefined, depth: number): TreeNode {
  return Object.assign(new TreeNode(name, parent, depth), { title: titleFromName(name) });
}

/**
 * The sort key of posts, which are read from newest to oldest. Dates of other pages do not affect their
 * place.
 */
function posted({ page }: NavNode): number {
  return page?.data["layout"] === "post" ? page.date.getTime() : 0;
}

function inReadingOrder(a: NavNode, b: NavNode): number {
  if (a.order !== b.order) return a.order - b.order;
  return posted(b) - posted(a) || collator().compare(a.title, b.title) || (a.name < b.name ? -1 : 1);
}

/** `customer-support` → `Customer support`. */
export function titleFromName(name: string): string {
  const stem = name.replace(/\.[^.]*$/, "");
  const day = dayAtStart(stem)?.written ?? "";
  const words = (day !== "" && stem.startsWith(`${day}-`) ? stem.slice(day.length + 1) || stem : stem)
    .replace(/[-_]+/g, " ")
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The URL of an entry; undefined for a group without a page of its own. */
export function urlOf({ page, link }: NavNode): string | undefined {
  return link ?? (page === undefined || page.url === false ? undefined : page.url);
}

/** The label next to an entry, from the page's `badge`. */
export function badgeOf({ page }: NavNode): Badge | undefined {
  const badge = page?.data["badge"] as string | Partial<Badge> | undefined;
  if (badge === undefined || badge === null) return undefined;
  if (typeof badge === "string") return { text: badge, kind: "note" };
  return typeof badge.text === "string"
    ? { text: badge.text, kind: typeof badge.kind === "string" ? badge.kind : "note" }
    : undefined;
}

/** The pages of an entry, itself first, in reading order. */
export function readingOrder(node: NavNode, list: SitePage[] = []): SitePage[] {
  if (node.page !== undefined) list.push(node.page);
  for (const child of node.children) readingOrder(child, list);
  return list;
}

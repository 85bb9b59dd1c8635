/** The navigation of one page: the path from the root to it, with the neighbours on each level. */

import type { SitePage } from "../../model/model.js";
import type { LanguageRef, NavItem, PageNav, PageRef, Section } from "../../model/navigation.js";
import { badgeOf, titleFromName, urlOf, type NavNode } from "./nav-tree.js";
import type { Sidebar } from "./sidebar.js";

export interface Place {
  readonly list: readonly SitePage[];
  readonly index: number;
}

/** One tree of the site: the whole site, or the pages of one language. */
export interface Tree {
  readonly root: NavNode;
  /** The site's title in the language of the tree. */
  readonly siteTitle: string;
  /** The nodes from the root to a node. */
  pathTo(node: NavNode): readonly NavNode[];
  sidebarAt(node: NavNode): Sidebar;
  tabsAt(node: NavNode, page: SitePage): readonly Section[];
  /** The language switch of a page. */
  languagesOf(page: SitePage): readonly LanguageRef[];
  /** The node of a page; undefined if the page is not shown. */
  nodeOf(page: SitePage): NavNode | undefined;
  /** The place of a page in the reading order. */
  placeOf(page: SitePage): Place | undefined;
}

/**
 * Each part is computed on demand, because a build that only compares fingerprints needs few. A class,
 * because every page has one.
 */
export class Slice implements PageNav {
  /** `node` is the page's place in the tree; for a hidden page, its folder. */
  constructor(
    private readonly tree: Tree,
    private readonly node: NavNode,
    private readonly page: SitePage,
  ) {}

  get nav(): readonly NavItem[] {
    return itemsOf(this.tree.root, this.page, new Set(this.tree.pathTo(this.node)));
  }

  get sidebar(): Sidebar {
    return this.tree.sidebarAt(this.node);
  }

  get tabs(): readonly Section[] {
    return this.tree.tabsAt(this.node, this.page);
  }

  get languages(): readonly LanguageRef[] {
    return this.tree.languagesOf(this.page);
  }

  get breadcrumbs(): readonly PageRef[] {
    return this.tree
      .pathTo(this.node)
      .flatMap((above) =>
        urlOf(above) === undefined || above.page === this.page
          ? []
          : [
              above === this.tree.root
                ? { title: this.tree.siteTitle, url: urlOf(above) ?? "" }
                : refOf(above, above.page),
            ],
      );
  }

  get previous(): PageRef | undefined {
    return this.neighbour(-1);
  }

  get next(): PageRef | undefined {
    return this.neighbour(1);
  }

  private neighbour(step: number): PageRef | undefined {
    const place = this.tree.placeOf(this.page);
    const page = place?.list[place.index + step];
    // Only posts are neighbours of a post. The list that contains them is above them.
    if (page !== undefined && isPost(this.page) && !isPost(page)) return undefined;
    return page && refOf(this.tree.nodeOf(page), page);
  }
}

function isPost({ data }: SitePage): boolean {
  return data["layout"] === "post" || data["layout"] === "post.njk";
}

function refOf(node: NavNode | undefined, page: SitePage | undefined): PageRef {
  const url = page === undefined || page.url === false ? "" : page.url;
  return { title: node?.title ?? titleFromName(page?.page.source.replace(/^.*\//, "") ?? ""), url };
}

function itemsOf(node: NavNode, current: SitePage, way: ReadonlySet<NavNode>): NavItem[] {
  return node.children.map((child): NavItem => {
    const url = urlOf(child);
    const badge = badgeOf(child);
    const common = { title: child.title, current: child.page === current, ...(badge && { badge }) };
    if (!child.isGroup && url !== undefined) return { kind: "link", url, ...common };
    const open = way.has(child);
    return {
      kind: "group",
      ...(url !== undefined && { url }),
      ...common,
      open,
      items: open ? itemsOf(child, current, way) : [],
    };
  });
}

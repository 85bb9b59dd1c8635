/** A page's slice of the navigation: the way from the root down to it, with the neighbours on the way. */

import type { SitePage } from "../../model/model.js";
import type { LanguageRef, NavItem, PageNav, PageRef, Section } from "../../model/navigation.js";
import { badgeOf, titleFromName, urlOf, type NavNode } from "./nav-tree.js";
import type { Sidebar } from "./sidebar.js";

export interface Place {
  readonly list: readonly SitePage[];
  readonly index: number;
}

/** One tree of the site: all of it, or what is in one language. */
export interface Tree {
  readonly root: NavNode;
  /** The site's name in the language of the tree. */
  readonly siteTitle: string;
  /** The nodes from the root down to this one. */
  wayTo(node: NavNode): readonly NavNode[];
  sidebarAt(node: NavNode): Sidebar;
  tabsAt(node: NavNode, page: SitePage): readonly Section[];
  /** Where the language switch of a page leads. */
  languagesOf(page: SitePage): readonly LanguageRef[];
  /** What stands for a page; undefined where it is not shown. */
  nodeOf(page: SitePage): NavNode | undefined;
  /** Where a page is in the list that its readers go through. */
  placeOf(page: SitePage): Place | undefined;
}

/** Each part is made when it is asked for: a build that only compares fingerprints needs few. A class, as every page has one. */
export class Slice implements PageNav {
  /** `node`: where the page is in the tree; for a hidden one, its folder. */
  constructor(
    private readonly tree: Tree,
    private readonly node: NavNode,
    private readonly page: SitePage,
  ) {}

  get nav(): readonly NavItem[] {
    return itemsOf(this.tree.root, this.page, new Set(this.tree.wayTo(this.node)));
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
      .wayTo(this.node)
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
    // The neighbours of a post are posts: the list that they are in is above them.
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

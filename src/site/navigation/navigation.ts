/** The navigation of each page: sidebar, sections, breadcrumbs, previous and next. */

import type { NavEntry } from "../../config/options.js";
import type { SitePage } from "../../model/model.js";
import type { LanguageRef, NavParts, PageNav, Section } from "../../model/navigation.js";
import { Slice, type Place, type Tree } from "./nav-slice.js";
import { badgeOf, readingOrder, treeOf, urlOf, type NavNode } from "./nav-tree.js";
import { createSidebars, type Sidebar } from "./sidebar.js";

export interface Navigation {
  navFor(page: SitePage): PageNav;
  /**
   * The texts that decide a page's `nav`, by folder on the path to it. Equal texts mean an equal tree, except
   * the mark of the current page. All pages with the same sidebar share one list.
   */
  navTexts(page: SitePage): readonly string[];
  /** The sections, if each has a sidebar from its folder. */
  readonly navParts: NavParts | undefined;
}

export interface NavigationInput {
  readonly pages: readonly SitePage[];
  readonly base: string;
  /**
   * The entries of a section's sidebar instead of its folders, by the section's folder; `""` for the pages
   * outside of folders.
   */
  readonly sidebar: Readonly<Record<string, readonly NavEntry[]>>;
  /** Whether each top-level folder is a section with a sidebar of its own. */
  readonly tabs: boolean;
  /** The site's title in the language of a folder of `roots`. */
  siteTitleIn(root: string): string;
  /** The title of a folder's own page within the folder, in the language of a folder of `roots`. */
  overviewIn(root: string): string;
  /** The language switch of a page. */
  languagesOf(page: SitePage): readonly LanguageRef[];
  /** Folders of `content/` with the site in one language: `de/`; `""` if there is none. */
  readonly roots: readonly string[];
}

/**
 * A page's slice is the way from the root down to it, with the neighbours on the way: its size grows with the
 * folders on that way, not with the site.
 */
export function createNavigation(input: NavigationInput): Navigation {
  const { sidebar, tabs, roots } = input;
  const trees = new Trees(input);
  return {
    navParts:
      tabs && Object.keys(sidebar).length === 0 && roots.length === 0
        ? {
            partOf: (source) => sectionName(source, trees.at("").root),
            common: () => trees.commonText(trees.at("").root),
          }
        : undefined,
    navTexts: (page) => trees.navTexts(page),
    navFor(page) {
      const tree = trees.for(page);
      return new Slice(tree, trees.nodeOf(page, tree), page);
    },
  };
}

/** One tree for each language, made when a page of it is asked for. */
class Trees {
  private readonly shown: readonly SitePage[];
  private readonly trees = new Map<string, Tree>();
  private readonly ways = new Map<NavNode, readonly NavNode[]>();
  private readonly texts = new Map<NavNode, string>();
  /** Cached texts. All pages with the same sidebar have the same path to it. */
  private readonly textsBySidebar = new Map<Sidebar, readonly string[]>();
  private readonly sections = new Map<NavNode, readonly Section[]>();

  constructor(private readonly input: NavigationInput) {
    this.shown = input.pages.filter(isShown);
  }

  for(page: SitePage): Tree {
    return this.at(this.rootOf(page));
  }

  at(root: string): Tree {
    const tree = this.trees.get(root) ?? this.newTree(root);
    this.trees.set(root, tree);
    return tree;
  }

  /** The page's place in the tree; for a hidden page, its folder. */
  nodeOf(page: SitePage, tree: Tree): NavNode {
    const shown = tree.nodeOf(page);
    if (shown !== undefined) return shown;
    const below = page.page.source.slice(`content/${this.rootOf(page)}`.length);
    let node = tree.root;
    for (const part of below.split("/").slice(0, -1)) node = node.folders.get(part) ?? node;
    return node;
  }

  navTexts(page: SitePage): readonly string[] {
    const tree = this.for(page);
    const node = this.nodeOf(page, tree);
    const sidebar = tree.sidebarAt(node);
    let list = this.textsBySidebar.get(sidebar);
    if (list === undefined) {
      const groups = this.pathTo(node).filter((above) => above.isGroup);
      list = [...groups.flatMap((above) => [above.name, this.textOf(above)]), sidebar.html];
      this.textsBySidebar.set(sidebar, list);
    }
    return list;
  }

  /** The part of a tree that all pages see. */
  commonText(root: NavNode): string {
    return JSON.stringify([root.title, urlOf(root), this.textOf(root)]);
  }

  private rootOf(page: SitePage): string {
    return (
      this.input.roots.find((root) => root !== "" && page.page.source.startsWith(`content/${root}`)) ?? ""
    );
  }

  private newTree(folder: string): Tree {
    const { base, sidebar, tabs, overviewIn, siteTitleIn, languagesOf } = this.input;
    const pages = this.shown.filter((page) => this.rootOf(page) === folder);
    const top = treeOf(pages, folder, sidebar);
    const start = `content/${folder}`.length;
    const topOf = ({ page: { source } }: SitePage): NavNode => {
      const end = source.indexOf("/", start);
      return (end === -1 ? undefined : top.folders.get(source.slice(start, end))) ?? top;
    };
    const sidebarOf = createSidebars(base, overviewIn(folder));
    const sectionOf = (node: NavNode): NavNode => (tabs ? this.sectionOf(node, top) : top);
    return {
      ...makeTree(top, topOf, tabs, Object.keys(sidebar).length > 0),
      siteTitle: siteTitleIn(folder),
      pathTo: (node) => this.pathTo(node),
      sidebarAt: (node) => sidebarOf(sectionOf(node), node),
      tabsAt: (node, page) => (tabs ? this.sectionsAt(top, sectionOf(node), page) : []),
      languagesOf,
    };
  }

  /** The folder at the top that holds a node. */
  private sectionOf(node: NavNode, top: NavNode): NavNode {
    return this.pathTo(node).find((above) => above.parent === top && top.folders.has(above.name)) ?? top;
  }

  /** From the root down to a node. */
  private pathTo(node: NavNode): readonly NavNode[] {
    let way = this.ways.get(node);
    if (way === undefined) {
      way = node.parent === undefined ? [node] : [...this.pathTo(node.parent), node];
      this.ways.set(node, way);
    }
    return way;
  }

  /** The children of a node, as text. */
  private textOf(node: NavNode): string {
    let text = this.texts.get(node);
    if (text === undefined) {
      text = JSON.stringify(
        node.children.map((child) => [child.name, child.title, urlOf(child), badgeOf(child), child.isGroup]),
      );
      this.texts.set(node, text);
    }
    return text;
  }

  /** One list for all pages of a section except its own. */
  private sectionsAt(root: NavNode, section: NavNode, page: SitePage): readonly Section[] {
    if (section.page === page) return sectionsOf(root, section, page);
    const list = this.sections.get(section) ?? sectionsOf(root, section, page);
    this.sections.set(section, list);
    return list;
  }
}

/**
 * Nodes and places are computed for a section when a page of it needs them, because the dev server needs few.
 */
function makeTree(
  root: NavNode,
  topOf: (page: SitePage) => NavNode,
  tabs: boolean,
  isArranged: boolean,
): Pick<Tree, "root" | "nodeOf" | "placeOf"> {
  const nodes = new Map<SitePage, NavNode>();
  const places = new Map<SitePage, Place>();
  const visit = (node: NavNode): void => {
    if (node.page !== undefined && !nodes.has(node.page)) nodes.set(node.page, node);
    node.children.forEach(visit);
  };
  const isFolder = (node: NavNode) => root.folders.get(node.name) === node;
  const number = (list: readonly SitePage[]): void =>
    list.forEach((page, index) => places.set(page, { list, index }));
  /** The pages outside of folders form one list. */
  const loose = (): readonly SitePage[] =>
    root.children.filter((node) => !isFolder(node)).flatMap((node) => readingOrder(node));
  const opened = new Set<NavNode>();
  const open = (page: SitePage): void => {
    // A configured section may show pages of any other section.
    const section = tabs && !isArranged ? topOf(page) : root;
    if (opened.has(section)) return;
    opened.add(section);
    if (section !== root) {
      visit(section);
      number(readingOrder(section));
    } else if (!tabs || isArranged) {
      visit(root);
      for (const list of tabs
        ? [loose(), ...[...root.folders.values()].map((node) => readingOrder(node))]
        : [readingOrder(root)])
        number(list);
    } else {
      if (root.page !== undefined) nodes.set(root.page, root);
      root.children.filter((node) => !isFolder(node)).forEach(visit);
      number(loose());
    }
  };
  return {
    root,
    nodeOf(page) {
      if (!nodes.has(page)) open(page);
      return nodes.get(page);
    },
    placeOf(page) {
      if (!places.has(page)) open(page);
      return places.get(page);
    },
  };
}

/** The folder of a page's section. Empty for pages outside of folders, and if the folder has no node. */
function sectionName(source: string, root: NavNode): string {
  const name = /^content\/([^/]+)\//.exec(source)?.[1] ?? "";
  return root.folders.has(name) ? name : "";
}

/** Whether the navigation may show the page. */
export function isShown(page: SitePage): boolean {
  const { output, data } = page;
  // A feed written in Markdown is not a page to read.
  return (
    output !== false &&
    output.endsWith(".html") &&
    output !== "404.html" &&
    data["hidden"] !== true &&
    data["nav"] !== false
  );
}

/** The sections with a page of their own. */
function sectionsOf(root: NavNode, current: NavNode, page: SitePage): Section[] {
  return root.children.flatMap((child): Section[] => {
    const url = urlOf(child);
    return url === undefined || !root.folders.has(child.name)
      ? []
      : [{ title: child.title, url, open: child === current, current: child.page === page }];
  });
}

/** The navigation of each page: its sidebar, its section, what stands above, before and after it. */

import type { NavEntry } from "../../config/options.js";
import type { SitePage } from "../../model/model.js";
import type { LanguageRef, NavParts, PageNav, Section } from "../../model/navigation.js";
import { Slice, type Place, type Tree } from "./nav-slice.js";
import { badgeOf, readingOrder, treeOf, urlOf, type NavNode } from "./nav-tree.js";
import { createSidebars, type Sidebar } from "./sidebar.js";

export interface Navigation {
  navFor(page: SitePage): PageNav;
  /** What decides about a page's `nav`, folder by folder on the way to it: equal texts, equal tree, but for the mark at the page. One list for all pages with the same sidebar. */
  navTexts(page: SitePage): readonly string[];
  /** The sections, where each has a sidebar of its own, made of its folder. */
  readonly navParts: NavParts | undefined;
}

export interface NavigationInput {
  readonly pages: readonly SitePage[];
  readonly base: string;
  /** What stands in the sidebar of a section instead of its folders, by the section's folder; `""` for the pages beside the folders. */
  readonly sidebar: Readonly<Record<string, readonly NavEntry[]>>;
  /** Whether each folder at the top is a section with a sidebar of its own. */
  readonly tabs: boolean;
  /** The site's name in the language of a folder of `roots`. */
  siteTitleIn(root: string): string;
  /** What the page of a folder is called among those in it, in the language of a folder of `roots`. */
  overviewIn(root: string): string;
  /** Where the language switch of a page leads. */
  languagesOf(page: SitePage): readonly LanguageRef[];
  /** Folders of `content/` that each hold the site in one language: `de/`; `""` where there is none. */
  readonly roots: readonly string[];
}

/** A page's slice is the way from the root down to it, with the neighbours on the way: its size grows with the folders on that way, not with the site. */
export function createNavigation({
  pages,
  base,
  sidebar,
  tabs,
  roots,
  overviewIn,
  siteTitleIn,
  languagesOf,
}: NavigationInput): Navigation {
  const rootOf = (page: SitePage) =>
    roots.find((root) => root !== "" && page.page.source.startsWith(`content/${root}`)) ?? "";
  const shown = pages.filter(isShown);
  const trees = new Map<string, Tree>();
  const treeFor = (page: SitePage): Tree => treeAt(rootOf(page));
  const treeAt = (root: string): Tree => {
    let tree = trees.get(root);
    if (tree === undefined) trees.set(root, (tree = newTree(root)));
    return tree;
  };
  const newTree = (folder: string): Tree => {
    const top = treeOf(
      shown.filter((page) => rootOf(page) === folder),
      folder,
      sidebar,
    );
    const start = `content/${folder}`.length;
    const topOf = ({ page: { source } }: SitePage): NavNode => {
      const end = source.indexOf("/", start);
      return (end === -1 ? undefined : top.folders.get(source.slice(start, end))) ?? top;
    };
    const sidebarOf = createSidebars(base, overviewIn(folder));
    const sectionOf = (node: NavNode): NavNode =>
      tabs ? (wayTo(node).find((above) => above.parent === top && top.folders.has(above.name)) ?? top) : top;
    return {
      ...makeTree(top, topOf, tabs, Object.keys(sidebar).length > 0),
      siteTitle: siteTitleIn(folder),
      wayTo,
      sidebarAt: (node) => sidebarOf(sectionOf(node), node),
      tabsAt: (node, page) => (tabs ? sectionsAt(top, sectionOf(node), page) : []),
      languagesOf,
    };
  };
  const texts = new Map<NavNode, string>();
  const textOf = (node: NavNode): string => {
    let text = texts.get(node);
    if (text === undefined)
      texts.set(
        node,
        (text = JSON.stringify(
          node.children.map((child) => [
            child.name,
            child.title,
            urlOf(child),
            badgeOf(child),
            child.isGroup,
          ]),
        )),
      );
    return text;
  };

  /** All pages with the same sidebar have the same way to it. */
  const told = new Map<Sidebar, readonly string[]>();
  const commonText = (root: NavNode): string => JSON.stringify([root.title, urlOf(root), textOf(root)]);

  /** Where a page is in the tree; for a hidden one, its folder. */
  const nodeOf = (page: SitePage, tree: Tree): NavNode => {
    const shown = tree.nodeOf(page);
    if (shown !== undefined) return shown;
    let node = tree.root;
    for (const part of page.page.source
      .slice(`content/${rootOf(page)}`.length)
      .split("/")
      .slice(0, -1))
      node = node.folders.get(part) ?? node;
    return node;
  };
  const ways = new Map<NavNode, readonly NavNode[]>();
  const wayTo = (node: NavNode): readonly NavNode[] => {
    let way = ways.get(node);
    if (way === undefined)
      ways.set(node, (way = node.parent === undefined ? [node] : [...wayTo(node.parent), node]));
    return way;
  };
  const known = new Map<NavNode, readonly Section[]>();
  /** One list for all pages of a section but its own. */
  const sectionsAt = (root: NavNode, section: NavNode, page: SitePage): readonly Section[] => {
    if (section.page === page) return sectionsOf(root, section, page);
    let list = known.get(section);
    if (list === undefined) known.set(section, (list = sectionsOf(root, section, page)));
    return list;
  };
  return {
    navParts:
      tabs && Object.keys(sidebar).length === 0 && roots.length === 0
        ? {
            partOf: (source) => sectionName(source, treeAt("").root),
            common: () => commonText(treeAt("").root),
          }
        : undefined,
    navTexts(page) {
      const tree = treeFor(page);
      const node = nodeOf(page, tree);
      const sidebar = tree.sidebarAt(node);
      let list = told.get(sidebar);
      if (list === undefined)
        told.set(
          sidebar,
          (list = [
            ...wayTo(node)
              .filter((above) => above.isGroup)
              .flatMap((above) => [above.name, textOf(above)]),
            sidebar.html,
          ]),
        );
      return list;
    },
    navFor(page) {
      const tree = treeFor(page);
      return new Slice(tree, nodeOf(page, tree), page);
    },
  };
}

/** Nodes and places are found for one section after the other, as pages of it ask: in a site that is being written, few do. */
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
  /** The pages beside the folders are one list together. */
  const loose = (): readonly SitePage[] =>
    root.children.filter((node) => !isFolder(node)).flatMap((node) => readingOrder(node));
  const opened = new Set<NavNode>();
  const open = (page: SitePage): void => {
    // An arranged section may show pages of any other.
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

/** The folder of a page's section; empty for pages beside the folders, and where a folder shows none. */
function sectionName(source: string, root: NavNode): string {
  const name = /^content\/([^/]+)\//.exec(source)?.[1] ?? "";
  return root.folders.has(name) ? name : "";
}

function isShown(page: SitePage): boolean {
  const { output, data } = page;
  // A feed that is written in Markdown is not a page to read.
  return (
    output !== false &&
    output.endsWith(".html") &&
    output !== "404.html" &&
    data["hidden"] !== true &&
    data["nav"] !== false
  );
}

/** The sections that have a page of their own. */
function sectionsOf(root: NavNode, current: NavNode, page: SitePage): Section[] {
  return root.children.flatMap((child): Section[] => {
    const url = urlOf(child);
    return url === undefined || !root.folders.has(child.name)
      ? []
      : [{ title: child.title, url, open: child === current, current: child.page === page }];
  });
}

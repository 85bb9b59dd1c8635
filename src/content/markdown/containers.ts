/**
 * `::: name Title` … `:::`. Alerts and `details` are boxes. `tabs`, `code-group`, `steps`, `cards`, `files`
 * and `figure` arrange their content. Any other name is a class. A container around others needs more colons.
 */

import type { StateCore, Token } from "markdown-it";
import { readFence } from "./code-fence.js";
import { readContainer as read } from "./container-info.js";
import { textOf } from "./plain-text.js";

const TYPE = "container_handbill";
const TITLE = "container_title";

/** Containers with a default title. */
const TITLED = new Set(["note", "tip", "info", "important", "warning", "caution", "danger"]);

/** Names with a meaning of their own, other than a class. */
export const KNOWN_CONTAINERS: ReadonlySet<string> = new Set([
  ...TITLED,
  "details",
  "tabs",
  "tab",
  "code-group",
  "steps",
  "cards",
  "files",
  "figure",
]);

/** State that the renderer passes to its rules; one object for each page. */
export interface ContainerEnv {
  /** The number of tab groups on the page so far. */
  tabs?: number;
}

/** The element for the title of a container; undefined if its title is not shown. */
function titleElement(kind: string): { readonly tag: string; readonly class?: string } | undefined {
  switch (kind) {
    case "files":
    case "steps":
    case "cards":
    case "tabs":
    case "code-group":
      return undefined;
    case "details":
      return { tag: "summary" };
    case "figure":
      return { tag: "figcaption" };
    case "tab":
      return { tag: "p", class: "panel-title" };
    default:
      return { tag: "p", class: "container-title" };
  }
}

/** The title of a container without one. */
function defaultTitle(kind: string): string | undefined {
  if (kind === "details") return "Details";
  if (kind === "tab") return "";
  return TITLED.has(kind) ? kind.charAt(0).toUpperCase() + kind.slice(1) : undefined;
}

/**
 * Inserts the titles of containers as inline tokens. They are then processed like other text: links are
 * checked, and raw HTML is sanitized.
 */
export function addTitles(state: StateCore): void {
  const { tokens, Token: Made } = state;
  if (!tokens.some(({ type }) => type === `${TYPE}_open`)) return;
  const out: Token[] = [];
  const containers: Token[] = [];
  const addTitle = (container: Token): void => {
    const { kind, title = defaultTitle(kind) } = read(container);
    const element = titleElement(kind);
    if (element === undefined || title === undefined || (title === "" && kind !== "tab")) return;
    const [open, text, close] = [
      new Made(`${TITLE}_open`, element.tag, 1),
      new Made("inline", "", 0),
      new Made(`${TITLE}_close`, element.tag, -1),
    ];
    if (element.class !== undefined) open.attrSet("class", element.class);
    const line = container.map?.[0] ?? 0;
    Object.assign(text, {
      content: title,
      children: [],
      map: [line, line + 1] satisfies [number, number],
      level: container.level + 2,
    });
    for (const token of [open, close]) Object.assign(token, { block: true, level: container.level + 1 });
    out.push(open, text, close);
  };
  for (const token of tokens) {
    const isOpen = token.type === `${TYPE}_open`;
    const closed = token.type === `${TYPE}_close` ? containers.pop() : undefined;
    if (closed !== undefined && read(closed).kind === "figure") addTitle(closed);
    out.push(token);
    if (!isOpen) continue;
    containers.push(token);
    if (read(token).kind !== "figure") addTitle(token);
  }
  state.tokens = out;
}

/** Renders the start of the container at `index`. `renderText` renders an inline token. */
export function openContainer(
  tokens: readonly Token[],
  index: number,
  env: ContainerEnv,
  renderText: (text: Token) => string,
  escape: (text: string) => string,
): string {
  const { kind, isOpen } = read(tokens[index]);
  switch (kind) {
    case "details":
      return isOpen === true ? "<details open>\n" : "<details>\n";
    case "files":
      markFolders(tokens, index);
      return `<div class="${kind}">\n`;
    case "steps":
    case "cards":
      return `<div class="${kind}">\n`;
    case "figure":
      return "<figure>\n";
    case "tabs":
    case "code-group":
      markTabs(labelsIn(tokens, index, kind, renderText, escape), env, escape);
      return '<div class="tabs">\n';
    case "tab":
      return `${choiceOf(tokens[index]) ?? ""}<div class="panel">\n`;
    default:
      return `<div class="container container-${kind}">\n`;
  }
}

/** Renders the end of the container that the token at `index` closes. */
export function closeContainer(tokens: readonly Token[], index: number): string {
  const { kind } = read(openingOf(tokens, index));
  return kind === "details" || kind === "figure" ? `</${kind}>\n` : "</div>\n";
}

/** The closest opening token before `index` at the same level. */
function openingOf(tokens: readonly Token[], index: number): Token | undefined {
  const level = tokens[index]?.level;
  for (let open = index - 1; open >= 0; open -= 1) {
    const token = tokens[open];
    if (token?.type === `${TYPE}_open` && token.level === level) return token;
  }
  return undefined;
}

/** In a file tree, a name that ends with a slash is a folder, also if it shows no content. */
function markFolders(tokens: readonly Token[], index: number): void {
  const level = tokens[index]?.level ?? 0;
  for (let at = index + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.type === `${TYPE}_close` && token.level === level) return;
    if (
      token?.type === "list_item_open" &&
      /^[*_`]*(?:[^\s*_`][^\s*`]*)?\/[*_`]*(?:\s|$)/.test(tokens[at + 2]?.content ?? "")
    )
      token.attrJoin("class", "folder");
  }
}

/** A tab: the token that opens it, its title as written, and its title as HTML. */
interface Label {
  readonly token: Token;
  readonly written: string;
  readonly html: string;
}

/** The tabs of a group with their titles. */
function labelsIn(
  tokens: readonly Token[],
  index: number,
  kind: string,
  renderText: (text: Token) => string,
  escape: (text: string) => string,
): Label[] {
  return tabsIn(tokens, index, kind).map(({ token, title }, at) => {
    // A tab without a title shows its number, so that readers can select it.
    if (hasNoText(title)) return { token, written: `${at + 1}`, html: `${at + 1}` };
    return typeof title === "string"
      ? { token, written: title, html: escape(title) }
      : { token, written: title.content, html: renderText(title) };
  });
}

/** The tabs without a title in these tokens: containers in `tabs`, and code blocks in code groups. */
export function untitledTabs(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token, index) => {
    const kind = token.type === `${TYPE}_open` ? read(token).kind : "";
    if (kind !== "tabs" && kind !== "code-group") return [];
    return tabsIn(tokens, index, kind)
      .filter(({ title }) => hasNoText(title))
      .map((tab) => tab.token);
  });
}

/**
 * The tabs of the group that `index` opens, with their titles: Markdown, or the plain text of a code block.
 */
function tabsIn(
  tokens: readonly Token[],
  index: number,
  kind: string,
): { readonly token: Token; readonly title: Token | string }[] {
  const level = tokens[index]?.level ?? 0;
  const tabs: { token: Token; title: Token | string }[] = [];
  for (let at = index + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || (token.type === `${TYPE}_close` && token.level === level)) break;
    if (token.level !== level + 1) continue;
    // The title follows the opening token of the tab: a token that opens it, and then its text.
    const title = tokens[at + 2];
    if (kind === "tabs" && token.type === `${TYPE}_open` && read(token).kind === "tab" && title !== undefined)
      tabs.push({ token, title });
    if (kind === "code-group" && token.type === "fence") tabs.push({ token, title: codeLabel(token) });
  }
  return tabs;
}

/** Whether screen readers have nothing to read. An image without alt text is not a title. */
function hasNoText(title: Token | string): boolean {
  return (typeof title === "string" ? title : textOf(title.children ?? [])).trim() === "";
}

function codeLabel({ info }: Token): string {
  const { options, name, language } = readFence(info);
  return options?.title ?? name ?? language;
}

/** Set on each tab by its group. Finding the group from the tab would need a walk over the page. */
interface TabMeta {
  readonly choice?: string;
}

/** The radio button and the label of a tab; undefined for other tokens. */
export function choiceOf(token: Token | undefined): string | undefined {
  return (token?.meta as TabMeta | null | undefined)?.choice;
}

/**
 * Tabs work without a script. Each is a radio button, a label and a panel, and the style sheet shows the
 * panel of the selected one.
 */
function markTabs(labels: readonly Label[], env: ContainerEnv, escape: (text: string) => string): void {
  env.tabs = (env.tabs ?? 0) + 1;
  const name = `tabs-${env.tabs}`;
  labels.forEach(({ token, written, html }, index) => {
    const id = `${name}-${index + 1}`;
    const choice =
      `<input type="radio" name="${name}" id="${id}" ` +
      `data-label="${escape(written)}"${index === 0 ? " checked" : ""}><label ` +
      `for="${id}">${html}</label>\n`;
    token.meta = { ...(token.meta as object | null), choice } satisfies TabMeta;
  });
}

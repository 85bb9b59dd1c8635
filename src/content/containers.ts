/**
 * `::: name Title` … `:::`. Alerts and `details` are boxes; `tabs`, `code-group`, `steps`, `cards`, `files` and
 * `figure` arrange what is in them; every other name is a class. A container that holds others has more colons.
 */

import type { Token } from "markdown-it";

const CONTAINER = /^\s*([a-z][\w-]*)(?:\s+(.*))?$/i;
const TYPE = "container_handbill";

/** Containers that have a title even where the author gives none. */
const TITLED = new Set(["note", "tip", "info", "important", "warning", "caution", "danger"]);

/** Whether the words after three colons open a container. */
export function isContainer(words: string): boolean {
  return CONTAINER.test(words);
}

/** What the renderer passes to its rules; one object for each page. */
export interface ContainerEnv {
  /** How many groups of tabs the page has so far. */
  tabs?: number;
}

interface Container {
  readonly kind: string;
  readonly title: string | undefined;
}

function read(token: Token | undefined): Container {
  const [, name = "", title] = CONTAINER.exec(token?.info ?? "") ?? [];
  return { kind: name.toLowerCase(), title: title?.trim() };
}

/** Renders the start of the container at `index`. `inline` renders Markdown in a line. */
export function openContainer(tokens: readonly Token[], index: number, env: ContainerEnv, inline: (text: string) => string, escape: (text: string) => string): string {
  const { kind, title } = read(tokens[index]);
  switch (kind) {
    case "details":
      return `<details>\n<summary>${inline(title ?? "Details")}</summary>\n`;
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
      return openTabs(labelsIn(tokens, index, kind), env, inline, escape);
    case "tab":
      return `<div class="panel">\n<p class="panel-title">${inline(title ?? "")}</p>\n`;
    default:
      return `<div class="container container-${kind}">\n${title === undefined && !TITLED.has(kind) ? "" : `<p class="container-title">${inline(title ?? kind.charAt(0).toUpperCase() + kind.slice(1))}</p>\n`}`;
  }
}

/** Renders the end of the container that `index` closes. */
export function closeContainer(tokens: readonly Token[], index: number, inline: (text: string) => string): string {
  const { kind, title } = read(openingOf(tokens, index));
  if (kind === "details") return "</details>\n";
  if (kind === "figure") return `${title === undefined ? "" : `<figcaption>${inline(title)}</figcaption>\n`}</figure>\n`;
  return "</div>\n";
}

/** The opening token is the nearest one before at the same level. */
function openingOf(tokens: readonly Token[], index: number): Token | undefined {
  const level = tokens[index]?.level;
  for (let open = index - 1; open >= 0; open -= 1) {
    const token = tokens[open];
    if (token?.type === `${TYPE}_open` && token.level === level) return token;
  }
  return undefined;
}

/** In a file tree, a name that ends with a slash is a folder's, also where nothing of it is shown. */
function markFolders(tokens: readonly Token[], index: number): void {
  const level = tokens[index]?.level ?? 0;
  for (let at = index + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.type === `${TYPE}_close` && token.level === level) return;
    if (token?.type === "list_item_open" && /^[*_`]*[^\s*`]*\/[*_`]*(?:\s|$)/.test(tokens[at + 2]?.content ?? "")) token.attrJoin("class", "folder");
  }
}

/** The titles of the tabs in a group. */
function labelsIn(tokens: readonly Token[], index: number, kind: string): string[] {
  const level = tokens[index]?.level ?? 0;
  const labels: string[] = [];
  for (let at = index + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || (token.type === `${TYPE}_close` && token.level === level)) break;
    if (token.level !== level + 1) continue;
    if (kind === "tabs" && token.type === `${TYPE}_open` && read(token).kind === "tab") labels.push(read(token).title ?? "");
    if (kind === "code-group" && token.type === "fence") labels.push(codeLabel(token));
  }
  return labels;
}

function codeLabel({ info }: Token): string {
  return /title=(?:"([^"]*)"|'([^']*)')/.exec(info)?.slice(1).find((title) => title !== undefined) ?? info.trim().split(/\s/)[0] ?? "";
}

/** Whether the code block at `index` is a tab of a code group; its title is the tab's. */
export function isInCodeGroup(tokens: readonly Token[], index: number): boolean {
  const level = (tokens[index]?.level ?? 0) - 1;
  for (let open = index - 1; open >= 0; open -= 1) {
    const token = tokens[open];
    if (token?.level === level && token.type === `${TYPE}_close`) return false;
    if (token?.level === level && token.type === `${TYPE}_open`) return read(token).kind === "code-group";
    if (token !== undefined && token.level < level) return false;
  }
  return false;
}

/** Tabs work without a script: each is a radio button, and the style sheet shows the panel of the chosen one. */
function openTabs(labels: readonly string[], env: ContainerEnv, inline: (text: string) => string, escape: (text: string) => string): string {
  env.tabs = (env.tabs ?? 0) + 1;
  const name = `tabs-${env.tabs}`;
  const choices = labels.map((label, index) => `<input type="radio" name="${name}" id="${name}-${index + 1}" data-label="${escape(label)}"${index === 0 ? " checked" : ""}><label for="${name}-${index + 1}">${inline(label)}</label>`);
  return `<div class="tabs">\n${choices.join("")}\n`;
}

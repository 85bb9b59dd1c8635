/** The line that opens a container: `::: name Title`. */

import type { Token } from "markdown-it";
import { foreignContainer } from "./foreign-blocks.js";

/** A name and a title: `name Title`, or `[Title]` and `{title="Title"}` as in Docusaurus and Starlight. */
const CONTAINER = /^\s*([a-z][\w-]*)(?:(?:\[(.*)\])?(?:\s*\{([^{}]*)\})?\s*|\s+(.*))$/is;

/** The colons that Pandoc allows after a name. */
const COLONS = /^\s*[a-z][\w-]*\s+:{3,}$/i;

const TITLE = /(?:^|\s)title=(?:"([^"]*)"|'([^']*)')/;

/** Attributes after a title: `{open}` of VitePress, and what Docusaurus and Pandoc write. */
const BEHIND = /(?<![{%])\{(open|[.#][^{}]*)\}$/;

/**
 * Whether the text after three colons opens a container. If it also ends with colons, it closes on the same
 * line: `:::image source="a.png":::`.
 */
export function isContainer(words: string): boolean {
  const written = words.trimEnd();
  return CONTAINER.test(words) && (!written.endsWith(":::") || COLONS.test(written));
}

interface ContainerInfo {
  readonly kind: string;
  readonly title: string | undefined;
  /** Whether `details` are open at first. */
  readonly isOpen?: boolean;
  /** Attributes that Handbill does not read, as written. */
  readonly unread?: string;
}

/** The container that a token opens. */
export function readContainer(token: Token | undefined): ContainerInfo {
  const foreign = foreignContainer(token);
  if (foreign !== undefined) return foreign;
  const info = token?.info.trimEnd() ?? "";
  const [, name = "", bracketed, braces, behind] = CONTAINER.exec(info) ?? [];
  const plain = COLONS.test(info) ? undefined : behind;
  const attributes = braces ?? BEHIND.exec(plain ?? "")?.[1] ?? "";
  const [, double, single] = TITLE.exec(attributes) ?? [];
  const kind = name.toLowerCase();
  const isOpen = kind === "details" && /(?:^|\s)open(?:\s|$)/.test(attributes);
  const others = attributes.replace(TITLE, "");
  return {
    kind,
    title: (bracketed ?? double ?? single ?? plain?.replace(BEHIND, ""))?.trim(),
    isOpen,
    unread: (isOpen ? others.replace(/(^|\s)open(?=\s|$)/, "$1") : others).trim(),
  };
}

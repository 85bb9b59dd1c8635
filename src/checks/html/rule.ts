/** A rule over finished HTML. It sees each tag of a page once, from Markdown, HTML or a template. */

import type { DiagnosticCode } from "../../diagnostics/catalogue.js";
import type { HtmlTag } from "../../content/html/scan.js";
import type { Fault } from "../../model/fault.js";

/** A finished page and its tags. */
export interface PageTags {
  readonly html: string;
  /** Without those in `<template>`, which browsers do not display. */
  readonly tags: readonly HtmlTag[];
  /** Whether the site is served over HTTPS. */
  readonly isHttps: boolean;
  /** How many bytes a page may have. */
  readonly budget?: number | undefined;
}

/** An image of the site. */
export interface ImageFacts {
  /** In pixels. */
  readonly width: number;
  readonly bytes: number;
}

/** Reports a tag, or another part of the HTML. */
export type ReportTag = (tag: Pick<HtmlTag, "start" | "end">, about?: string) => void;

export interface HtmlRule {
  /** The name of its check. */
  readonly name: string;
  readonly code: DiagnosticCode;
  /** Whether the Markdown parser reports the fault in elements that Markdown makes. */
  readonly isParsers?: true;
  /** Finds the faults of one page. */
  find(page: PageTags, report: ReportTag): void;
  /**
   * Checks a possible fault against the files. It returns the subject of the message, or undefined if
   * nothing is wrong. `imageAt` takes a URL as the page has it.
   */
  confirm?(fault: Fault, imageAt: (src: string) => ImageFacts | undefined): string | undefined;
  /**
   * The position of the fault in a file of the page, except those in `used`. @default searches for the tag
   */
  locate?(fault: Fault, text: string, used: ReadonlySet<number>): number | undefined;
  /** The message and the hint. */
  describe(fault: Pick<Fault, "text" | "about">): readonly [message: string, hint: string];
}

/** The value of an attribute; undefined if the tag does not have it. */
export function valueOf({ attributes }: HtmlTag, wanted: string): string | undefined {
  return attributes.find(({ name }) => name === wanted)?.value;
}

/** Whether one of these attributes has a value. */
export function hasAny(tag: HtmlTag, ...names: readonly string[]): boolean {
  return tag.attributes.some(({ name, value }) => names.includes(name) && value.trim() !== "");
}

/** Whether the tag hides its element from readers. */
export function isHidden(tag: HtmlTag): boolean {
  return tag.attributes.some(
    ({ name, value }) =>
      name === "hidden" ||
      (name === "aria-hidden" && value === "true") ||
      (name === "role" && /^(?:none|presentation)$/.test(value)) ||
      (name === "style" && /(?:display:\s*none|visibility:\s*hidden)/.test(value)),
  );
}

/** The index of the tag that closes the element at `index`, or the number of tags if it is unclosed. */
export function endOf(tags: readonly HtmlTag[], index: number): number {
  const { name } = tags[index] ?? { name: "" };
  let depth = 0;
  for (let at = index; at < tags.length; at += 1) {
    const tag = tags[at];
    if (tag?.name !== name) continue;
    depth += tag.closing ? -1 : 1;
    if (depth === 0) return at;
  }
  return tags.length;
}

/** The visible text between two tags, without that of scripts and styles. */
export function textBetween({ html, tags }: PageTags, from: number, to: number): string {
  let text = "";
  for (let index = from; index < to; index += 1) {
    const tag = tags[index];
    if (tag === undefined || (!tag.closing && /^(?:script|style|template)$/.test(tag.name))) continue;
    text += html.slice(tag.end, tags[index + 1]?.start ?? tag.end);
  }
  return text.includes("<!--") ? text.replace(/<!--[^]*?-->/g, "") : text;
}

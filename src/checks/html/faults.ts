/** The faults of a finished page, found when it is rendered. */

import type { SiteConfig } from "../../config/options.js";
import { scanTags, type HtmlTag } from "../../content/html/scan.js";
import type { Fault } from "../../model/fault.js";
import type { PageTags } from "./rule.js";
import { htmlRules } from "./rules.js";

/** More faults of one kind add no information. */
const MAX_FAULTS = 50;
/** Maximum length of a stored tag. Its URL can contain a whole image. */
const MAX_TEXT = 400;
/** Length of the stored text after a tag. */
const MAX_AFTER = 120;

/** The faults of a rendered file; undefined without any. */
export function faultsOfOutput(
  { url, budgets }: Pick<SiteConfig, "url" | "budgets">,
  { path, content }: { readonly path: string; readonly content: string | Uint8Array },
): readonly Fault[] | undefined {
  if (!path.endsWith(".html")) return undefined;
  const html = typeof content === "string" ? content : Buffer.from(content).toString();
  const faults = faultsOfPage(html, url?.startsWith("https:"), budgets?.page);
  return faults.length === 0 ? undefined : faults;
}

/** The faults of a finished page, in the order of the rules. */
export function faultsOfPage(html: string, isHttps = false, budget?: number): readonly Fault[] {
  const page: PageTags = { html, tags: withoutTemplates(scanTags(html)), isHttps, budget };
  const faults: Fault[] = [];
  for (const { code, find, confirm } of htmlRules) {
    let left = MAX_FAULTS;
    find(page, ({ start, end }, about = "") => {
      if ((left -= 1) < 0) return;
      const text = html.slice(start, Math.min(end, start + MAX_TEXT));
      // Most candidates are right. Without the text after them, an edit there changes no kept result.
      faults.push({ code, text, about, after: confirm ? "" : html.slice(end, end + MAX_AFTER) });
    });
  }
  return faults;
}

/** The tags without the contents of `<template>`, which are not part of the page. */
function withoutTemplates(tags: readonly HtmlTag[]): readonly HtmlTag[] {
  if (!tags.some(({ name }) => name === "template")) return tags;
  let depth = 0;
  return tags.filter(({ name, closing }) => {
    if (name === "template") depth = Math.max(0, depth + (closing ? -1 : 1));
    return depth === 0 && name !== "template";
  });
}

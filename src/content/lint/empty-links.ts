/** Links in raw HTML without visible content. */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../../model/model.js";
import type { HtmlTag } from "../html/scan.js";

/** Receives the raw HTML of one page, tag by tag. */
export interface EmptyLinks {
  tag(tag: HtmlTag, written: string, place: () => Position): void;
  /** Call it for visible content between tags. */
  show(): void;
}

export function createEmptyLinks(file: string, report: (found: Diagnostic) => void): EmptyLinks {
  /** The open link, as long as it is empty. */
  let open: { readonly written: string; readonly place: () => Position } | undefined;
  return {
    tag(tag, written, place) {
      if (tag.name === "a" && tag.closing && open !== undefined)
        report(
          diagnostic(
            "link-text",
            { file, ...open.place(), length: open.written.split("\n", 1)[0]?.length ?? 1 },
            "The link has no text, so readers cannot see it.",
            "Write its text between `<a …>` and `</a>`, or remove it.",
          ),
        );
      open = isLink(tag) ? { written, place } : undefined;
    },
    show: () => void (open = undefined),
  };
}

/**
 * Whether a tag opens a link that needs text. A link with an accessible name does not. A link to a fragment
 * does not either: it may be an anchor that a style sheet makes visible.
 */
function isLink({ name, closing, attributes }: HtmlTag): boolean {
  if (name !== "a" || closing) return false;
  const valueOf = (wanted: string) => attributes.find((one) => one.name === wanted)?.value ?? "";
  const href = valueOf("href");
  return (
    href !== "" &&
    !href.startsWith("#") &&
    valueOf("aria-hidden") !== "true" &&
    ["aria-label", "aria-labelledby", "title"].every((label) => valueOf(label).trim() === "")
  );
}

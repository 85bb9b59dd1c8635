/** Links of raw HTML that show nothing. */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../../model/model.js";
import type { HtmlTag } from "../html/scan.js";

/** The raw HTML of one page, one tag after the other. */
export interface EmptyLinks {
  tag(tag: HtmlTag, written: string, place: () => Position): void;
  /** Something that readers see stands here. */
  show(): void;
}

export function createEmptyLinks(file: string, report: (found: Diagnostic) => void): EmptyLinks {
  /** The link that is open, while nothing is in it. */
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

/** Whether a tag opens a link that needs a text. One with a name for those who hear it has one; and one to a part of its page may be the mark of a heading, which a style sheet shows. */
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

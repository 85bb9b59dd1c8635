/** Components of MDX and Vue in a page, which Handbill has none of. */

import { diagnostic } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Position } from "../../model/model.js";
import type { HtmlTag } from "../html/scan.js";
import { ELEMENTS, hasSlash, PLACEHOLDER, short } from "./elements.js";

/**
 * A component of JSX begins with a capital letter: `<Tabs>`. `<TABLE>` and `<Table>` are elements in an old
 * style.
 */
const COMPONENT = /^<\/?[A-Z]\w*[a-z][\w.]*/;
/** Elements that are components if they start with a capital letter. */
const ALSO_COMPONENTS = new Set(["image", "link"]);

/**
 * `<Name>` alone is a placeholder for what readers put in; one that ends with a slash, has attributes or is
 * closed is a component.
 */
export function createComponentCheck(file: string): {
  /** Records a tag; returns whether it is or may be a component. */
  take(tag: HtmlTag, written: string, place: () => Position): boolean;
  findings(): readonly Diagnostic[];
} {
  const opened: { readonly written: string; readonly isSure: boolean; readonly place: () => Position }[] = [];
  const closed = new Set<string>();
  return {
    take(tag, written, place) {
      const name = COMPONENT.exec(written)?.[0];
      if (name === undefined || (ELEMENTS.has(tag.name) && !ALSO_COMPONENTS.has(tag.name))) return false;
      const isSure = hasSlash(tag, written) || tag.attributes.some(({ value }) => value !== "");
      if (tag.closing) closed.add(name.replace("/", ""));
      else opened.push({ written, isSure, place });
      return true;
    },
    findings: () =>
      opened.map(({ written, isSure, place }) => {
        const at = { file, ...place(), length: written.split("\n", 1)[0]?.length ?? 0 };
        return isSure || closed.has(COMPONENT.exec(written)?.[0] ?? "")
          ? diagnostic("foreign-syntax", at, COMPONENTS, COMPONENTS_HINT)
          : diagnostic(
              "html-unknown",
              at,
              `\`${short(written)}\` is not an HTML element, so readers do not see it.`,
              PLACEHOLDER,
            );
      }),
  };
}

const COMPONENTS =
  "`<Tabs>`, `<Card />` and similar tags are components of MDX (Docusaurus, Astro) or Vue. " +
  "Browsers do not show them.";
const COMPONENTS_HINT =
  "Write it in Markdown: a box is `::: note`, tabs are `:::: tabs`, cards are `::: cards`, an " +
  "image `![text](file.png)`.";

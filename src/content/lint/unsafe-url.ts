/** URLs that would run code or read a visitor's files. */

import type { Trust } from "../../config/options.js";
import { diagnostic, type Place } from "../../diagnostics/catalogue.js";
import type { Diagnostic, Link } from "../../model/model.js";
import { isAllowedUrl, schemeOf } from "../html/urls.js";

const UNSAFE = /^(?:javascript|vbscript|data|file):/i;

/** Reports such a URL; undefined for others. */
export function unsafeUrl(
  kind: Link["kind"],
  href: string,
  place: () => Place,
  trust: Trust = "author",
): Diagnostic | undefined {
  if (trust === "text")
    return isAllowedUrl(href)
      ? undefined
      : diagnostic(
          "unsafe-url",
          place(),
          `With \`trust: "text"\`, URLs cannot start with \`${schemeOf(href) ?? ""}:\`.`,
          "Use a page of the site, or a URL that starts with `https:`, `mailto:` or `tel:`.",
        );
  // Most URLs are rejected by their first letter.
  if (!/^[\u0000-\u0020]*[jvdf]/i.test(href)) return undefined;
  const bare = href.replace(/[\u0000-\u0020]/g, "");
  if (!UNSAFE.test(bare) || (kind === "image" && /^data:image\//i.test(bare))) return undefined;
  const scheme = /^[a-z]+/i.exec(bare)?.[0] ?? "";
  return diagnostic(
    "unsafe-url",
    place(),
    `The URL starts with \`${scheme}:\`, which can run code or read the visitor's files.`,
    "Link to a page or an https URL.",
  );
}

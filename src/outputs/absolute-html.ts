/** HTML for feed readers and emails: all its URLs are absolute. */

import { isUrlAttribute, replaceCandidates, scanTags } from "../content/html/scan.js";
import { escapeAttribute } from "../utils/escape-html.js";
import { decodeEntities } from "../content/html/entities.js";

/**
 * The HTML with every URL resolved against `page`, the absolute URL of the page that contains it: links,
 * images, `srcset`, forms, quotations.
 */
export function absoluteHtml(html: string, page: string): string {
  let out = "";
  let at = 0;
  for (const { name, attributes } of scanTags(html)) {
    for (const { name: attribute, value, offset } of attributes) {
      const written =
        attribute === "srcset" || attribute === "imagesrcset"
          ? replaceCandidates(value, (address) => absolute(address, page) ?? address)
          : isUrlAttribute(name, attribute) || attribute === "cite"
            ? absolute(value, page)
            : undefined;
      if (written === undefined || written === value) continue;
      out += html.slice(at, offset) + written;
      at = offset + value.length;
    }
  }
  return out + html.slice(at);
}

/** Resolves the value of an attribute. */
function absolute(value: string, page: string): string | undefined {
  const written = decodeEntities(value.trim());
  if (written === "" || !URL.canParse(written, page)) return undefined;
  // Absolute URLs stay as written.
  if (/^[a-z][a-z0-9+.-]*:/i.test(written)) return undefined;
  return escapeAttribute(new URL(written, page).href);
}

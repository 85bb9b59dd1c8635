/** Makes URLs relative, so that a site works below any path, and from files without a server. */

import {
  isUrlAttribute,
  replaceCandidates,
  scanTags,
  type HtmlAttribute,
  type HtmlTag,
} from "../../content/html/scan.js";
import type { UrlStyle } from "../../config/options.js";
import { encodePath } from "../permalinks.js";

/**
 * The HTML of an output file with site URLs (`/docs/`) made relative and with index files named
 * (`../docs/index.html`), because browsers list a folder without a server. The 404 page is not changed,
 * because hosts send it for URLs of any depth.
 */
export function relativeUrls(html: string, output: string, style: UrlStyle): string {
  if (!output.endsWith(".html") || output === "404.html") return html;
  const from = encodePath(output);
  const relative = (address: string): string =>
    /^\/(?!\/)/.test(address) ? seenFrom(from, address, style) : address;
  let out = "";
  let at = 0;
  for (const tag of scanTags(html)) {
    for (const attribute of tag.attributes) {
      const rewritten = rewrite(tag, attribute, relative);
      if (rewritten === attribute.value) continue;
      out += html.slice(at, attribute.offset) + rewritten;
      at = attribute.offset + attribute.value.length;
    }
  }
  return out + html.slice(at);
}

function rewrite(
  tag: HtmlTag,
  { name, value }: HtmlAttribute,
  relative: (address: string) => string,
): string {
  if (name === "srcset" || name === "imagesrcset") return replaceCandidates(value, relative);
  // `<meta http-equiv="refresh" content="0; url=/a/">`
  if (tag.name === "meta" && name === "content")
    return value.replace(
      /^(\d+;\s*url=)(\/.*)$/i,
      (_, start: string, address: string) => start + relative(address),
    );
  return isUrlAttribute(tag.name, name) ? relative(value) : value;
}

function seenFrom(from: string, address: string, style: UrlStyle): string {
  const [, path = "", rest = ""] = /^\/([^?#]*)(.*)$/s.exec(address) ?? [];
  const name = path.slice(path.lastIndexOf("/") + 1);
  const file =
    name === "" ? `${path}index.html` : style === "file" && !name.includes(".") ? `${path}.html` : path;
  const here = from.split("/").slice(0, -1);
  const there = file.split("/");
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared += 1;
  const up = "../".repeat(here.length - shared);
  const down = there.slice(shared).join("/");
  // A colon in the first part would be read as a scheme (RFC 3986, 4.2).
  return `${up === "" && down.split("/", 1)[0]?.includes(":") === true ? "./" : up}${down}${rest}`;
}

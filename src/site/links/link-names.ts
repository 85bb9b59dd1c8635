/** Short names to match links with pages without resolving the links. */

import { decode } from "../../utils/percent.js";
import { crc32 } from "node:zlib";
import { staysAsItIs } from "../../content/html/urls.js";
import { toggleSlash } from "./link-targets.js";

/**
 * The last names in the links of a document, independent of its place. A few characters for each document of
 * a large site.
 */
export interface LinkNames {
  /** The last names of links that stay on the site, each hashed to one character. */
  readonly names: string;
  /** Links to a folder around the document: the number of levels up, each as the character with that code. */
  readonly up: string;
}

/** A page with its links. */
export interface LinkingPage {
  readonly source: string;
  readonly url: string | false;
  /** Undefined if they are unknown. */
  readonly ends: LinkNames | undefined;
}

/** The link names of a document. */
export function linkNamesOf(links: readonly { readonly href: string }[]): LinkNames {
  const names = new Set<string>();
  const up = new Set<string>();
  for (const { href } of links) {
    if (staysAsItIs(href)) continue;
    const path = decode(href.replace(/[?#].*$/s, ""));
    const { name, climbs } = endOf(path);
    // The root is also the folder content/.
    if (path.startsWith("/"))
      for (const end of name === "" ? ["", "content"] : [name]) names.add(hashed(end));
    else if (name === "") up.add(String.fromCharCode(climbs));
    else names.add(hashed(name));
    // A folder may also have this name.
    if (/(?:^|\/)index\/*$/.test(path)) names.add(hashed("index"));
  }
  return { names: [...names].join(""), up: [...up].join("") };
}

/**
 * The last name of links to a file, such as the source `docs/start.md` or the output `docs/start/index.html`.
 */
export function nameOfFile(path: string): string {
  return hashed(endOf(path).name);
}

/** Whether a link of a page may end with one of the names. */
export function mayLeadTo({ source, url, ends }: LinkingPage, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  if (ends === undefined) return true;
  for (let at = 0; at < ends.names.length; at += 1) if (names.has(ends.names.charAt(at))) return true;
  if (ends.up === "") return false;
  // Relative links are resolved from the source, and from the URL as in browsers.
  const urls = url === false ? [] : [decode(url)];
  const places = [source, ...urls, ...urls.map(toggleSlash)].map((path) => path.split("/").slice(0, -1));
  return ends.up
    .split("")
    .some((up) =>
      places.some((folders) =>
        names.has(nameOfFile(folders.slice(0, Math.max(0, folders.length - up.charCodeAt(0))).join("/"))),
      ),
    );
}

/**
 * `docs/start.md`, `/docs/start/` and `../start/index.html` all end with `start`. `./` and `../index.md` have
 * no name, and the second goes one level up.
 */
function endOf(path: string): { readonly name: string; readonly climbs: number } {
  const names: string[] = [];
  let climbs = 0;
  for (const part of path.split("/")) {
    if (part === "..") {
      if (names.pop() === undefined) climbs += 1;
    } else if (part !== "" && part !== ".") names.push(part);
  }
  const next = () =>
    (names.pop() ?? "").replace(/(?<!\.md|\.markdown|\.html)(?:\.md|\.markdown|\.html)+$/, "");
  const last = next();
  return { name: last === "index" ? next() : last, climbs };
}

function hashed(name: string): string {
  return String.fromCharCode(crc32(name.normalize("NFC")) & 0xffff);
}

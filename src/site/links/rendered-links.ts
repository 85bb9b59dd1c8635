/** Finds links in finished HTML, of any generator, whose target file or id does not exist. */

import { decode } from "../../utils/percent.js";
import { posix } from "node:path";
import { idsIn, isUrlAttribute, replaceCandidates, scanTags } from "../../content/html/scan.js";
import { servedFile, urlOfFile } from "../../utils/output-files.js";
import { decodeEntities } from "../../content/html/entities.js";

export interface RenderedPage {
  /** Path in the output folder: `posts/one/index.html`. */
  readonly path: string;
  readonly html: string;
}

export interface DeadLink {
  /** The path of the page with the link, in the output folder. */
  readonly page: string;
  /** The value as written in the HTML. */
  readonly href: string;
  readonly kind: "link" | "image" | "script" | "style" | "frame";
  /** Whether the file at the URL is missing, or the element with the id. */
  readonly missing: "file" | "id";
  /** The URL of the link without the site's prefix: `/about/`. */
  readonly target: string;
}

/** All dead links of the pages. `pathPrefix` is the start of the site's URLs, such as `/` or `/docs/`. */
export function deadLinks(
  pages: readonly RenderedPage[],
  files: ReadonlySet<string>,
  pathPrefix: string,
): readonly DeadLink[] {
  const prefix = prefixOf(pathPrefix);
  const htmlOf = new Map(pages.map(({ path, html }) => [path, html]));
  const ids = new Map<string, ReadonlySet<string>>();
  const idsOf = (path: string): ReadonlySet<string> | undefined => {
    const html = htmlOf.get(path);
    if (html === undefined) return undefined;
    const known = ids.get(path) ?? new Set(idsIn(html).map(decodeEntities));
    ids.set(path, known);
    return known;
  };
  return pages.flatMap(({ path, html }) => {
    const found: DeadLink[] = [];
    const { links, base } = linksOf(html);
    for (const { href, kind } of links) {
      const url = resolveUrl(decodeEntities(href), base, path, prefix);
      if (url === undefined) continue;
      const file = fileAt(url.path, files);
      if (file === undefined) {
        found.push({ page: path, href, kind, missing: "file", target: url.path });
      } else if (url.id !== "" && kind === "link" && idsOf(file)?.has(url.id) === false) {
        found.push({ page: path, href, kind, missing: "id", target: `${url.path}#${url.id}` });
      }
    }
    return found;
  });
}

/** The links to one file of the site, each with its page and its value as written. */
export function linksTo(
  target: string,
  pages: readonly RenderedPage[],
  files: ReadonlySet<string>,
  pathPrefix: string,
): readonly Pick<DeadLink, "page" | "href">[] {
  const prefix = prefixOf(pathPrefix);
  return pages.flatMap(({ path, html }) => {
    const { links, base } = linksOf(html);
    return links.flatMap(({ href, kind }) => {
      const url = kind === "link" ? resolveUrl(decodeEntities(href), base, path, prefix) : undefined;
      return url !== undefined && path !== target && fileAt(url.path, files) === target
        ? [{ page: path, href }]
        : [];
    });
  });
}

function prefixOf(pathPrefix: string): string {
  return `/${pathPrefix.replace(/^\/+|\/+$/g, "")}/`.replace("//", "/");
}

interface WrittenLink {
  readonly href: string;
  readonly kind: DeadLink["kind"];
}

/** The URLs that a browser loads or offers, each once, in order. */
function linksOf(html: string): { readonly links: readonly WrittenLink[]; readonly base: string } {
  const links = new Map<string, WrittenLink>();
  let base = "";
  for (const { name: tag, attributes } of scanTags(html)) {
    const rel = attributes.find(({ name }) => name === "rel")?.value.toLowerCase() ?? "";
    const kind = kindOf(tag, rel);
    for (const { name, value } of attributes) {
      if (tag === "base" && name === "href" && base === "") base = value;
      // Connection hints are not files. A canonical URL and similar links may be on another site.
      if (tag === "link" && /dns-prefetch|preconnect|canonical|webmention|pingback/.test(rel)) continue;
      if (name === "srcset" || name === "imagesrcset")
        replaceCandidates(value, (address) => {
          links.set(`image ${address}`, { href: address, kind: "image" });
          return address;
        });
      else if (isUrlAttribute(tag, name) && tag !== "form")
        links.set(`${kind} ${value}`, { href: value, kind });
    }
  }
  return { links: [...links.values()], base };
}

function kindOf(tag: string, rel: string): DeadLink["kind"] {
  if (tag === "img" || tag === "image" || tag === "source" || tag === "video" || tag === "audio")
    return "image";
  if (tag === "script") return "script";
  if (tag === "link" && /\bstylesheet\b/.test(rel)) return "style";
  if (tag === "iframe" || tag === "embed" || tag === "object") return "frame";
  return "link";
}

/** A site URL without its prefix, decoded; undefined for other sites and invalid URLs. */
function resolveUrl(
  href: string,
  base: string,
  page: string,
  prefix: string,
): { readonly path: string; readonly id: string } | undefined {
  const written = href.trim();
  if (written === "" || /^(?:[a-z][a-z\d+.-]*:|\/\/|\\\\)/i.test(written)) return undefined;
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(base) && !written.startsWith("/")) return undefined;
  const here = `${prefix}${urlOfFile(page)}`;
  if (!URL.canParse(written, `http://site.invalid${here}`)) return undefined;
  const from =
    base === "" || !URL.canParse(base, `http://site.invalid${here}`)
      ? `http://site.invalid${here}`
      : new URL(base, `http://site.invalid${here}`);
  const url = new URL(written, from);
  if (url.host !== "site.invalid") return undefined;
  // A path outside of the prefix is another site on the same host.
  if (!`${url.pathname}/`.startsWith(prefix)) return undefined;
  const id = decode(url.hash.slice(1));
  const isPlace = id !== "" && id.toLowerCase() !== "top" && !id.startsWith(":~:") && !/^[!/]/.test(id);
  return {
    path: decode(`/${url.pathname.slice(prefix.length)}`),
    id: isPlace ? (id.split(":~:")[0] ?? "") : "",
  };
}

/** The file that hosts send for a path. A folder may also have a feed instead of a page. */
export function fileAt(path: string, files: ReadonlySet<string>): string | undefined {
  const normal = posix.normalize(path).replace(/^\/+/, "");
  const name = /^\.?\/?$/.test(normal) ? "" : normal;
  const has = (file: string) => files.has(file) || files.has(file.normalize("NFC"));
  const feed = `${name}index.xml`;
  return servedFile(name, has) ?? (name.endsWith("/") && has(feed) ? feed : undefined);
}

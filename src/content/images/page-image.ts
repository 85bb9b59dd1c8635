/** The main image of a page: `image: cover.png`, or `image: { src: cover.png, alt: … }`. */

import { posix } from "node:path";
import type { Data, SitePage } from "../../model/model.js";
import { isObject } from "../../utils/is-record.js";
import { isImage } from "../../utils/page-formats.js";

/** Its URL as written, if it is a file of the site. Other values may be a layout's own. */
export function imageOf(data: Data): string | undefined {
  const image = data["image"];
  const src: unknown = isObject(image) ? image["src"] : image;
  return typeof src === "string" && isImage(src) && !/^(?:[a-z][a-z0-9+.-]*:|\/\/)|[?#]/i.test(src)
    ? src
    : undefined;
}

/**
 * The page's `image` with its URL from the root, for layouts. Authors write it relative to the page's folder.
 */
export function rootedImage(source: string, data: Data): Data {
  const written = imageOf(data);
  if (written === undefined || written.startsWith("/")) return {};
  const src = posix.join(posix.dirname(source).replace(/^content/, "/"), written).replaceAll(" ", "%20");
  const image = data["image"];
  return { image: typeof image === "string" ? src : { ...(image as Data), src } };
}

/** Whether an `image` is a map without a size. Layouts only show images that are maps. */
export function lacksSize(image: unknown): image is Data {
  return isObject(image) && image["width"] === undefined && image["height"] === undefined;
}

/** The page's `image` with the size of its file, if that is known and the page gives none. */
export function sizedImage(page: Pick<SitePage, "page" | "data" | "sizes">): Data {
  const { image } = page.data;
  if (!lacksSize(image) || imageOf(page.page.frontMatter) === undefined) return {};
  // Its link is the last one of the page.
  const size = page.sizes()[page.page.links.length - 1];
  return size === undefined ? {} : { image: { ...image, ...size } };
}

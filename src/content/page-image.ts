/** The picture that stands for a page: `image: cover.png`, or `image: { src: cover.png, alt: … }`. */

import { posix } from "node:path";
import type { Data } from "../model.js";

/** Its address as the author wrote it, where it is a file of the site. Other words may be a layout's own. */
export function imageOf(data: Data): string | undefined {
  const image = data["image"];
  const src: unknown = typeof image === "object" && image !== null ? (image as Data)["src"] : image;
  return typeof src === "string" && /^(?![a-z][a-z0-9+.-]*:|\/\/)[^?#]+\.(?:png|jpe?g|gif|svg|webp|avif)$/i.test(src) ? src : undefined;
}

/** The page's `image` with its address seen from the root, as layouts need it: it is written as one in the text is, from the file's folder. */
export function rootedImage(source: string, data: Data): Data {
  const written = imageOf(data);
  if (written === undefined || written.startsWith("/")) return {};
  const src = posix.join(posix.dirname(source).replace(/^content/, "/"), written).replaceAll(" ", "%20");
  const image = data["image"];
  return { image: typeof image === "string" ? src : { ...(image as Data), src } };
}

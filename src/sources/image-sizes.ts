/** The sizes of a site's images, read from the first bytes of their files on demand. */

import { join } from "node:path";
import { isSettled, sizeOfText, textOfSize, type StatKey, type FileSnapshots } from "./snapshot.js";
import { isImage } from "../utils/page-formats.js";
import { imageSize } from "../content/images/image-size.js";
import { askParts } from "../system/file-parts.js";
import { statKeyOf } from "../system/files.js";
import type { ImageSize } from "../model/placeholders.js";

export interface ImageSizes {
  /** The size of an image by its source; undefined if the file has none or is not an image. */
  sizeOf(source: string): ImageSize | undefined;
  /** The sources of images whose size has changed since the last build; undefined if that is unknown. */
  resized(): readonly string[] | undefined;
  /** The snapshots that the next build can rely on. */
  seen(): FileSnapshots;
}

export interface ImageSizesInput {
  readonly root: string;
  /** The stat key of a file, which stays the same during a build. */
  statKey(source: string): StatKey | undefined;
  /** The snapshots of the last build. */
  seen(): FileSnapshots | undefined;
  /** The start of the build, in milliseconds since 1970. */
  readonly now: number;
}

/** Sizes that stay the same during a build. */
export function createImageSizes({ root, statKey, seen, now }: ImageSizesInput): ImageSizes {
  const sizes = new Map<string, ImageSize | undefined>();
  const sizeOf = (source: string): ImageSize | undefined => {
    if (sizes.has(source)) return sizes.get(source);
    // The stat key is read first, so that a change during reading is noticed next time.
    const look = statKey(source);
    const known = seen()?.get(source);
    const size =
      known !== undefined && known.look === look?.text ? sizeOfText(known.hash) : readImageSize(root, source);
    sizes.set(source, size);
    return size;
  };
  return {
    sizeOf,
    resized() {
      const before = seen();
      return (
        before &&
        [...before]
          .filter(([source, { hash }]) => textOfSize(sizeOf(source)) !== hash)
          .map(([source]) => source)
      );
    },
    seen() {
      // The images of unchanged pages have not been needed in this build.
      for (const source of seen()?.keys() ?? []) sizeOf(source);
      const files = new Map<string, { look: string; hash: string }>();
      for (const [source, size] of sizes) {
        const look = statKey(source);
        if (look !== undefined)
          files.set(source, { look: isSettled(look, now) ? look.text : "", hash: textOfSize(size) });
      }
      return files;
    },
  };
}

export interface DevImageSizes {
  /** The current size. */
  sizeOf(source: string): ImageSize | undefined;
  /** Whether a previous call returned another size for this image. */
  isResized(source: string): boolean;
}

/** Sizes of images that may change at any time. Each call checks the file. */
export function createDevImageSizes(root: string): DevImageSizes {
  const known = new Map<
    string,
    { readonly look: string | undefined; readonly size: ImageSize | undefined }
  >();
  const sizeOf = (source: string): ImageSize | undefined => {
    const now = Date.now();
    const look = statKeyOf(join(root, source));
    const before = known.get(source);
    if (before !== undefined && before.look !== undefined && before.look === look?.text) return before.size;
    const size = readImageSize(root, source);
    known.set(source, { look: look && isSettled(look, now) ? look.text : undefined, size });
    return size;
  };
  return {
    sizeOf,
    isResized(source) {
      const before = known.get(source);
      return before !== undefined && textOfSize(before.size) !== textOfSize(sizeOf(source));
    },
  };
}

/** The size of the image in a file. */
export function readImageSize(root: string, source: string): ImageSize | undefined {
  return isImage(source) ? askParts(join(root, source), imageSize) : undefined;
}

/** How large the pictures of a site are: of those that somebody asks for, read from the first bytes of their files. */

import { join } from "node:path";
import { isSettled, sizeOfText, textOfSize, type StatKey, type FileSnapshots } from "./snapshot.js";
import { imageSize, PICTURE } from "../content/images/image-size.js";
import { askParts } from "../system/file-parts.js";
import { statKeyOf } from "../system/files.js";
import type { ImageSize } from "../model/placeholders.js";

export interface ImageSizes {
  /** Of the picture in a file, by its source; undefined where it does not say it, or is none. */
  sizeOf(source: string): ImageSize | undefined;
  /** Those whose pictures have another size than the last build saw; undefined where it is not known what it saw. */
  resized(): readonly string[] | undefined;
  /** What the next build may believe. */
  seen(): FileSnapshots;
}

export interface PictureQuestions {
  readonly root: string;
  /** How a file looks, always the same in one build. */
  lookOf(source: string): StatKey | undefined;
  /** What the last build left. */
  seen(): FileSnapshots | undefined;
  /** When the build began, in milliseconds since 1970. */
  readonly now: number;
}

/** Sizes that are the same for a whole build. */
export function createImageSizes({ root, lookOf, seen, now }: PictureQuestions): ImageSizes {
  const sizes = new Map<string, ImageSize | undefined>();
  const sizeOf = (source: string): ImageSize | undefined => {
    if (sizes.has(source)) return sizes.get(source);
    // Looked at first: what changes while it is read looks different next time.
    const look = lookOf(source);
    const known = seen()?.get(source);
    const size =
      known !== undefined && known.look === look?.text ? sizeOfText(known.hash) : readSize(root, source);
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
      // Of pages that are as they were, nobody has asked for the pictures.
      for (const source of seen()?.keys() ?? []) sizeOf(source);
      const files = new Map<string, { look: string; hash: string }>();
      for (const [source, size] of sizes) {
        const look = lookOf(source);
        if (look !== undefined)
          files.set(source, { look: isSettled(look, now) ? look.text : "", hash: textOfSize(size) });
      }
      return files;
    },
  };
}

export interface DevImageSizes {
  /** The size as it is now. */
  sizeOf(source: string): ImageSize | undefined;
  /** Whether somebody was told another size of this picture than it has now. */
  isResized(source: string): boolean;
}

/** Sizes of pictures that may be replaced at any time: each file is looked at whenever somebody asks. */
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
    const size = readSize(root, source);
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

function readSize(root: string, source: string): ImageSize | undefined {
  return PICTURE.test(source) ? askParts(join(root, source), imageSize) : undefined;
}

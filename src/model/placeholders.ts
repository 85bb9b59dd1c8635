/** Placeholders in the HTML of stage 1 for values that depend on other files. */

/**
 * Encloses placeholders in `Page.html`. Each URL that depends on the page's place, so neither external nor
 * only `#anchor`, is its number between two marks: `<a href="␁3␁">` stands for `links[3]`.
 *
 * In `<img src="␁3␁"␁=3␁>` the second placeholder becomes the size attributes of the image, or nothing if its
 * size is unknown. `␁=3=5␁` is an image with an alternative: it gets a size if both images have the same.
 *
 * A page's text never contains this character, because control characters become U+FFFD.
 */
export const LINK_MARK = "\u0001";

/** The values of a page's placeholders. */
export interface ResolvedLinks {
  /** All URLs of the page, resolved, in order. */
  readonly hrefs: readonly string[];
  /** The known image sizes, by number of the link. */
  readonly sizes: Readonly<Record<number, ImageSize>>;
}

/** The size of an image in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Sizes as text: equal texts mean equal sizes. Empty if there are none. */
export function sizesText(sizes: ResolvedLinks["sizes"]): string {
  return Object.entries(sizes)
    .map(([number, { width, height }]) => `${number}:${width}x${height}`)
    .join(" ");
}

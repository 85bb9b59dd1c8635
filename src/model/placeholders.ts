/** What stage 1 leaves open in the HTML of a page: it hangs on other files. */

/**
 * In `Page.html` every address that may change when the page gets its place (every one that is not external and not
 * just `#anchor`) is replaced by its number between two of these marks: `<a href="␁3␁">` stands for `links[3]`.
 * In `<img src="␁3␁"␁=3␁>`, the second one stands for the picture's size as attributes, or for nothing where it is not
 * known. `␁=3=5␁` is a picture in the place of which another one may be shown: its size is told if both have the same.
 * The character cannot occur in the text of a page: control characters become U+FFFD.
 */
export const LINK_MARK = "\u0001";

/** What takes the place of a page's marks. */
export interface ResolvedLinks {
  /** Every address of the page in its final form, in order. */
  readonly hrefs: readonly string[];
  /** By number of the link: how large those pictures are of which that is asked, and known. */
  readonly sizes: Readonly<Record<number, ImageSize>>;
}

/** How large a picture is, in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Sizes as text: equal texts, equal sizes. Empty where there are none. */
export function sizesText(sizes: ResolvedLinks["sizes"]): string {
  return Object.entries(sizes)
    .map(([number, { width, height }]) => `${number}:${width}x${height}`)
    .join(" ");
}

/** Images with many more pixels than the page shows. */

import { sizeText } from "../../utils/size-text.js";
import { hasAny, valueOf, type HtmlRule } from "./rule.js";

const IMAGE = /^(?![a-z][a-z\d+.-]*:|\/\/)[^?#]+\.(?:png|jpe?g|gif|webp|avif)(?=$|[?#])/i;

/** The widest image that is looked at, in CSS pixels: wider ones fill a page. */
const MAX_SHOWN = 800;

/** Screens show up to three pixels for one of CSS. */
const TIMES = 3;

/** Smaller files are not worth a warning. */
const MIN_BYTES = 100_000;

export const oversizedImages: HtmlRule = {
  name: "oversized-images",
  code: "image-oversized",
  find({ tags }, report) {
    for (const tag of tags) {
      if (tag.name !== "img" || tag.closing || hasAny(tag, "srcset")) continue;
      const width = /^\s*(\d{1,4})(?:px)?\s*$/.exec(valueOf(tag, "width") ?? "")?.[1];
      const src = valueOf(tag, "src") ?? "";
      if (width !== undefined && Number(width) > 0 && Number(width) <= MAX_SHOWN && IMAGE.test(src))
        report(tag, `${width} ${src}`);
    }
  },
  confirm({ about }, imageAt) {
    const [, shown = "", src = ""] = /^(\d+) (.*)$/s.exec(about) ?? [];
    const image = imageAt(src);
    if (image === undefined) return undefined;
    const { width, bytes } = image;
    return width > TIMES * Number(shown) && bytes > MIN_BYTES
      ? `${width} pixels wide with ${sizeText(bytes)}, and shown ${shown} pixels wide`
      : undefined;
  },
  describe: ({ about }) => [
    `The image is ${about}: readers load what they never see.`,
    "Save it at twice the width at which it is shown.",
  ],
};

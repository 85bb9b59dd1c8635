import { columns, head, inline, link, list, map, picture } from "../fields.js";

/** A gallery of images. */
export const gallery = map(
  {
    ...head,
    columns: columns("Number of columns on wide screens. Default: `3`.").optional(),
    items: list(
      map({
        image: picture("The image."),
        caption: inline("Caption.").optional(),
        url: link("Link target.").optional(),
      }),
      "The images.",
    ),
  },
  "Images in a grid.",
);

import { columns, head, inline, link, list, map, picture } from "../fields.js";

/** Pictures. */
export const gallery = map(
  {
    ...head,
    columns: columns("How many stand side by side where there is room. Default: `3`.").optional(),
    items: list(
      map({
        image: picture("The picture."),
        caption: inline("Text below it.").optional(),
        url: link("Where it leads.").optional(),
      }),
      "The pictures.",
    ),
  },
  "Pictures in a grid.",
);

import { block, choice, columns, head, inline, link, list, map, picture, plain } from "../fields.js";

/** A grid of features. */
export const features = map(
  {
    ...head,
    columns: columns("Number of columns on wide screens. Default: `3`.").optional(),
    style: choice(["cards", "plain"], "With or without boxes. Default: `cards`.").optional(),
    items: list(
      map({
        title: inline("Name of the feature."),
        text: block("Description of the feature.").optional(),
        icon: plain("An icon: a [name](#icons), or one or two characters such as `⚡`.").optional(),
        image: picture("An image instead of an icon.").optional(),
        url: link("Link target of the whole box.").optional(),
      }),
      "The features.",
    ),
  },
  "Features in a grid.",
);

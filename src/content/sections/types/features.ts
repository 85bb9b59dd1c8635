import { block, choice, columns, head, inline, link, list, map, picture, plain } from "../fields.js";

/** Several things in a grid. */
export const features = map(
  {
    ...head,
    columns: columns("How many stand side by side where there is room. Default: `3`.").optional(),
    style: choice(["cards", "plain"], "In boxes, or without. Default: `cards`.").optional(),
    items: list(
      map({
        title: inline("What it is called."),
        text: block("What it does.").optional(),
        icon: plain("A character or two to stand for it: `⚡`.").optional(),
        image: picture("A picture to stand for it.").optional(),
        url: link("Where to read more.").optional(),
      }),
      "The features.",
    ),
  },
  "What there is, in a grid.",
);
